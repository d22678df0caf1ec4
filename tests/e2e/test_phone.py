# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Bookings by telephone in the real window: by keys alone and few of them, with all that is booked along, and what becomes of a booking
that is interrupted: by another caller, by the lock, by somebody else at the desk, by a program that is killed."""

import json
import os
import re
import subprocess
import sys

from desk import Atspi, Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan
CLOCK = os.path.join(FOLDER, 'clock')
TOWN = os.path.join(FOLDER, 'town')
CTL = os.path.join(os.environ['MH_BUILD_ROOT'], 'src', 'ctl', 'machihokenctl')
NURSE, HELPER = '保健 花子', '応援 次郎'
MOST_KEYS = 12
KANA_KEYS = ('kana_SA', 'kana_TO', 'kana_U')
PROGRAMME = {'name': '成人健診 令和8年度', 'age': {'min-years': 20}, 'doses': 2, 'interval-days': 14,
             'items': [{'name': '基本', 'standard': True}, {'name': '胃'}, {'name': '肺'}]}
# 宛名番号, name, kana, birth, household
PEOPLE = [('0001', '佐藤　茂', 'サトウ　シゲル', '1950-03-01', 'H1'), ('0002', '佐藤　花', 'サトウ　ハナ', '1952-03-01', 'H1'),
          ('0003', '佐藤　実', 'サトウ　ミノル', '1960-03-01', 'H2'), ('0004', '鈴木　一', 'スズキ　ハジメ', '1961-03-01', 'H3'),
          ('0005', '田中　愛', 'タナカ　アイ', '1962-03-01', 'H4'), ('0006', '渡辺　幸', 'ワタナベ　ユキ', '1963-03-01', 'H5')]


def ctl(*words):
    done = subprocess.run([CTL, '--json', '--data', TOWN, '--clock', CLOCK, '--operator', NURSE, *map(str, words)], check=True,
                          capture_output=True, text=True)
    return json.loads(done.stdout) if done.stdout.strip() else None


def make_town():
    ctl('init', '--practice', '--residents', 0)
    path = os.path.join(FOLDER, 'programme.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(PROGRAMME, file, ensure_ascii=False)
    programme = ctl('programme', 'add', path)['programme']
    for date in ('2026-11-05', '2026-11-19', '2026-12-03'):
        ctl('session', 'add', '--programme', programme, '--date', date, '--venue', '保健センター', '--slots', '09:00-11:00/30x4')
    path = os.path.join(FOLDER, 'people.csv')
    with open(path, 'wb') as file:
        file.write(('宛名番号,世帯番号,氏名,氏名カナ,生年月日,性別\r\n' + ''.join(
            f'{number},{household},{name},{kana},{birth.replace("-", "/")},1\r\n' for number, name, kana, birth, household in PEOPLE)).encode('cp932'))
    ctl('import', 'residents', path, '--as-of', '2026-10-20')
    for name in (NURSE, HELPER):
        ctl('operator', 'add', name)


def start():
    window = sys.argv[1]
    return Desk(FOLDER, [window, '--practice', '--data', TOWN, '--clock', CLOCK], {'MACHIHOKEN_BINDIR': os.path.join(FOLDER, 'bin')})


def open_town():
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    for name, target in zip(('machihoken', 'machihoken-sandbox'), sys.argv[1:3]):
        os.symlink(target, os.path.join(programs, name))
    with open(CLOCK, 'w', encoding='ascii') as file:
        file.write(str(NOW))
    make_town()
    return start()


story = Story(open_town)


def check_names(desk):
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


def bookings(number):
    """What somebody has, by day."""
    return sorted(ctl('bookings', '--resident', number)['bookings'], key=lambda row: row['date'])


def sit_down(desk, name):
    desk.find(None, '_Begin', patience=120)
    desk.click(desk.find('list item', contains=name))
    desk.press_button('_Begin')
    desk.find('label', contains=': ' + name)


def open_finder(desk):
    desk.keys('F2')
    desk.find('text', 'Search for a person')


def find_person(desk, kana, reading):
    desk.write(desk.find('text', 'Search for a person'), kana)
    return desk.find('list item', contains=reading, root=desk.find('list', 'People found'))


def choose_time(desk, time):
    desk.click(desk.find('list item', contains=time + '～', root=desk.find('list', 'Time slots')))
    desk.wait('the time', lambda: time in chosen(desk, 'Time slots'))


def chosen_row(desk, msgid):
    for thing in desk.walk(desk.find('list', msgid)):
        if thing.get_role_name() == 'list item' and thing.get_state_set().contains(Atspi.StateType.SELECTED):
            return thing
    return None


def chosen(desk, msgid):
    row = chosen_row(desk, msgid)
    return row.get_name() if row is not None else ''


def place_in_list(desk, row):
    """The place of a row and how many there are, as its description says: 1, 3."""
    words = re.escape(translate('%1$u of %2$u', 'position'))
    found = re.fullmatch(words.replace('%1\\$u', '(?P<at>[0-9]+)').replace('%2\\$u', '(?P<all>[0-9]+)'), desk.bus.descriptions([row])[0])
    return int(found['at']), int(found['all'])


def is_focused(thing):
    return thing is not None and thing.get_state_set().contains(Atspi.StateType.FOCUSED)


def text_of(desk, msgid):
    return desk.text(desk.find('text', msgid))


def come_to_appointments(desk):
    desk.place('appointments')
    desk.click(desk.find('list item', contains='11月5日'))
    desk.find('list', 'Time slots')


@story.chapter
def the_nurse_sits_down(desk):
    sit_down(desk, NURSE)
    come_to_appointments(desk)
    choose_time(desk, '9:30')


@story.chapter
def a_caller_is_booked_with_few_keys(desk):
    """The search field by its key, three kana, Enter into the list, the arrows, Enter: each key that is pressed is counted, since the caller waits."""
    desk.lay_keys('jp', 'kana')
    before = desk.pressed
    desk.keys('F3')
    desk.wait('the search field', lambda: is_focused(desk.look('text', 'Search for a person')))
    # On a Japanese keyboard each is one key. Nobody but the keyboard writes here.
    desk.keys(*KANA_KEYS)
    desk.wait('three kana', lambda: text_of(desk, 'Search for a person') == 'サトウ')
    # Enter may be pressed before the list is there: it means the list of what was typed.
    desk.keys('Return')
    desk.wait('the first', lambda: 'シゲル' in chosen(desk, 'People found') and is_focused(chosen_row(desk, 'People found')))
    assert place_in_list(desk, chosen_row(desk, 'People found')) == (1, 3)
    desk.keys('Down', 'Down')
    desk.wait('the third', lambda: 'ミノル' in chosen(desk, 'People found'))
    assert place_in_list(desk, chosen_row(desk, 'People found')) == (3, 3)
    # Half past nine does not suit her: one time later, without leaving the list.
    desk.keys('alt+Down')
    desk.wait('the other time', lambda: '10:00' in chosen(desk, 'Time slots'))
    desk.keys('Return')
    row = desk.wait('the booking', lambda: bookings('0003'))[0]
    assert (row['date'], row['start'], row['via']) == ('2026-11-05', '10:00', 'phone'), row
    keys = desk.pressed - before
    desk.lay_keys('us')
    assert keys <= MOST_KEYS, f'{keys} keys'
    print(f'# {keys} keys', flush=True)
    desk.wait('the field for the next', lambda: is_focused(desk.look('text', 'Search for a person')) and text_of(desk, 'Search for a person') == '')
    desk.picture('booked')
    check_names(desk)


def tick(desk, name):
    box = desk.find('check box', contains=name)
    desk.click(box)
    desk.wait(name, lambda: desk.find('check box', contains=name).get_state_set().contains(Atspi.StateType.CHECKED))


@story.chapter
def who_calls_may_be_somebody_else_and_bring_the_family(desk):
    find_person(desk, 'さとう　しげる', 'シゲル')
    tick(desk, '佐藤　花')
    tick(desk, '胃')
    tick(desk, translate('Book the next dose too'))
    desk.write(desk.find('text', 'Name of the proxy'), '佐藤　次郎')
    desk.write(desk.find('text', 'Relation of the proxy'), '息子')
    desk.write(desk.find('text', 'Note on this booking'), '車いす')
    desk.picture('together')
    check_names(desk)
    desk.press_button('Book')
    desk.wait('the booking of both', lambda: len(bookings('0002')) == 2)
    rows = bookings('0001')
    assert [row['date'] for row in rows] == ['2026-11-05', '2026-11-19'], rows
    assert all((row['proxy'], row['relation']) == ('佐藤　次郎', '息子') for row in rows), rows
    assert [row['date'] for row in bookings('0002')] == ['2026-11-05', '2026-11-19']
    items = ctl('booking', 'items', rows[0]['booking'])['items']
    assert [item['name'] for item in items if item['booked']] == ['基本', '胃'], items


def window(desk, msgid):
    """One of the program's other windows."""
    windows = desk.windows()
    return next((one for one in windows if one is not None and one.get_name() == translate(msgid) and desk.shows(one)), None)


