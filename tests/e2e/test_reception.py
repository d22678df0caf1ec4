# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A morning at the reception in the real window, by keys alone: twelve people come, or do not; one is stopped in red, one walks in."""

import os
import subprocess
import sys

import typing_japanese
from desk import Atspi, Desk, Story, is_named, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan
CLOCK = os.path.join(FOLDER, 'clock')
TOWN = os.path.join(FOLDER, 'town')
CTL = os.path.join(os.environ['MH_BUILD_ROOT'], 'src', 'ctl', 'machihokenctl')
# What a toast and its margin take at the lower edge.
COVERED = 60
# What a hurried hand hits is 44 pixels high; GTK tells what is inside the frame of a button, which has five above and five below.
TARGET = 34
FAMILY = ('相川', 'アイカワ'), ('井上', 'イノウエ'), ('上田', 'ウエダ'), ('江口', 'エグチ'), ('小川', 'オガワ'), ('加藤', 'カトウ'), \
         ('木村', 'キムラ'), ('工藤', 'クドウ'), ('剣持', 'ケンモチ'), ('小林', 'コバヤシ'), ('佐々木', 'ササキ'), ('清水', 'シミズ')


def ctl(*words):
    subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', *map(str, words)], check=True, stdout=subprocess.DEVNULL)


