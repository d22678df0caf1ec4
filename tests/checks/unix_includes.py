# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Unix-only headers stay in the files that are a seam: the office PC runs Windows."""

import re

import house

UNIX = re.compile(
    r'^\s*#\s*include\s*<((?:unistd|signal|fcntl|pwd|grp|termios|dirent|poll|glib-unix|gio/gunix\w*|gio/gdesktopappinfo'
    r'|gtk/gtkunixprint|sys/[\w/]+|netinet/\w+|arpa/\w+)\.?h?)>')

# Each file that may, and why. Another system has another file in its place.
SEAMS = {
    'src/db/mh-file-mode.c': 'the modes of files and folders; Windows has access lists',
}

# Runs only beside the program on a developer's PC or in the practice town's child process.
FREE = ('src/sandbox/', 'tests/')


def check(root, seams=None):
    seams = SEAMS if seams is None else seams
    problems = []
    used = set()
    for path in house.files(root, '.c', '.h'):
        name = path.as_posix()
        if name.startswith(FREE):
            continue
        for number, line in enumerate(house.read(root, path).splitlines(), 1):
            found = UNIX.match(line)
            if found is None:
                continue
            if name in seams:
                used.add(name)
            else:
                problems.append(f'{name}:{number}: <{found.group(1)}> is not there on Windows, and this file is no seam')
    for name in sorted(set(seams) - used):
        problems.append(f'{name}: stands in the list of seams but includes nothing that needs it')
    return problems


if __name__ == '__main__':
    house.run(check)