def part(msgid):
    """The longest piece of a sentence between its values."""
    return max(translate(msgid).replace('%d', '%s').split('%s'), key=len).strip()


def choose_booking(desk, name):
    row = desk.find('list item', contains=name, root=desk.find('list', 'Bookings of the slot'))
    desk.click(row)
    desk.wait(name, lambda: name in chosen(desk, 'Bookings of the slot'))
    return row.get_name()


@story.chapter
def what_goes_together_is_said_in_the_list_and_before_a_move(desk):
    desk.press_button('Back to the bookings')
    said = choose_booking(desk, '佐藤　茂')
    assert '佐藤　花' in said and '11月19日' in said and '車いす' in said, said
    desk.press_button('Change the time')
    dialog = desk.wait('the dialog', lambda: window(desk, 'Change the time'))
    label = desk.find('label', contains=part('Dose %d stays on %s %s.'), root=dialog)
    assert '佐藤　花' in label.get_name(), label.get_name()
    desk.click(desk.find('list item', contains='11月19日', root=dialog))
    label = desk.find('label', contains=part('Dose %d moves along, from %s %s to %s %s.'), root=dialog)
    assert '12月3日' in label.get_name(), label.get_name()
    desk.picture('before-a-move')
    check_names(desk)
    desk.press_button('Close without doing it', root=dialog)
    desk.wait('the dialog to go', lambda: window(desk, 'Change the time') is None)
    assert [row['date'] for row in bookings('0001')] == ['2026-11-05', '2026-11-19']