def make_town():
    """Twelve people, eleven of them booked today; the tenth is far too young."""
    ctl('init', '--practice', '--residents', 0)
    programme = os.path.join(FOLDER, 'programme.json')
    with open(programme, 'w', encoding='utf-8') as file:
        file.write('{"name": "インフルエンザ 令和8年度", "age": {"min-years": 65}}')
    ctl('programme', 'add', programme)
    ctl('session', 'add', '--programme', 1, '--date', '2026-10-20', '--venue', '保健センター', '--slots', '09:00-11:00/30x3')
    for i, (name, kana) in enumerate(FAMILY):
        ctl('resident', 'add', '--register-number', f'{i:04}', '--name', f'{name}　花子', '--kana', f'{kana}　ハナコ',
            '--birth', '1990-03-01' if i == 9 else f'19{40 + i}-03-01', '--sex', 'female')
        if i != 11:
            ctl('book', '--slot', i // 3 + 1, '--resident', f'{i:04}', '--override', '試験')
    with open(programme, 'w', encoding='utf-8') as file:
        file.write('{"name": "帯状疱疹", "doses": 2, "interval-days": 21}')
    ctl('programme', 'add', programme)
    ctl('session', 'add', '--programme', 2, '--date', '2026-11-10', '--venue', '役場', '--slots', '14:00-16:00/60x3')
    ctl('resident', 'add', '--register-number', '0020', '--name', '野口　花子', '--kana', 'ノグチ　ハナコ', '--birth', '1990-03-01', '--sex', 'female')
    ctl('past-dose', 'add', '0020', '--programme', 2, '--dose', 1, '--date', '2026-09-01')
    ctl('book', '--slot', 5, '--resident', '0020')
    ctl('past-dose', 'remove', '0020', 1)
    ctl('ticket', 'add', '0000', '0003843293', '--label', '接種券')


def open_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    with open(CLOCK, 'w', encoding='ascii') as file:
        file.write(str(NOW))
    make_town()
    environment = {'MACHIHOKEN_BINDIR': programs}
    if not typing_japanese.missing():
        # Its program ends with the screen.
        typing_japanese.InputMethod(FOLDER)
        environment.update(typing_japanese.ENVIRONMENT)
    return Desk(FOLDER, [window, '--practice', '--data', TOWN, '--clock', CLOCK], environment)


story = Story(open_town)


def check_names(desk):
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


def scan(desk, text):
    """What a reader does: the text, then Enter."""
    desk.write(desk.find('text', 'Scan or search'), text)
    desk.keys('F3')
    desk.write(desk.find('text', 'Scan or search'), text)
    desk.keys('Return')


def chosen(desk):
    for thing in desk.walk(desk.find('list', 'People of the day')):
        if thing.get_role_name() == 'list item' and thing.get_state_set().contains(Atspi.StateType.SELECTED):
            return thing.get_name()
    return ''


def find_somebody(desk, text, name):
    scan(desk, text)
    desk.wait(f'{name} to be chosen', lambda: name in chosen(desk))


def expect(desk, name, state):
    """The row of somebody says the state."""
    # 未来場 ends in what 来場 is.
    words = ' ' + translate(state, 'visit state')
    desk.wait(f'{name}: {words}', lambda: any(name in row and words in row for row in rows(desk)))


def rows(desk):
    return [thing.get_name() for thing in desk.walk(desk.find('list', 'People of the day')) if thing.get_role_name() == 'list item']


@story.chapter
def the_day_stands_there_and_everything_has_a_name(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('reception')
    desk.find('list', 'People of the day')
    desk.wait('eleven people', lambda: len(rows(desk)) == 11)
    desk.picture('day')
    check_names(desk)


@story.chapter
def a_reader_finds_who_comes_whatever_the_input_method_does(desk):
    for text, name in (('２１０１５６０１０００３８４３２９３', '相川'), ('0003843293', '相川'), ('いのうえ', '井上'), ('3170301', '上田')):
        find_somebody(desk, text, name)
        desk.keys('F4')
        expect(desk, name, 'Came')
    desk.picture('came')


def without_input_method():
    missing = typing_japanese.missing()
    if missing:
        print('# left out, not there: ' + missing, flush=True)
    return missing


def read(desk, text):
    """A reader that acts as a keyboard types at once and presses Enter."""
    desk.type(text)
    desk.keys('Return')


@story.chapter
def what_is_being_composed_is_not_searched(desk):
    """With a real input method: while it composes there is no text yet, and what is chosen in it is searched once."""
    if without_input_method():
        return
    desk.place('residents')
    desk.wait('everybody', lambda: desk.count('%\'u person', '%\'u people') == 13)
    desk.keys('F3')
    typing_japanese.turn(True)
    desk.type('inoue')
    desk.picture('composing')
    assert desk.count('%\'u person', '%\'u people') == 13, 'half a name was searched'
    desk.keys('Return')
    desk.wait('one person', lambda: desk.count('Found: %\'u person', 'Found: %\'u people') == 1)
    desk.keys('Escape')
    desk.wait('everybody again', lambda: desk.count('%\'u person', '%\'u people') == 13)


@story.chapter
def a_reader_is_read_with_the_input_method_left_on(desk):
    """Digits, letters of a slip and dates come through as they stand on the keys; kana are composed and searched at the second Enter."""
    if without_input_method():
        return
    desk.place('reception')
    scan_field = desk.find('text', 'Scan or search')
    typing_japanese.turn(True)
    desk.wait('the keyboard in the field', lambda: scan_field.get_state_set().contains(Atspi.StateType.FOCUSED))
    for text, name in (('210156010003843293', '相川'), ('s17.3.1', '上田'), ('0003843293', '相川'), ('1942-03-01', '上田'),
                       ('MHB000000020', '井上'), ('3150301', '相川')):
        read(desk, text)
        desk.wait(f'{name} by {text}', lambda: name in chosen(desk))
    desk.type('ueda')
    desk.keys('Return')
    desk.wait('the kana', lambda: desk.text(scan_field) == 'うえだ')
    assert '相川' in chosen(desk), 'half a name was searched'
    desk.keys('Return')
    desk.wait('上田 by kana', lambda: '上田' in chosen(desk))
    desk.picture('with-input-method')
    typing_japanese.turn(False)


@story.chapter
def the_field_is_ready_wherever_the_keyboard_is(desk):
    desk.place('reception')
    for name, text in (('加藤', '3200301'), ('相川', '210156010003843293')):
        desk.keys('Tab', 'Tab')
        desk.wait('the keyboard to be elsewhere', lambda: not desk.find('text', 'Scan or search').get_state_set().contains(Atspi.StateType.FOCUSED))
        read(desk, text)
        desk.wait(f'{name} to be chosen', lambda: name in chosen(desk))


def look_at_sidebar(desk):
    name = translate('Places', 'sidebar')
    return next((thing for thing, spoken in desk.look_for_all('list') if spoken == name and desk.shows(thing)), None)


@story.chapter
def the_reception_fills_the_screen_and_every_target_is_large(desk):
    # Keys go to the window under the pointer: not to a tooltip that comes up when everything moves.
    desk.point(600, 16)
    desk.keys('F11')
    desk.wait('the sidebar to go', lambda: look_at_sidebar(desk) is None)
    desk.find('push button', 'Leave the whole screen (Esc)')
    place = desk.find('list', 'People of the day')
    while place.above.get_role_name() != 'application' and desk.look('push button', 'Close the day', place) is None:
        place = place.above
    for thing, name in desk.look_for_all({'push button', 'toggle button', 'list item'}, place):
        if desk.shows(thing) and thing.get_extents()[2] > 1:
            assert thing.get_extents()[3] >= TARGET, f'{name} is only {thing.get_extents()[3]} high'
    desk.picture('whole-screen')
    desk.keys('Escape')
    desk.wait('the sidebar', lambda: look_at_sidebar(desk))
    desk.press_button('Whole screen (F11)')
    desk.wait('the sidebar to go', lambda: look_at_sidebar(desk) is None)
    desk.place('today')
    desk.wait('the sidebar', lambda: look_at_sidebar(desk))
    desk.place('reception')


def bottom(thing):
    _, y, _, height = thing.get_extents()
    return y + height


@story.chapter
def nothing_she_needs_lies_where_messages_come_up(desk):
    """A toast that offers to take the last state back stands at the lower edge for some seconds, while the next one comes."""
    edge = bottom(desk.windows()[0]) - COVERED
    for msgid in ('Came (F4)', 'Done (F6)', 'Stopped (F7)', 'Cancelled (F9)', 'Did not come (Shift+F9)', 'Put off (Shift+F7)',
                  'Back to not yet (Shift+F4)', 'Close the day', 'Add a lot'):
        assert bottom(desk.find('push button', msgid)) <= edge, f'{msgid} may be covered'
    find_somebody(desk, 'ささき', '佐々木')
    def row():
        return next((thing for thing in desk.walk(desk.find('list', 'People of the day')) if thing.get_role_name() == 'list item' and
                     thing.get_state_set().contains(Atspi.StateType.SELECTED)), None)
    desk.wait('the last row above the edge', lambda: bottom(row()) <= edge)
    desk.picture('last-row')


@story.chapter
def the_lot_is_chosen_once_and_the_dose_is_noted(desk):
    desk.press_button('Add a lot')
    desk.write(desk.find('text', 'Lot number'), 'SH012')
    desk.write(desk.find('text', 'Last day of use (may be empty)'), '2026-12-31')
    desk.write(desk.find('text', 'Doses in a vial (empty: as the programme says)'), '6')
    check_names(desk)
    desk.press_button('_Add')
    desk.wait('the lot', lambda: desk.look('text', 'Lot number') is None)
    for text, name in (('あいかわ', '相川'), ('いのうえ', '井上')):
        find_somebody(desk, text, name)
        desk.keys('F6')
        expect(desk, name, 'Done')
    desk.picture('done')


@story.chapter
def each_state_has_its_key(desk):
    for text, name, key, state in (('えぐち', '江口', 'F9', 'Cancelled on the day'), ('おがわ', '小川', 'shift+F7', 'Put off'),
                                   ('かとう', '加藤', 'shift+F9', 'Did not come'), ('かとう', '加藤', 'shift+F4', 'Not yet here')):
        find_somebody(desk, text, name)
        desk.keys(key)
        expect(desk, name, state)


@story.chapter
def the_doctor_stops_one_with_a_reason(desk):
    find_somebody(desk, 'うえだ', '上田')
    desk.keys('F7')
    desk.write(desk.find('text', 'Why, as the doctor says'), '発熱 37.8度')
    check_names(desk)
    desk.press_button('_Note It')
    expect(desk, '上田', 'Stopped by the doctor')


@story.chapter
def who_is_too_young_is_stopped_in_red(desk):
    find_somebody(desk, 'こばやし', '小林')
    desk.find('label', 'This person is too young on that day.')
    desk.picture('red-before')
    desk.keys('F4')
    desk.find('label', 'Stop: please look once more')
    desk.find('label', contains=translate('This person is too young on that day.'))
    desk.picture('red')
    check_names(desk)
    desk.keys('Escape')
    desk.wait('the stop to go', lambda: desk.look('label', 'Stop: please look once more') is None)
    expect(desk, '小林', 'Not yet here')
    find_somebody(desk, 'こばやし', '小林')
    desk.keys('F4')
    desk.find('text', 'Why it goes on all the same')
    read(desk, '210156010003843293')
    desk.find('label', 'A slip was read while a reason was asked for. Nothing is noted. Please write the reason, then read the slip again.')
    expect(desk, '小林', 'Not yet here')
    find_somebody(desk, 'こばやし', '小林')
    desk.keys('F4')
    desk.write(desk.find('text', 'Why it goes on all the same'), '医師の指示')
    desk.press_button('_Go On All the Same')
    expect(desk, '小林', 'Came')


@story.chapter
def who_has_no_booking_is_taken_in_with_a_reason(desk):
    scan(desk, 'しみず')
    desk.find('label', contains=translate('This person has no booking for this programme. To take the person in, please enter a walk-in.'))
    desk.keys('F2')
    desk.write(desk.find('text', 'Why without a booking'), '夫と一緒に来た')
    check_names(desk)
    desk.press_button('_Take In')
    expect(desk, '清水', 'Came')
    scan(desk, 'だれもいない')
    desk.find('push button', 'Add the person first')
    desk.picture('walk-in')


@story.chapter
def the_day_is_closed_and_who_did_not_come_waits(desk):
    desk.press_button('Close the day')
    desk.find('label', 'Close the day?')
    desk.picture('close')
    check_names(desk)
    desk.press_button('_Note That They Did Not Come')
    for name in ('加藤', '木村', '工藤', '剣持', '佐々木'):
        expect(desk, name, 'Did not come')
    desk.press_button('Who did not come')
    window = desk.wait('the list', lambda: next((one for one in desk.windows() if is_named(one.get_name(), translate('Who Did Not Come'))), None))
    desk.find('list item', contains='加藤', root=window)
    check_names(desk)
    desk.press(desk.find('push button', contains=translate('Offer again') + ': 加藤', root=window))
    desk.find('push button', contains=translate('Waits for a place') + ': 加藤', root=window)
    desk.find('push button', '_Print a Sheet for Calling', root=window)
    desk.picture('missed')
    desk.press_button('Put on the _Waiting List', root=window)
    desk.wait('all to wait', lambda: desk.look('push button', contains=translate('Offer again'), root=window) is None)
    desk.keys('Escape')
    desk.wait('the list to go', lambda: len(desk.windows()) == 1)
    desk.press_button('Who has not been yet')
    desk.find('push button', '_Print a Sheet for Calling')
    desk.picture('not-yet')
    desk.keys('Escape')
    desk.picture('end')


@story.chapter
def a_second_dose_without_its_first_is_settled(desk):
    desk.press_button('Dose before is missing')
    window = desk.wait('the list', lambda: next((one for one in desk.windows() if is_named(one.get_name(), translate('Bookings without the Dose Before'))), None))
    desk.find('list item', contains='野口', root=window)
    desk.picture('loose')
    check_names(desk)
    desk.press(desk.find('push button', contains=translate('Cancel …'), root=window))
    desk.find('text', 'Who calls (empty: the person)')
    desk.picture('loose-cancel')
    desk.press_button('_Cancel the booking')
    desk.find('label', 'Nobody: there is nothing to do.')
    desk.picture('loose-end')
    desk.keys('Escape')


if __name__ == '__main__':
    sys.exit(story.tell())
