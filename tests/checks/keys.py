# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Every key of the application is in one table, src/ui/common/mh-keys.c: no source binds one past it, each owner in it is bound by somebody, and a key
that a label or a tooltip names by itself is in it. Only Escape, which closes each window, is left to the windows."""

import re
from pathlib import Path

import house

TABLE = Path('src') / 'ui' / 'common' / 'mh-keys.c'
# The keys that go to a widget before all others are looked at by the lock; GTK itself has the rest of "moving".
UNBOUND = {'everywhere', 'moving', 'app'}
ROW = re.compile(r'\{ "([\w-]+)", (?:"[\w.-]+"|NULL), (?:"[^"]*"|NULL), "([^"]+)", ')
BINDING = re.compile(r'(?:gtk_widget_class_add_binding\w*|gtk_widget_class_add_shortcut|gtk_application_set_accels_for_action|gtk_accelerator_parse)'
                     r' \([^;]*;')
CLOSES = re.compile(r'GDK_KEY_Escape, 0, "window\.close", NULL')
BOUND = re.compile(r'mh_keys_bind \([^;]*?, "([\w-]+)"')
NAMED = re.compile(r'[(（]((?:(?:Ctrl|Alt|Shift)\+)*(?:F\d{1,2}|(?<=\+)[A-Z0-9]))[)）]')


def written(accel):
    """As people write it."""
    accel = accel.replace('<Control>', 'Ctrl+').replace('<Shift>', 'Shift+').replace('<Alt>', 'Alt+')
    head, plus, key = accel.rpartition('+')
    return head + plus + (key.upper() if len(key) == 1 else key)


def check(root):
    text = house.read(root, TABLE)
    rows = ROW.findall(text)
    known = {written(accel) for _, accel in rows}
    problems, bound = [], set()
    for path in house.files(root, '.c', '.ui'):
        if path.parts[:2] not in (('src', 'ui'), ('src', 'app')) or path == TABLE:
            continue
        source = house.read(root, path)
        for found in BINDING.finditer(source):
            if CLOSES.search(found.group(0)) is None:
                problems.append(f'{path}:{source.count(chr(10), 0, found.start()) + 1}: a key that is not in {TABLE}')
        bound |= set(BOUND.findall(source))
        for found in NAMED.finditer(source):
            if found.group(1) not in known:
                problems.append(f'{path}:{source.count(chr(10), 0, found.start()) + 1}: names {found.group(1)}, which is no key of {TABLE}')
    owners = {owner for owner, _ in rows}
    problems += [f'{TABLE}: nobody binds the keys of {owner}' for owner in sorted(owners - bound - UNBOUND)]
    problems += [f'{TABLE}: no keys of {owner}, which are bound' for owner in sorted(bound - owners)]
    return problems


if __name__ == '__main__':
    house.run(check)
