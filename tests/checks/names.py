# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Nothing in the tree knows the PC it was written on, or where packages are fetched from."""

import re

import house

# A folder of the developer's PC at the start of a path: of a word, a quoted string or a value.
FOLDERS = re.compile(r'(?:^|[\s"\'=:(`,])(/(?:work|home|root|build|Users|mnt)/[\w.-]+|/tmp/[\w.-]+|[A-Z]:\\\\?Users\b)')
HOSTS = re.compile(
    r'\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org|files\.pythonhosted\.org|crates\.io|proxy\.golang\.org'
    r'|(?:deb|ftp|security)\.debian\.org|archive\.ubuntu\.com|rubygems\.org)\b')

# These two hold the words themselves.
OWN = ('tests/checks/names.py', 'tests/checks/test_checks.py')


def check(root):
    problems = []
    for path in house.files(root):
        text = house.read_or_none(root, path)
        if text is None or path.as_posix() in OWN:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, what in ((FOLDERS, 'a folder of one PC'), (HOSTS, 'a package registry')):
                found = pattern.search(line)
                if found is not None:
                    problems.append(f'{path}:{number}: {what}: {found.group(found.lastindex or 0)}')
    return problems


if __name__ == '__main__':
    house.run(check)
