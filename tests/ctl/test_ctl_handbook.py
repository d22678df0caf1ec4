# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The handbook at a terminal. Stands on the town of test_ctl."""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def sheets_of(pdf):
    text = subprocess.run(['pdftotext', '-layout', str(pdf), '-'], capture_output=True, text=True, check=True).stdout
    return text.split('\f')[:-1]


def test_handbook(town):
    """It needs no town; with one its name stands on the cover; one page alone has no cover."""
    pdf = town.root / 'handbook.pdf'
    made = town.run('handbook', pdf, name='handbook')
    sheets = sheets_of(pdf)
    assert made['pages'] == len(sheets) and '滝上町' not in sheets[0], made
    for title in ('画面の見方', '住民', 'キャンセルと空き枠の案内', 'まちがえたとき'):
        assert title in sheets[1] and any(sheet.strip().startswith(title) for sheet in sheets[2:]), title
    town.refuse('handbook', pdf, '--with-town')
    town.found()
    town.run('handbook', pdf, '--with-town', name='handbook')
    assert '滝上町' in sheets_of(pdf)[0]
    alone = town.run('handbook', pdf, '--page', 'cancel', name='handbook')
    sheets = sheets_of(pdf)
    assert alone['pages'] == len(sheets) == 1 and sheets[0].strip().startswith('キャンセルと空き枠の案内'), sheets
    town.refuse('handbook', pdf, '--page', 'nothing')
    town.refuse('handbook', pdf, '--page', 'cancel', '--with-town', status=2)


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
