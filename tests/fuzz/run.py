# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Runs one fuzz target and prints TAP: for MH_FUZZ_SECONDS by chance, or without it the same inputs each time, RUNS at the most, so that
a test passes or fails for what was changed and nothing else. What it finds interesting is kept beside the program, so that the next run by chance
goes on from there; an input that breaks the program is kept too, and is a failed test.

    run.py PROGRAM CORPUS KEPT"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

RUNS = 200000
# What is chosen depends on addresses, so these are the same each time, where the system allows that.
SAME_ADDRESSES = ['setarch', '-R']


def begin_same():
    try:
        return SAME_ADDRESSES if subprocess.run([*SAME_ADDRESSES, 'true'], capture_output=True, check=False).returncode == 0 else []
    except OSError:
        return []


def main():
    program, corpus, kept = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    seconds = os.environ.get('MH_FUZZ_SECONDS')
    seeds = kept / ('corpus' if seconds else 'same')
    if not seconds:
        shutil.rmtree(seeds, ignore_errors=True)
    how_long = [f'-max_total_time={seconds}'] if seconds else ['-seed=1', '-reload=0', f'-runs={RUNS}', '-max_total_time=15']
    broken = kept / 'broken'
    for folder in (seeds, broken):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(broken.iterdir())
    done = subprocess.run(
        [*([] if seconds else begin_same()), program, *how_long, '-max_len=4096', '-timeout=10', '-rss_limit_mb=2048', '-print_final_stats=1',
         f'-artifact_prefix={broken}/', str(seeds), str(corpus)],
        capture_output=True, text=True, errors='replace', check=False)

    name = Path(program).name
    count = re.search(r'number_of_executed_units: (\d+)', done.stderr)
    cover = re.findall(r'cov: (\d+)', done.stderr)
    # Whatever broke it before has to be right by now.
    again = [path for path in sorted(before) if subprocess.run([program, str(path)], capture_output=True, check=False).returncode]
    found = sorted(set(broken.iterdir()) - before)

    print('1..2')
    good = done.returncode == 0 and not found
    print(f'{"ok" if good else "not ok"} 1 {name} runs: {count.group(1) if count else "no"} inputs, '
          f'{cover[-1] if cover else "no"} edges')
    if not good:
        # Where a test's own output is not shown, what goes to stderr is.
        print('\n'.join(done.stderr.splitlines()[-60:]), file=sys.stderr)
    for path in found:
        print(f'# once more: {program} {path}')
    print(f'{"ok" if not again else "not ok"} 2 {name} takes what once broke it')
    for path in again:
        print(f'# once more: {program} {path}')
    return 0 if good and not again else 1


if __name__ == '__main__':
    sys.exit(main())
