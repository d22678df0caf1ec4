# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The computer with the register, as somebody sits in front of it: what waits is written into a box, and what became of it is read. The one that
sends is worked from a terminal."""

import sys

from computers import BOX, NOW, REGISTER, RESULTS, SENDER, ctl, found, open_window, set_time, sit_down
from desk import Story, translate


def open_register():
    set_time(NOW)
    found()
    return open_window(REGISTER)


story = Story(open_register)


def fill(msgid, *numbers):
    text = translate(msgid)
    for number in numbers:
        text = text.replace('%u', str(number), 1)
    return text


@story.chapter
def what_waits_is_written_into_a_box(desk):
    sit_down(desk)
    desk.wait('the messages', lambda: desk.look('label', contains=fill('LINE: %u, SMS: %u, of which offers of free places: %u', 0, 2, 0)), patience=60)
    desk.picture('waiting')
    desk.press_button('_Write into a Box …')
    desk.choose_file(BOX)
    desk.find('label', 'The box is written')
    desk.keys('Escape')
    desk.find('push button', 'Lost: Write Again …')
    desk.picture('written')


@story.chapter
def what_became_of_it_is_read(desk):
    box = ctl(SENDER, 'box', 'send', BOX)['box']
    assert ctl(SENDER, 'box', 'stop', box)['not-sent'] == 2
    ctl(SENDER, 'box', 'results', RESULTS)
    desk.press_button('_Read Results …')
    desk.choose_file(RESULTS)
    told = fill('Accepted or delivered: %u. Tried another way: %u. By hand: %u. To be checked: %u. Not sent yet: %u. Known already: %u.', 0, 0, 2, 0, 0, 0)
    desk.find('label', contains=told)
    desk.picture('read')
    desk.keys('Escape')
    desk.wait('nothing to be open', lambda: desk.look('push button', 'Lost: Write Again …') is None)


@story.chapter
def a_new_key_is_made_after_a_warning(desk):
    before = ctl(REGISTER, 'box', 'key', REGISTER + '.txt')['fingerprint']
    desk.press_button('Make a _New Key …')
    desk.find('label', 'Make a new key for this computer?')
    desk.picture('new-key')
    desk.press_button('_Give Up the Old Key …')
    desk.choose_file(REGISTER + '-new.txt')
    desk.find('label', "The digits of this computer's new key")
    after = ctl(REGISTER, 'box', 'key', REGISTER + '.txt')['fingerprint']
    assert after != before, after
    desk.find('label', contains=after)
    desk.keys('Escape')


if __name__ == '__main__':
    sys.exit(story.tell())