@story.chapter
def and_before_it_is_cancelled(desk):
    choose_booking(desk, '佐藤　茂')
    desk.press_button('Cancel only')
    form = desk.wait('the question', lambda: window(desk, 'Cancel what was booked together?'))
    label = desk.find('label', contains=part('Cancelled with it: %s'), root=form)
    assert '11月19日' in label.get_name(), label.get_name()
    boxes = [thing for thing in desk.walk(form) if thing.get_role_name() == 'check box' and desk.shows(thing)]
    assert len(boxes) == 2 and all('佐藤　花' in box.get_name() for box in boxes), [box.get_name() for box in boxes]
    for box in boxes:
        desk.press(box)
    desk.picture('before-cancelling')
    check_names(desk)
    desk.press_button('_Cancel the booking', root=form)
    def all_cancelled():
        return all(row['state'] == 'cancelled' for number in ('0001', '0002') for row in bookings(number))
    desk.wait('the end of all four', all_cancelled)
    desk.wait('the question to go', lambda: window(desk, 'Cancel what was booked together?') is None)
    desk.keys('ctrl+z')
    desk.wait('all four to be back', lambda: not any(row['state'] != 'active' for number in ('0001', '0002') for row in bookings(number)))


@story.chapter
def an_item_is_added_to_a_booking_that_stands(desk):
    desk.wait('the booking', lambda: choose_booking(desk, '佐藤　茂'))
    desk.press_button('Items …')
    form = desk.wait('the items', lambda: window(desk, 'Items of the booking'))
    desk.press(desk.find('check box', contains='肺', root=form))
    desk.press(desk.find('check box', contains='胃', root=form))
    desk.picture('items')
    check_names(desk)
    desk.press_button('_Save', root=form)
    desk.wait('the items to go', lambda: window(desk, 'Items of the booking') is None)
    items = ctl('booking', 'items', bookings('0001')[0]['booking'])['items']
    assert [item['name'] for item in items if item['booked']] == ['基本', '肺'], items


@story.chapter
def the_persons_page_says_it_too(desk):
    desk.place('residents')
    desk.write(desk.find('entry', 'Search residents'), '0001')
    desk.wait('one row', lambda: [row[-1] for row in desk.rows('Residents')] == ['0001'])
    desk.keys('F3', 'Down', 'Return')
    desk.find('label', contains=translate(' ・ booked together: %s').split('%s')[0].strip(' ・'))
    desk.picture('page')
    desk.keys('Escape')
    desk.place('appointments')
    desk.find('list', 'Time slots')


def enter_half(desk):
    """Somebody is chosen, with a proxy, a note and an item; then the other telephone rings."""
    find_person(desk, 'すずき', 'スズキ')
    tick(desk, '肺')
    desk.write(desk.find('text', 'Name of the proxy'), '鈴木　良子')
    desk.write(desk.find('text', 'Note on this booking'), '耳が遠い')


def offered(desk, name='鈴木　一'):
    ending = translate('_Go On with It').replace('_', '')
    return desk.look('push button', contains=name) if ending else None


