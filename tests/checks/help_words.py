# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The help is true to the window: each word that a page puts between 「 and 」 is one that the window says, as po/ja.po has it; each page that a
page leads to is there, and contents.txt names each page once. What is quoted and not on the screen stands between 『 and 』."""

import re
from pathlib import Path

import house
import po

FOLDER = Path('data') / 'help' / 'ja'
QUOTED = re.compile(r'「([^「」]*)」')


def plain(text):
    """A label as one reads it: without its mnemonic, its key and the dots that announce a question."""
    text = re.sub(r'\(_.\)', '', text).replace('_', '')
    text = re.sub(r'\s*[(（](?:(?:Ctrl|Alt|Shift)\+)*F?\w{1,3}[)）]$', '', text.strip())
    return text.strip().rstrip('…').strip()


def lines_of(path):
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line.strip() and not line.startswith(';'):
            yield number, line


def check(root):
    return list(find_problems(Path(root)))


def find_problems(root):
    folder = root / FOLDER
    if not folder.is_dir():
        return
    catalogue = (root / 'po' / 'ja.po').read_text(encoding='utf-8')
    spoken = {plain(text) for _, _, texts, _ in po.parse(catalogue) for text in texts}
    listed = [line.strip() for _, line in lines_of(folder / 'contents.txt')]
    there = {path.stem for path in folder.glob('*.txt')} - {'contents'}
    for name in sorted(set(listed) ^ there):
        yield f'{FOLDER}/contents.txt: {name} is not both listed and there'
    for name in sorted({name for name in listed if listed.count(name) > 1}):
        yield f'{FOLDER}/contents.txt: {name} is listed twice'
    for name in sorted(there):
        for number, line in lines_of(folder / f'{name}.txt'):
            for word in QUOTED.findall(line):
                if plain(word) not in spoken:
                    yield f'{FOLDER}/{name}.txt:{number}: the window does not say 「{word}」'
            if line.startswith('> ') and line[2:].strip() not in there:
                yield f'{FOLDER}/{name}.txt:{number}: no page {line[2:].strip()}'


if __name__ == '__main__':
    house.run(check)
