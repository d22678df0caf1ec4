# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A document names only files that exist."""

import re
from pathlib import Path

import house

DOCUMENTS = ('README.md', 'HACKING.md', 'NEWS')
TOP = ('.ci', 'data', 'packaging', 'po', 'src', 'tests', 'docs', 'tools')
QUOTED = re.compile(r'`([^`\n]+)`')
WORD = re.compile(r'^[\w.@*{},/-]+$')
FILE_NAME = re.compile(r'^[\w.-]+\.(?:md|cfg|build|txt|py|po|ui|xml|supp|in|c|h)$')


def words(text):
    """Each word that may be a path, with its line: in back-ticks, or in an indented or fenced block."""
    fenced = False
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith('```'):
            fenced = not fenced
            continue
        chunks = [line] if fenced or line.startswith('    ') else QUOTED.findall(line)
        for chunk in chunks:
            for word in chunk.split():
                yield number, word.rstrip('.,:;')


def is_path(word):
    if not WORD.match(word) or word.startswith(('/', '-')):
        return False
    return word.split('/')[0] in TOP if '/' in word else FILE_NAME.match(word) is not None


def is_placeholder(word):
    """FILE.c or test-NAME.c stand for any."""
    return re.search(r'\b[A-Z]{3,}\b', Path(word).stem) is not None and not word.endswith('.md')


def expand(word):
    """src/a.{c,h} is two paths."""
    found = re.match(r'^(.*)\{([^}]*)\}(.*)$', word)
    if found is None:
        return [word]
    return [found.group(1) + part + found.group(3) for part in found.group(2).split(',')]


def exists(root, word):
    if '/' in word:
        return any(root.glob(word.rstrip('/')))
    return any(path.name == word for path in house.files(root))


def check(root):
    problems = []
    for name in DOCUMENTS:
        if not (root / name).exists():
            problems.append(f'{name} is missing')
            continue
        for number, word in words(house.read(root, name)):
            if not is_path(word) or is_placeholder(word):
                continue
            problems += [f'{name}:{number}: {path} does not exist' for path in expand(word) if not exists(root, path)]
    return problems


if __name__ == '__main__':
    house.run(check)
