# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Nothing includes upward, and each outside library stays in the layer that is meant to know it."""

import re

import house

MAY_USE = {
    'core': {'core'},
    'db': {'core', 'db'},
    'store': {'core', 'db', 'store'},
    'net': {'core', 'net'},
    'io': {'core', 'io'},
    'service': {'core', 'db', 'store', 'net', 'io', 'service'},
    'ui': {'core', 'db', 'store', 'net', 'io', 'service', 'ui'},
    'app': {'core', 'db', 'store', 'net', 'io', 'service', 'ui', 'app'},
    'ctl': {'core', 'db', 'store', 'net', 'io', 'service', 'ctl'},
    'sandbox': {'core', 'net', 'sandbox'},
}

# Outside headers and the folders that may include them.
OUTSIDE = (
    (re.compile(r'^(gtk|gdk|adwaita|gsk)'), {'ui', 'app'}),
    (re.compile(r'^sqlite3'), {'db'}),
    (re.compile(r'^libsecret/'), {'service'}),
    (re.compile(r'^libsoup/'), {'net', 'sandbox'}),
    (re.compile(r'^(cairo|pango)'), {'io', 'ui', 'app'}),
    (re.compile(r'^csv\.h'), {'io'}),
)

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def check(root):
    problems = []
    sources = [path for path in house.files(root, '.c', '.h') if path.parts[0] == 'src' and len(path.parts) > 2]
    owner = {}
    for path in sources:
        if path.suffix == '.h':
            if path.name in owner and owner[path.name] != path.parts[1]:
                problems.append(f'{path}: {owner[path.name]} has a header of this name too')
            owner[path.name] = path.parts[1]

    for path in sources:
        layer = path.parts[1]
        if layer not in MAY_USE:
            problems.append(f'{path}: src/{layer} is no layer that tests/checks/layers.py knows')
            continue
        for number, line in enumerate(house.read(root, path).splitlines(), 1):
            found = INCLUDE.match(line)
            if found is None:
                continue
            kind, name = found.groups()
            if kind == '"':
                problems += [f'{path}:{number}: {text}' for text in judge_own(layer, name, owner)]
            else:
                problems += [f'{path}:{number}: {text}' for text in judge_outside(layer, name)]
    return problems


def judge_own(layer, name, owner):
    if '..' in name:
        yield f'"{name}" steps out of its folder'
    folder = owner.get(name.split('/')[-1])
    if folder is not None and folder not in MAY_USE[layer]:
        yield f'{layer} includes "{name}" of {folder}'


def judge_outside(layer, name):
    for pattern, folders in OUTSIDE:
        if pattern.match(name) and layer not in folders:
            yield f'<{name}> is for {", ".join(sorted(folders))} only'


if __name__ == '__main__':
    house.run(check)
