# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Every string is in Japanese: what xgettext finds has a translation that is neither missing, fuzzy nor a copy, with the same
placeholders, and po/POTFILES.in names each file that has strings."""

import re
import subprocess
import tempfile
from pathlib import Path

import house

CANDIDATES = ('.c', '.ui', '.desktop.in', '.metainfo.xml.in', '.gschema.xml')
OPTIONS = (
    '--from-code=UTF-8', '--add-comments=Translators', '--sort-by-file',
    '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=ngettext:1,2',
    '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3',
    '--flag=_:1:pass-c-format', '--flag=N_:1:pass-c-format', '--flag=C_:2:pass-c-format', '--flag=NC_:2:pass-c-format',
    '--flag=ngettext:1:pass-c-format', '--flag=ngettext:2:pass-c-format', '--flag=g_dngettext:2:pass-c-format',
    '--flag=g_strdup_printf:1:c-format', '--flag=g_string_append_printf:2:c-format', '--flag=g_set_error:4:c-format',
    '--flag=g_error_new:3:c-format', '--flag=g_print:1:c-format', '--flag=g_printerr:1:c-format',
)

# What is the same in Japanese.
SAME = re.compile(r'^(?:LINE|No\.|SMS|CSV|PDF|CP932|UTF-8|OK|DV|[^A-Za-z]|%[\w$]+|\{\w+\})*$')
JAPANESE = re.compile(r'[\u3040-\u30ff\u3400-\u9fff\uff01-\uff60]')


def extract(root, pot):
    """Writes the template of all strings and returns the files that have any."""
    candidates = [path.as_posix() for path in house.files(root, *CANDIDATES)
                  if path.parts[0] in ('src', 'data')]
    if not candidates:
        return []
    subprocess.run(['xgettext', '--output', str(pot), *OPTIONS, *candidates], cwd=root, check=True,
                   stderr=subprocess.DEVNULL)
    if not pot.exists():
        return []
    references = re.findall(r'^#: (.*)$', pot.read_text(encoding='utf-8'), re.MULTILINE)
    return sorted({re.sub(r':\d+$', '', reference) for line in references for reference in line.split()})


def parse(text):
    """A .po file as (msgctxt, msgid, msgstr list, flags); obsolete entries are left out."""
    for block in re.split(r'\n\s*\n', text):
        fields, flags, current = {}, set(), None
        for line in block.splitlines():
            if line.startswith('#,'):
                flags |= {flag.strip() for flag in line[2:].split(',')}
            found = re.match(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) +(".*")$', line)
            if found is not None:
                current = found.group(1)
                fields[current] = unquote(found.group(2))
            elif line.startswith('"') and current is not None:
                fields[current] += unquote(line)
        if fields.get('msgid'):
            texts = [value for key, value in fields.items() if key.startswith('msgstr')]
            yield fields.get('msgctxt'), fields['msgid'], texts, flags


def unquote(quoted):
    escapes = {'n': '\n', 't': '\t', '"': '"', '\\': '\\'}
    return re.sub(r'\\(.)', lambda found: escapes.get(found.group(1), found.group(1)), quoted.strip()[1:-1])


def judge_text(msgid, text):
    if text == '':
        return 'has no Japanese'
    if JAPANESE.search(text) is None and SAME.match(text) is None:
        return 'is not translated, only copied'
    return None


def check(root):
    problems = []
    po = root / 'po' / 'ja.po'
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / 'all.pot'
        with_strings = extract(root, pot)
        wanted = list(parse(pot.read_text(encoding='utf-8'))) if pot.exists() else []
        answer = subprocess.run(['msgfmt', '--check', '--output-file', str(Path(folder) / 'ja.mo'), str(po)],
                                capture_output=True, text=True, env={'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'})
    if answer.returncode != 0:
        problems += [f'msgfmt: {line}' for line in answer.stderr.splitlines()]

    listed = [line.strip() for line in house.read(root, 'po/POTFILES.in').splitlines()
              if line.strip() and not line.startswith('#')]
    problems += [f'po/POTFILES.in: {path} has strings and is missing' for path in with_strings if path not in listed]
    problems += [f'po/POTFILES.in: {path} is not there or has no strings' for path in listed if path not in with_strings]

    have = {(context, msgid): (texts, flags) for context, msgid, texts, flags in parse(po.read_text(encoding='utf-8'))}
    for context, msgid, _, _ in wanted:
        texts, flags = have.get((context, msgid), ([''], set()))
        if re.search(r'(?<!%)%$', msgid):
            problems.append(f'po/ja.po: “{msgid}” is cut off by a macro that xgettext does not know: use %lld or %s')
            continue
        problem = 'is fuzzy: look at it again' if 'fuzzy' in flags else judge_text(msgid, texts[0])
        if problem is not None:
            problems.append(f'po/ja.po: “{msgid}” {problem}')
    return problems


if __name__ == '__main__':
    house.run(check)
