# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Runs one fuzz target for some seconds (MH_FUZZ_SECONDS, 15 without it) and prints TAP. What it finds interesting is kept beside the
program, so that the next run goes on from there; an input that breaks the program is kept too, and is a failed test.

    run.py PROGRAM CORPUS KEPT"""

import os
import re
import subprocess
import sys
from pathlib import Path


def main():
    program, corpus, kept = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    seconds = os.environ.get('MH_FUZZ_SECONDS', '15')
    seeds = kept / 'corpus'
    broken = kept / 'broken'
    for folder in (seeds, broken):
        folder.mkdir(parents=True, exist_ok=True)
    before = set(broken.iterdir())
    done = subprocess.run(
        [program, f'-max_total_time={seconds}', '-max_len=4096', '-timeout=10', '-rss_limit_mb=2048', '-print_final_stats=1',
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
    print(f'{"ok" if good else "not ok"} 1 {name} runs {seconds} seconds: {count.group(1) if count else "no"} inputs, '
          f'{cover[-1] if cover else "no"} edges')
    if not good:
        print(''.join(f'# {line}\n' for line in done.stderr.splitlines()[-60:]), end='')
    for path in found:
        print(f'# once more: {program} {path}')
    print(f'{"ok" if not again else "not ok"} 2 {name} takes what once broke it')
    for path in again:
        print(f'# once more: {program} {path}')
    return 0 if good and not again else 1


if __name__ == '__main__':
    sys.exit(main())