@story.chapter
def an_interrupted_booking_waits_while_another_is_booked(desk):
    choose_time(desk, '9:30')
    open_finder(desk)
    enter_half(desk)
    open_finder(desk)
    desk.wait('the empty field', lambda: text_of(desk, 'Search for a person') == '')
    desk.wait('the offer', lambda: offered(desk))
    assert text_of(desk, 'Note on this booking') == ''
    desk.picture('offered')
    check_names(desk)
    assert not bookings('0004')
    choose_time(desk, '9:00')
    desk.click(desk.find('text', 'Search for a person'))
    find_person(desk, 'たなか', 'タナカ')
    desk.press_button('Book')
    desk.wait('the other booking', lambda: bookings('0005'))


def go_on(desk, name='鈴木　一'):
    desk.press(desk.wait('the offer', lambda: next(
        (thing for thing in desk.walk() if thing.get_role_name() == 'push button' and name in (thing.get_name() or '') and
         (thing.get_name() or '').startswith(translate('_Go On with It').split('(')[0].replace('_', '')) and desk.shows(thing)), None)))


def check_half(desk):
    desk.wait('the person', lambda: 'スズキ' in chosen(desk, 'People found'))
    desk.wait('the time', lambda: '9:30' in chosen(desk, 'Time slots'))
    assert text_of(desk, 'Name of the proxy') == '鈴木　良子'
    assert text_of(desk, 'Note on this booking') == '耳が遠い'
    desk.wait('the tick', lambda: desk.find('check box', contains='肺').get_state_set().contains(Atspi.StateType.CHECKED))


@story.chapter
def it_is_gone_on_with_as_it_was(desk):
    go_on(desk)
    check_half(desk)
    desk.picture('gone-on')
    desk.wait('the offer to go', lambda: offered(desk) is None)


@story.chapter
def nobody_else_at_the_desk_sees_it(desk):
    desk.keys('ctrl+l')
    sit_down(desk, HELPER)
    come_to_appointments(desk)
    open_finder(desk)
    desk.wait('the empty field', lambda: text_of(desk, 'Note on this booking') == '')
    assert text_of(desk, 'Name of the proxy') == '' and offered(desk) is None
    assert desk.look('label', contains='鈴木') is None, desk.tree()
    desk.picture('somebody-else')
    desk.keys('ctrl+l')
    sit_down(desk, NURSE)
    open_finder(desk)
    desk.wait('the offer', lambda: offered(desk))


@story.chapter
def it_outlives_a_program_that_is_killed(desk):
    go_on(desk)
    check_half(desk)
    desk.write(desk.find('text', 'Relation of the proxy'), '妻')
    path = os.path.join(TOWN, next(name for name in os.listdir(TOWN) if name.endswith('.drafts')))
    def is_kept():
        with open(path, encoding='utf-8') as file:
            return '妻' in file.read()
    desk.wait('the draft', is_kept)
    desk.process.kill()
    desk.process.wait()
    other = start()
    desk.process, desk.application, desk.log = other.process, other.application, other.log
    sit_down(desk, NURSE)
    come_to_appointments(desk)
    desk.click(desk.find('list item', contains='11月19日'))
    open_finder(desk)
    go_on(desk)
    check_half(desk)
    assert text_of(desk, 'Relation of the proxy') == '妻'
    desk.picture('after-the-kill')
    desk.press_button('Book')
    row = desk.wait('the booking', lambda: bookings('0004'))[0]
    assert (row['date'], row['start'], row['proxy'], row['relation']) == ('2026-11-05', '9:30'.rjust(5, '0'), '鈴木　良子', '妻'), row
    desk.wait('the file to go', lambda: not os.path.exists(path))


@story.chapter
def one_that_is_given_up_is_gone(desk):
    open_finder(desk)
    find_person(desk, 'わたなべ', 'ワタナベ')
    desk.write(desk.find('text', 'Note on this booking'), 'かけ直すとのこと')
    desk.keys('Escape')
    open_finder(desk)
    desk.press(desk.wait('the offer', lambda: next(
        (thing for thing in desk.walk() if thing.get_role_name() == 'push button' and '渡辺' in (thing.get_name() or '') and
         (thing.get_name() or '').startswith(translate('Throw It Away')) and desk.shows(thing)), None)))
    desk.wait('the offer to go', lambda: offered(desk, '渡辺') is None)
    desk.wait('the file to go', lambda: not any(name.endswith('.drafts') for name in os.listdir(TOWN)))
    assert not bookings('0006')


@story.chapter
def the_window_closes_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
