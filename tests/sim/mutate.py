# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""mutate.py FROM TO OLD NEW [OLD NEW…]: a copy of a source with a fault planted. Each OLD must stand in it exactly once, so that a
source that has moved on is noticed and not tested for nothing."""

import sys
from pathlib import Path


def main(source, target, *pairs):
    text = Path(source).read_text(encoding='utf-8')
    for old, new in zip(pairs[::2], pairs[1::2]):
        if text.count(old) != 1:
            sys.exit(f'{source}: stands there {text.count(old)} times, not once:\n{old}')
        text = text.replace(old, new)
    Path(target).write_text(text, encoding='utf-8')


main(*sys.argv[1:])
