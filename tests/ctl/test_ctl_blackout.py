# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Before the opening and before a day without power, as somebody at a terminal does it. Stands on the town of test_ctl."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import test_ctl  # noqa: E402


def add_town(town):
    town.found()
    town.add_people(6)
    return town.add_days()


def test_rehearsal(town):
    """Six people, four places: the same seed says the same, and what is bad is said first."""
    programme, _ = add_town(town)
    done = town.run('rehearsal', programme, '--uptake', 100, '--phone', 0, status=3)
    assert (done['wanted'], done['placed'], done['places']) == (6, 2, 4), done
    weights = [sentence['weight'] for sentence in done['sentences']]
    assert weights == sorted(weights, key=['bad', 'warn', 'good'].index), weights
    assert {'places-short', 'phone-unused'} <= {sentence['code'] for sentence in done['sentences']}
    assert town.run('rehearsal', programme, '--uptake', 100, '--phone', 0, status=3) == done
    random = [town.run('rehearsal', programme, '--uptake', 50, '--order', 'random', '--seed', 5) for _ in range(2)]
    assert random[0] == random[1] and random[0]['seed'] == 5
    text = town.call('rehearsal', programme, before=()).stdout
    assert random[0]['name'] in text
    town.refuse('rehearsal', programme, '--order', 'nobody', status=2)
    town.refuse('rehearsal', programme, '--tables', 0)
    town.refuse('rehearsal', 99)


if __name__ == '__main__':
    test_ctl.run_all({name: func for name, func in globals().items() if name.startswith('test_') and callable(func)})
