# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through the broadcasts and all windows that are opened from them, see walking.py."""

import os
import sys

from walking import FOLDER, NAME, NUMBER, begin, end, leave, look_into, other_windows, press, see


LIST = os.path.join(FOLDER, 'list.csv')
story = begin()


def see_audiences(desk, where, window):
    desk.find('label', contains='LINE ', root=window)
    see(desk, where, window)


def see_hand(desk, where, window):
    """She is found by her name, and stands in the list by it."""
    desk.write(desk.find(None, 'Search for a person', root=window), NUMBER)
    desk.keys('Return')
    desk.find('push button', contains=NAME, root=window)
    see(desk, where, window)


def see_file(desk, where):
    with open(LIST, 'w', encoding='utf-8') as file:
        file.write(f'宛名番号\n{NUMBER}\n99999999\n')
    desk.press_button('From a _File …')
    desk.choose_file(LIST)
    desk.find('label', contains='99999999')
    window = other_windows(desk)[0]
    see(desk, where, window)
    leave(desk, window)


def see_test(desk, where, window):
    """No test goes to her, since nothing of hers is shown."""
    desk.write(desk.find(None, 'Search for a person', root=window), NUMBER)
    desk.keys('Return')
    desk.find('label', 'No LINE account or mobile number is known that a test could go to.', window)
    see(desk, where, window)


@story.chapter
def a_draft_tells_nothing(desk):
    desk.wait('the place', lambda: (desk.place('broadcasts'), desk.look('push button', '_New Broadcast'))[1])
    desk.press_button('_New Broadcast')
    desk.write(desk.find('text', 'Name for the desk'), '断水のお知らせ')
    desk.write(desk.find('text', 'Words'), '明日10時から12時まで断水します。')
    desk.find('label', contains='お問い合わせ')
    see(desk, 'broadcast')


@story.chapter
def the_windows_of_an_audience_tell_nothing(desk):
    look_into(desk, 'save-audience', press(desk, 'Save under a _Name …'))
    desk.press_button('Save under a _Name …')
    desk.write(desk.find('text', 'Name of the audience'), '全員')
    desk.press_button('_Save')
    desk.wait('the window to go', lambda: not other_windows(desk))
    look_into(desk, 'audiences', press(desk, 'Sa_ved Audiences …'), see_audiences)
    look_into(desk, 'hand-pick', press(desk, 'Choose _People …'), see_hand)
    see_file(desk, 'audience-file')


@story.chapter
def the_windows_of_words_tell_nothing(desk):
    look_into(desk, 'save-words', press(desk, 'Save _These Words …'))
    look_into(desk, 'templates', press(desk, 'Change Saved Wor_ds …'))
    look_into(desk, 'reminders', press(desk, 'Reminders of _Bookings …'))
    look_into(desk, 'numbers', press(desk, '_Numbers …'))
    look_into(desk, 'test', press(desk, 'T_est to Me …'), see_test)


@story.chapter
def what_became_of_it_tells_nothing(desk):
    desk.press_button('_Look It Over …')
    desk.find('label', 'Three whole messages')
    see(desk, 'broadcast-sheet')
    reason = desk.look('text', 'Reason for sending all the same')
    if reason is not None:
        desk.write(reason, '練習')
    desk.press_button('_Send, with Time to Take It Back')
    desk.press_button('Send _Now')
    look_into(desk, 'sms-file', press(desk, 'File for an S_MS Service …'))
    desk.wait('the end', lambda: (desk.keys('F5'), desk.look('push button', 'Make a New _Draft of It'))[1])
    see(desk, 'broadcast-stopped')


@story.chapter
def results_of_a_service_tell_nothing(desk):
    with open(LIST, 'w', encoding='utf-8') as file:
        file.write('電話番号,結果\n090-0000-0000,送達\n')
    desk.press_button('Read SMS _Results …')
    desk.choose_file(LIST)
    desk.wait('the window', lambda: other_windows(desk) and desk._ready(desk.look('push button', 'Read the Results')))
    see(desk, 'sms-results', other_windows(desk)[0])
    leave(desk, other_windows(desk)[0])


if __name__ == '__main__':
    sys.exit(end(story, 'broadcasts'))
