# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The look of the sources: uncrustify is content, each file names its licence, no goto, no unfinished business, no function or file
that has grown out of hand, and each public function is described where it is defined."""

import re
import shutil
import subprocess

import house

# A screen, and somewhat more than the 800 lines that HACKING.md aims at: beyond these somebody has to cut.
LONGEST_FUNCTION = 60
LONGEST_FILE = 1000

LICENSED = ('.c', '.h', '.ui', '.css', '.py', '.svg', '.gschema.xml', '.metainfo.xml.in', '.gresource.xml', '.sh')
UNWANTED = (
    (re.compile(r'\bgoto\b'), 'no goto: give the failing part a function of its own'),
    (re.compile(r'\bg(?:char|int)\b'), 'char and int, not gchar and gint'),
    (re.compile(r'^#\s*include\s*<glib/gi18n\.h>'), 'libraries include <glib/gi18n-lib.h>'),
)
# In two parts, so that this file may be read by itself.
UNFINISHED = re.compile(r'\b(?:TO' + r'DO|FIX' + r'ME|X' + r'XX|HA' + r'CK)\b')

# Overrides of a type, which nobody calls.
MADE = re.compile(r'_(?:class_init|init|get_type|dispose|finalize)$')


def blank(source):
    """The source with comments and strings emptied, line for line."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
    return pattern.sub(lambda found: '\n' * found.group(0).count('\n') + ('""' if found.group(0)[0] == '"' else ' '), source)


def functions(source):
    """(line, name, number of lines of the body) of each function: its braces stand at the margin."""
    lines = blank(source).splitlines()
    opened = None
    for number, line in enumerate(lines, 1):
        if line == '{':
            opened = number
        elif line == '}' and opened is not None:
            head = next((text for text in reversed(lines[:opened - 1]) if re.match(r'^\w+ \(', text)), '')
            if head:
                yield opened, head.split()[0], number - opened - 1
            opened = None


def undocumented(source):
    """(line, name) of each public function of a library whose definition has no comment that begins with two asterisks."""
    for found in re.finditer(r'^(?!static\b)[A-Za-z][^\n;{}]*\n(mh_\w+) \([^;{]*?\)\n\{', source, re.MULTILINE):
        before = source[:found.start()].rstrip()
        comment = before[before.rfind('/*'):] if before.endswith('*/') else ''
        if not comment.startswith('/**') and not MADE.search(found.group(1)):
            yield source.count('\n', 0, found.start()) + 2, found.group(1)


def judge_source(path, text):
    is_main = path.parts[0] == 'src' and path.parts[1] in ('app', 'ctl', 'sandbox')
    for number, line in enumerate(blank(text).splitlines(), 1):
        for pattern, why in UNWANTED:
            if pattern.search(line) and not (is_main and 'gi18n' in pattern.pattern):
                yield f'{path}:{number}: {why}'
    for number, name, length in functions(text):
        if length > LONGEST_FUNCTION:
            yield f'{path}:{number}: {name} has {length} lines'
    if path.suffix == '.c' and path.parts[0] == 'src' and not is_main:
        for number, name in undocumented(text):
            yield f'{path}:{number}: {name} is public and has no gtk-doc comment at its definition'
    if path.suffix == '.c' and text.count('\n') > LONGEST_FILE:
        yield f'{path}: {text.count(chr(10))} lines; cut it'


def judge_any(path, text):
    head = text[:600]
    licensed = path.name.endswith(LICENSED) or text.startswith('#!')
    if licensed and not ('SPDX-License-Identifier:' in head and 'SPDX-FileCopyrightText:' in head):
        yield f'{path}: the two SPDX lines are missing'
    for number, line in enumerate(text.splitlines(), 1):
        if UNFINISHED.search(line):
            yield f'{path}:{number}: unfinished'
        if line != line.rstrip() and path.suffix not in ('.patch', '.md'):
            yield f'{path}:{number}: white space at the end'


def check_format(root, sources):
    if shutil.which('uncrustify') is None:
        print('uncrustify is not installed: the layout of the sources was not looked at')
        return []
    if not sources:
        return []
    answer = subprocess.run(['uncrustify', '-q', '-c', '.uncrustify.cfg', '--check', *map(str, sources)],
                            cwd=root, capture_output=True, text=True, check=False)
    return [f'{line.split()[1]}: uncrustify would change it' for line in (answer.stdout + answer.stderr).splitlines()
            if line.startswith('FAIL: ')]


def check(root):
    problems = []
    sources = house.files(root, '.c')
    for path in house.files(root):
        text = house.read_or_none(root, path)
        if text is None or path.name == 'LICENSE':
            continue
        problems += judge_any(path, text)
        if path.suffix in ('.c', '.h'):
            problems += judge_source(path, text)
    return problems + check_format(root, sources)


if __name__ == '__main__':
    house.run(check)
