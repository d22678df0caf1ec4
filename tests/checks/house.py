# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""What the checks of the house rules share. Only the standard library."""

import os
import re
import sys
from pathlib import Path

SKIPPED = 77  # meson's exit status for a test that could not be made

_NOT_OURS = re.compile(r'^(\.git|build.*|node_modules|__pycache__|.*~)$')


def files(root, *suffixes):
    """The tree's files that end in one of suffixes (all without any), as sorted paths relative to root."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not _NOT_OURS.match(name)]
        for name in names:
            # In a git worktree .git is a file.
            if _NOT_OURS.match(name) or name.endswith(('.pyc', '.swp')):
                continue
            if not suffixes or name.endswith(suffixes):
                found.append((Path(folder) / name).relative_to(root))
    return sorted(found)


def read(root, path):
    return (Path(root) / path).read_text(encoding='utf-8')


def read_or_none(root, path):
    """The text of a file, or None for one that holds no text."""
    try:
        return read(root, path)
    except UnicodeDecodeError:
        return None


def run(check, notes=()):
    """The main of a check: its problems, one a line, and the exit status."""
    root = Path(sys.argv[1] if len(sys.argv) > 1 else '.').resolve()
    problems = check(root, *sys.argv[2:])
    for note in notes:
        print(f'note: {note}')
    for problem in problems:
        print(problem)
    print(f'{len(problems)} problems')
    sys.exit(1 if problems else 0)
