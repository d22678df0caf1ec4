# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through the place of the appointments, see walking.py."""

import sys

from desk import is_named, translate
from walking import BROTHER, KANA, MEMBER, NAME, begin, come_to_her_slot, end, leave, look_into, other_windows, press, see


story = begin()


@story.chapter
def the_appointments_tell_nothing(desk):
    come_to_her_slot(desk)
    desk.find('push button', contains=translate('Cancel the booking of %s and ask the next').split('%s')[-1])
    see(desk, 'appointments')
    desk.keys('F2')
    desk.write(desk.find('text', 'Search for a person'), KANA.split('　')[0])
    desk.find('list item', contains=NAME, root=desk.find('list', 'People found'))
    see(desk, 'finder')
    desk.click(desk.find('text', 'Search for a person'))
    desk.keys('Return')
    look_into(desk, 'number-of-a-caller', lambda: desk.keys('F4'))


@story.chapter
def neither_do_an_interrupted_booking_and_the_family(desk):
    desk.write(desk.find('text', 'Note on this booking'), 'かけ直し')
    desk.keys('F2')
    button = desk.find('push button', contains=translate('Throw It Away'))
    assert NAME in button.get_name(), button.get_name()
    see(desk, 'interrupted')
    desk.press(button)
    desk.wait('the draft to go', lambda: desk.look('push button', contains=translate('Throw It Away')) is None)
    desk.write(desk.find('text', 'Search for a person'), 'ナツメ　イチロウ')
    desk.find('list item', contains=MEMBER, root=desk.find('list', 'People found'))
    desk.find('check box', contains=BROTHER)
    assert desk.look('check box', contains=NAME) is None, f'she is named as the family of {MEMBER}'
    desk.click(desk.find('check box', contains=BROTHER))
    see(desk, 'family')
    desk.keys('alt+Down')
    desk.press_button('Book')
    desk.wait('the next', lambda: desk.text(desk.find('text', 'Search for a person')) == '')
    desk.press_button('Back to the bookings')
    desk.click(desk.find('list item', contains=MEMBER, root=desk.find('list', 'Bookings of the slot')))
    see(desk, 'booked-together')
    look_into(desk, 'cancel-together', press(desk, 'Cancel only'))
    desk.click(desk.find('list item', contains='10月20日'))
    desk.wait('her booking of today', lambda: desk.look('list item', contains=NAME, root=desk.find('list', 'Bookings of the slot')))
    look_into(desk, 'items-of-a-booking', press(desk, 'Items …'))
    desk.click(desk.find('list item', contains='11月5日'))
    desk.wait('nine o’clock', lambda: desk.look('list item', contains='9:00～', root=desk.find('list', 'Time slots')))
    desk.click(desk.find('list item', contains='9:00～', root=desk.find('list', 'Time slots')))


@story.chapter
def a_cancelled_place_tells_nothing(desk):
    desk.press(desk.wait('the choice', lambda: next(
        (thing for thing in desk.walk(into_rows=True) if thing.get_role_name() == 'push button' and
         (thing.get_name() or '').endswith(translate('Cancel the booking of %s and choose how others are asked').split('%s')[-1])), None)))
    window = desk.wait('other ways', lambda: other_windows(desk))[0]
    see(desk, 'other-ways-to-ask', window)
    leave(desk, window)
    desk.press(desk.find('push button', contains=translate('Cancel the booking of %s and ask the next').split('%s')[-1]))
    window = desk.wait('the question', lambda: other_windows(desk))[0]
    see(desk, 'who-cancels', window)
    desk.press_button('_Cancel the booking', root=window)
    desk.find('label', 'Asked')
    see(desk, 'refill')
    desk.press_button('Take the cancelling back')
    desk.wait('the cancelling to be taken back', lambda: desk.look('push button', 'Take the cancelling back') is None)
    see(desk, 'cancelling-taken-back')


@story.chapter
def the_waiting_list_tells_nothing(desk):
    tab = desk.wait('the waiting list', lambda: next(
        (thing for thing in desk.walk() if thing.get_role_name() in ('page tab', 'toggle button', 'radio button')
         and (thing.get_name() or '').startswith(translate('Waiting list (%u)').split('%u')[0]) and desk.shows(thing)), None))
    desk.click(tab)
    desk.find('list', 'Waiting list')
    see(desk, 'waiting')
    desk.press_button('Put on the waiting list')
    window = desk.wait('the form', lambda: other_windows(desk))[0]
    desk.write(desk.find('text', 'Search for a person', root=window), KANA.split('　')[0])
    desk.find('list item', contains=NAME, root=window)
    see(desk, 'put-on-the-waiting-list', window)
    leave(desk, window)
    for button, place in (('Offer Free Places …', 'offer-free-places'), ('Figures', 'refill-figures'), ('Charts', 'charts')):
        desk.press_button(button)
        window = desk.wait(f'what {button} opens', lambda: other_windows(desk))[0]
        see(desk, place, window)
        leave(desk, window)
    ending = translate('Change how %s waits').split('%s')[-1]
    desk.press(desk.wait('the button', lambda: next(
        (thing for thing in desk.walk(into_rows=True) if thing.get_role_name() == 'push button' and (thing.get_name() or '').endswith(ending)), None)))
    window = desk.wait('how they wait', lambda: other_windows(desk))[0]
    see(desk, 'how-they-wait', window)
    leave(desk, window)


@story.chapter
def the_roster_tells_nothing(desk):
    desk.keys('F8')
    desk.find('push button', 'Save as PDF')
    see(desk, 'roster')
    roster = other_windows(desk)[0]
    desk.press_button('Save …', root=roster)
    desk.write(desk.find('text', 'Name of the layout'), '名簿')
    see(desk, 'save-a-layout')
    desk.keys('Return')
    desk.wait('the layout', lambda: len(other_windows(desk)) == 1)
    desk.press_button('Rename …', root=roster)
    desk.find('text', 'New name')
    see(desk, 'rename-a-layout')
    desk.keys('Escape')
    desk.wait('the end of the question', lambda: len(other_windows(desk)) == 1)
    desk.press_button('_Copies Given Out …', root=roster)
    copies = desk.wait('the copies', lambda: next((window for window in other_windows(desk) if is_named(window.get_name(), translate('Copies Given Out'))), None))
    # The pack was printed with rosters.
    desk.wait('a copy', lambda: any((thing.get_name() or '').startswith(translate('Came back') + ': ')
                                    for thing in desk.walk(copies, into_rows=True)))
    see(desk, 'copies-given-out', copies)
    leave(desk, copies)
    leave(desk, roster)


if __name__ == '__main__':
    sys.exit(end(story, 'appointments'))
