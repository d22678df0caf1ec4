# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The computer that sends, as somebody sits in front of it: a box that another computer wrote is looked at and sent, and what became of it is
written for that one. The other computer is worked from a terminal."""

import sys

from computers import BOX, NOW, REGISTER, RESULTS, SENDER, ctl, found, open_window, set_time, sit_down
from desk import Story, translate


def open_sender():
    set_time(NOW)
    found()
    assert ctl(REGISTER, 'box', 'write', BOX)['sms'] == 2
    return open_window(SENDER)


story = Story(open_sender)


def counts(sent, sending, waiting):
    text = translate('Sent: %u, being sent: %u, waiting: %u, to be checked: %u, not sent: %u')
    for number in (sent, sending, waiting, 0, 0):
        text = text.replace('%u', str(number), 1)
    return text


@story.chapter
def a_box_is_looked_at_before_anything_leaves(desk):
    sit_down(desk)
    desk.picture('two-computers')
    desk.press_button('_Read a Box and Send …')
    desk.choose_file(BOX)
    desk.find('label', 'As people will read it')
    desk.find('label', contains='明日は断水です。')
    desk.picture('box-look')
    assert ctl(SENDER, 'deliveries')['deliveries'] == []


@story.chapter
def it_leaves_after_a_countdown(desk):
    desk.press_button('_Send')
    desk.find('label', contains=counts(0, 0, 2))
    desk.find('push button', '_Stop')
    desk.picture('box-held')
    set_time(NOW + 61000)
    desk.wait('both to be sent', lambda: desk.look('label', contains=counts(2, 0, 0)), patience=60)
    desk.picture('box-sent')


@story.chapter
def what_became_of_it_goes_back(desk):
    desk.press_button('_Write Results …')
    desk.choose_file(RESULTS)
    desk.find('label', 'The results are written')
    desk.keys('Escape')
    told = ctl(REGISTER, 'box', 'read', RESULTS)
    assert told['accepted'] + told['delivered'] == 2, told


if __name__ == '__main__':
    sys.exit(story.tell())
