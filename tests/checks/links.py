# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Only the window links GTK, and the sandbox links neither the keyring nor what reads residents."""

import subprocess
import sys
from pathlib import Path

import house

GTK = ('libgtk-4', 'libadwaita-1')
# SQLite is no sign of the town's data: libsoup brings it along for cookies.
FORBIDDEN = {
    'machihokenctl': GTK,
    'machihoken-sandbox': GTK + ('libsecret-1', 'libcsv'),
}
NEEDED = {'machihoken': GTK}


def judge(name, libraries):
    """The problems of one program, from the output of ldd."""
    for library in FORBIDDEN.get(name, ()):
        if library in libraries:
            yield f'{name} links {library}'
    for library in NEEDED.get(name, ()):
        if library not in libraries:
            yield f'{name} does not link {library}: is this the program?'


def check(root, build):
    problems = []
    seen = 0
    for name in sorted(set(FORBIDDEN) | set(NEEDED)):
        for path in Path(build).glob(f'src/*/{name}'):
            seen += 1
            answer = subprocess.run(['ldd', path], capture_output=True, text=True, check=True)
            problems += judge(name, answer.stdout)
    if seen == 0:
        print('No program is built: nothing to look at')
        sys.exit(house.SKIPPED)
    return problems


if __name__ == '__main__':
    house.run(check)
