# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A notice to a part of the practice town, in the real window: written, looked over, let out, stopped, and sent to the end."""

import itertools
import json
import os
import re
import subprocess
import sys

from desk import Desk, Story, bare, translate

FOLDER = os.environ['FOLDER']
NOW = 1792454400000  # 2026-10-20 09:00 in Japan, a Tuesday
MINUTE = 60_000
CLOCK = os.path.join(FOLDER, 'clock')
TOWN = os.path.join(FOLDER, 'town')
CTL = os.path.join(os.environ['MH_BUILD_ROOT'], 'src', 'ctl', 'machihokenctl')
RESIDENTS = 120
PIN = '4711'
FROM_AGE = 60
WORDS = '明日10時から12時まで断水します。水をくみ置きしてください。'


def set_clock(ms):
    """The window reads it at every look, so it must never be half written."""
    with open(CLOCK + '.new', 'w', encoding='ascii') as file:
        file.write(str(ms))
    os.replace(CLOCK + '.new', CLOCK)


def open_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    set_clock(NOW)
    subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', 'init', '--practice', '--residents', str(RESIDENTS)],
                   check=True, stdout=subprocess.DEVNULL)
    return start()


def start():
    return Desk(FOLDER, [sys.argv[1], '--practice', '--data', TOWN, '--clock', CLOCK], {'MACHIHOKEN_BINDIR': os.path.join(FOLDER, 'bin')})


story = Story(open_town)


def ask(*words):
    """What the terminal says of the town."""
    answer = subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', '--json', *map(str, words)], check=True,
                            stdout=subprocess.PIPE)
    return json.loads(answer.stdout)


def sees(desk, thing, text):
    desk.wait(f'“{text}”', lambda: text in (desk.text(thing) or ''))


def in_window(desk, msgid):
    """The window that has just been opened, by its title."""
    return desk.wait(translate(msgid), lambda: next((window for window in desk.windows() if bare(window.get_name()) == bare(translate(msgid))), None))


def gone(desk, msgid):
    desk.wait('the end of ' + translate(msgid), lambda: all(bare(window.get_name()) != bare(translate(msgid)) for window in desk.windows()))


def check_names(desk):
    # A list that changes while it is looked at is looked at again.
    nameless, = desk.wait('the names', lambda: [desk.nameless()])
    assert not nameless, 'without a name: ' + '; '.join(nameless)


def label_of(desk, pattern):
    """The first label that can be seen and fits; its match."""
    found = re.compile(pattern)
    return desk.wait(f'a label like {pattern}', lambda: next(
        (match for match in (found.search(thing.get_name() or '') for thing in desk.walk() if thing.get_role_name() == 'label' and desk.shows(thing))
         if match is not None), None))


def heads(desk):
    return desk.wait('the head count', lambda: desk.count('%u person gets it', '%u people get it'))


def is_in_state(desk, msgid):
    wanted = translate(msgid, 'broadcast')
    return any(thing.get_role_name() == 'label' and thing.get_name() == wanted and desk.shows(thing) for thing in desk.walk())


def in_state(desk, msgid):
    desk.wait('the state ' + translate(msgid, 'broadcast'), lambda: is_in_state(desk, msgid))


@story.chapter
def the_place_opens_empty(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')
    desk.place('broadcasts')
    desk.find('label', 'Nothing has been sent to a part of the town yet')
    check_names(desk)
    desk.picture('empty')


@story.chapter
def a_draft_tells_at_once_whom_it_reaches(desk):
    desk.press_button('_New Broadcast')
    desk.write(desk.find('text', 'Name for the desk'), '断水のお知らせ')
    desk.write(desk.find('text', 'Words'), WORDS)
    desk.find('spin button', 'From what age').set_value(FROM_AGE)
    desk.find('label', contains='断水します')
    label_of(desk, r'LINE \d+')
    check_names(desk)
    desk.picture('draft')


@story.chapter
def the_audience_is_saved_and_taken_again(desk):
    desk.press_button('Save under a _Name …')
    desk.write(desk.find('text', 'Name of the audience'), '60歳以上')
    desk.press_button('_Save')
    gone(desk, 'Save the audience')
    desk.press_button('Sa_ved Audiences …')
    window = in_window(desk, 'Saved audiences')
    desk.find('label', contains=f'{FROM_AGE}歳以上', root=window)
    desk.find('label', contains='LINE ', root=window)
    check_names(desk)
    desk.picture('saved-audiences')
    desk.press_button('Use This Audience')
    gone(desk, 'Saved audiences')
    assert [row['name'] for row in ask('audience', 'list')['audiences']] == ['60歳以上']


@story.chapter
def people_come_from_a_file_and_by_hand(desk):
    numbers = [row['register-number'] for row in ask('find', '', '--limit', 2)['people']]
    path = os.path.join(FOLDER, 'list.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('宛名番号\n' + '\n'.join(numbers) + '\n99999999\n')
    desk.press_button('From a _File …')
    desk.choose_file(path)
    window = in_window(desk, 'People from a file')
    desk.find('label', contains='4: 99999999', root=window)
    check_names(desk)
    desk.picture('people-from-a-file')
    desk.press(desk.find(None, '_Add them to those whom the conditions mean', window))
    desk.press_button('Take Over')
    gone(desk, 'People from a file')
    desk.press_button('Choose _People …')
    window = in_window(desk, 'People chosen by hand')
    desk.write(desk.find(None, 'Search for a person', window), ask('find', '', '--limit', 3)['people'][2]['register-number'])
    desk.find('list item', root=desk.find('list', 'People found', window))
    desk.press_button('_Leave Out')
    desk.find('list', 'Left out by hand', window)
    check_names(desk)
    desk.picture('people-by-hand')
    desk.press_button('Take Over')
    gone(desk, 'People chosen by hand')
    desk.press_button('Nobody by Hand')


@story.chapter
def words_are_written_saved_and_removed(desk):
    desk.press_button('Change Saved Wor_ds …')
    window = in_window(desk, 'Saved words')
    before = len(ask('template', 'list')['saved-texts'])
    desk.wait('the first of them', lambda: desk.text(desk.find('text', 'Name of these words', window)) != '')
    desk.press_button('_New Words', root=window)
    desk.wait('an empty form', lambda: desk.text(desk.find('text', 'Name of these words', window)) == '')
    desk.write(desk.find('text', 'Name of these words', window), '集まりのご案内')
    desk.write(desk.find('text', 'Words', window), '、集まりは{venue}です。')
    desk.keys('ctrl+Home')
    desk.press_button('日にち', root=window)
    sees(desk, desk.find('text', 'Words', window), '{日にち}')
    desk.find('label', contains='集まりは', root=window)
    check_names(desk)
    desk.picture('saved-words')
    desk.press_button('Save', root=window)
    desk.wait('the words', lambda: len(ask('template', 'list')['saved-texts']) == before + 1)
    desk.press_button('_Remove These Words', root=window)
    desk.wait('the words to go', lambda: len(ask('template', 'list')['saved-texts']) == before)
    desk.press_button('Close', root=window)
    gone(desk, 'Saved words')


@story.chapter
def reminders_are_made_and_tell_what_comes_next(desk):
    desk.press_button('Reminders of _Bookings …')
    window = in_window(desk, 'Reminders of bookings')
    desk.wait('the form', lambda: desk._ready(desk.look('push button', 'Save', window)))
    desk.press_button('Save', root=window)
    desk.wait('what comes next', lambda: desk.look('list item', root=desk.look('list', 'What comes next', window)))
    check_names(desk)
    desk.picture('reminders')
    rule, = ask('reminder', 'list')['reminders']
    assert rule['days-before'] == 1 and rule['switched-on'], rule
    desk.press_button('_Remove This Reminder', root=window)
    desk.wait('the rule to go', lambda: ask('reminder', 'list')['reminders'] == [])
    desk.press_button('Close', root=window)
    gone(desk, 'Reminders of bookings')


@story.chapter
def numbers_of_nobody_stand_with_it_by_choice(desk):
    path = os.path.join(FOLDER, 'numbers.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('電話番号\n090-5555-0001\n090-5555-0002\n0158-29-9999\n')
    desk.press_button('_Numbers …')
    window = in_window(desk, 'Numbers of nobody in the register')
    desk.find('label', 'No number stands with this broadcast', window)
    desk.press_button('Choose a File …', root=window)
    desk.choose_file(path)
    desk.find('label', contains='090-5555-0002', root=window)
    check_names(desk)
    desk.picture('numbers')
    desk.press_button('Close', root=window)
    gone(desk, 'Numbers of nobody in the register')
    shown = translate('%s ・ numbers of nobody, only by choice %u').replace('%s', '').replace('%u', '2')
    desk.find('label', contains=shown)
    desk.press_button('_Numbers …')
    window = in_window(desk, 'Numbers of nobody in the register')
    desk.press_button('Take _All of Them Away', root=window)
    desk.find('label', 'No number stands with this broadcast', window)
    desk.press_button('Close', root=window)
    gone(desk, 'Numbers of nobody in the register')


@story.chapter
def everything_is_looked_over(desk):
    desk.press_button('_Look It Over …')
    assert 0 < heads(desk) < RESIDENTS
    desk.find('label', 'Three whole messages')
    check_names(desk)
    desk.picture('sheet')


def look(desk, msgid):
    """An entry that may be there or not; what goes while one looks is looked at again."""
    found, = desk.wait('the entries', lambda: [desk.look('text', msgid)])
    return found


def let_out(desk):
    desk.find('label', 'Three whole messages')
    people = heads(desk)
    entry = look(desk, 'How many people get it? Type the number')
    if entry is not None:
        desk.write(entry, str(people))
    reason = look(desk, 'Reason for sending all the same')
    if reason is not None:
        desk.write(reason, '練習')
    desk.press_button('_Send, with Time to Take It Back')
    in_state(desk, 'Nothing has left yet')
    return people


@story.chapter
def it_waits_and_is_stopped(desk):
    let_out(desk)
    desk.picture('held')
    desk.press_button('_Stop Sending')
    in_state(desk, 'Taken back')
    check_names(desk)
    desk.picture('taken-back')


@story.chapter
def it_goes_on_to_the_end(desk):
    desk.press_button('Make a New _Draft of It')
    desk.find('label', contains='お問い合わせ')
    desk.press_button('_Look It Over …')
    let_out(desk)
    # The countdown, the pause after the first few, and what is asked again go by faster than the people at the desk would wait.
    minutes = itertools.chain(range(3, 180, 3), itertools.repeat(180))

    def time_goes_by():
        set_clock(NOW + next(minutes) * MINUTE)
        return is_in_state(desk, 'Done')
    desk.wait('the end', time_goes_by)
    label_of(desk, re.escape(translate('Accepted', 'message state')) + r' \d+')
    check_names(desk)
    desk.picture('done')


def call(*words):
    done = subprocess.run([CTL, '--json', '--data', TOWN, '--clock', CLOCK, '--operator', '保健 花子', *map(str, words)],
                          check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def enter_call(desk, number, key):
    """As a reader types it: digits and Enter, then the key of the outcome."""
    scan = desk.find('text', 'Barcode or number of the row')
    desk.click(scan)
    desk.write(scan, str(number))
    desk.keys('Return')
    label_of(desk, r'^\d+-\d+番|^No. \d+-\d+')
    desk.keys(key)


@story.chapter
def whom_no_message_reached_is_called(desk):
    broadcast = max(row['broadcast'] for row in call('broadcast', 'list')['broadcasts'] if row['state'] == 'done')
    calls = call('callsheet', broadcast, '--pdf', os.path.join(FOLDER, 'calls.pdf'))['calls']
    desk.press_button('By Telephone and _Letter …')
    left = desk.wait('how many are left', lambda: desk.count('%u person is left to be told', '%u people are left to be told'))
    assert left == len(calls), (left, len(calls))
    check_names(desk)
    desk.picture('by-hand')
    enter_call(desk, calls[0]['row'], 'ctrl+2')
    desk.find('label', 'Noted. The next one, please.')
    enter_call(desk, calls[1]['ref'], 'ctrl+1')
    desk.wait('one less', lambda: desk.count('%u person is left to be told', '%u people are left to be told') == left - 1)
    desk.press_button('_Take Back')
    desk.wait('open again', lambda: desk.count('%u person is left to be told', '%u people are left to be told') == left)
    enter_call(desk, calls[2]['ref'], 'ctrl+5')
    desk.press_button('_Only This Call')
    desk.wait('the refusal', lambda: call('callsheet', broadcast)['counts']['refused'] == 1)
    desk.write(desk.find('text', 'Barcode or number of the row'), '99999999')
    desk.keys('Return')
    desk.find('label', 'The number was not read whole. Please let the reader read it again, or type the number of the row.')
    desk.picture('by-hand-entered')
    desk.press_button('Printed _Papers …')
    window = in_window(desk, 'Printed Papers')
    desk.press_button('Came Back or Was Shredded', root=window)
    desk.wait('the paper to be back', lambda: call('papers', broadcast)['papers'][0]['returned-at'] is not None)
    desk.find('push button', 'It Is Outside after All', window)
    check_names(desk)
    desk.picture('papers')
    desk.press_button('Close', root=window)
    gone(desk, 'Printed Papers')
    desk.press_button('They Were _Posted …')
    desk.find('label', 'Nothing to be posted')
    desk.keys('Escape')
    desk.press_button('_Letters for Window Envelopes …')
    desk.find('push button', '_Print …')
    desk.picture('letters')
    desk.keys('Escape')
    desk.click(desk.find('text', 'Barcode or number of the row'))
    desk.keys('Escape')
    desk.wait('the window to close', lambda: desk.look('text', 'Barcode or number of the row') is None)
    assert call('callsheet', broadcast)['counts'] == dict(call('callsheet', broadcast)['counts'], open=left, absent=1, refused=1, spoke=0)


def new_broadcast(desk):
    """A button's own action takes a moment: the form is there when it is empty."""
    desk.press_button('_New Broadcast')
    desk.wait('an empty form', lambda: desk.text(desk.look('text', 'Name for the desk')) == '')


def find_reached(channel):
    """Somebody who was reached so, by the number of the register."""
    last = ask('broadcast', 'list')['broadcasts'][0]['broadcast']
    return next(row['register-number'] for row in ask('broadcast', 'results', last)['results'] if row['channel'] == channel)


@story.chapter
def the_list_is_filtered_and_saved(desk):
    path = os.path.join(FOLDER, 'results.csv')
    desk.press_button('Save the _List …')
    desk.choose_file(path)
    desk.wait('the file', lambda: os.path.exists(path))
    with open(path, encoding='utf-8-sig') as file:
        assert len(file.read().splitlines()) > RESIDENTS / 2


@story.chapter
def the_file_for_an_sms_service_says_what_it_holds(desk):
    desk.press_button('File for an S_MS Service …')
    window = in_window(desk, 'Write a file for an SMS service')
    check_names(desk)
    desk.picture('sms-file')
    desk.press_button('Choose Where to Save …', root=window)
    desk.choose_file(os.path.join(FOLDER, 'sms.csv'))
    # Everybody who has a mobile phone got it: the others are nobody's to upload.
    desk.find('label', 'Nobody of this broadcast is left who could get an SMS.', window)
    desk.press_button('Close', root=window)
    gone(desk, 'Write a file for an SMS service')


@story.chapter
def results_of_a_service_are_read(desk):
    path = os.path.join(FOLDER, 'from-the-service.csv')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('電話番号,結果\n090-0000-0000,送達\n')
    desk.press_button('Read SMS _Results …')
    desk.choose_file(path)
    window = in_window(desk, 'Results of SMS that left in a file')
    desk.wait('the columns', lambda: desk._ready(desk.look('push button', 'Read the Results', window)))
    desk.press_button('Read the Results', root=window)
    desk.find('list', 'These lines belong to no message of this town', window)
    check_names(desk)
    desk.picture('sms-results')
    desk.press_button('Close', root=window)
    gone(desk, 'Results of SMS that left in a file')


@story.chapter
def a_test_goes_to_oneself_and_is_remembered(desk):
    number = find_reached('mobile')
    for again in (False, True):
        new_broadcast(desk)
        desk.write(desk.find('text', 'Name for the desk'), '試し送り')
        desk.write(desk.find('text', 'Words'), WORDS)
        desk.press_button('T_est to Me …')
        window = in_window(desk, 'A test to oneself')
        if not again:
            desk.write(desk.find(None, 'Search for a person', window), number)
            desk.keys('Return')
        desk.wait('the contact', lambda: desk._ready(desk.look('push button', 'Send the Test', window)))
        check_names(desk)
        desk.picture('test')
        desk.press_button('Send the Test', root=window)
        gone(desk, 'A test to oneself')
        desk.find('label', contains='［送信テスト］')
    tests = [row for row in ask('broadcast', 'list')['broadcasts'] if row['kind'] == 'test']
    assert len(tests) == 2, tests
    desk.click(desk.find('list item', '断水のお知らせ'))
    in_state(desk, 'Done')


@story.chapter
def a_correction_is_for_those_who_have_it(desk):
    desk.press_button('_Correct It to Those Who Have It …')
    desk.find('text', 'Name for the desk')
    label_of(desk, r'LINE \d+')
    check_names(desk)
    desk.picture('correction')


@story.chapter
def what_was_not_saved_outlives_a_program_that_is_killed(desk):
    new_broadcast(desk)
    desk.write(desk.find('text', 'Name for the desk'), '途中のお知らせ')
    desk.write(desk.find('text', 'Words'), '途中まで書いた文面')

    def is_kept():
        path = next(os.path.join(TOWN, name) for name in os.listdir(TOWN) if name.endswith('.words'))
        with open(path, encoding='utf-8') as file:
            return '途中まで書いた文面' in file.read()
    desk.wait('the words', is_kept)
    desk.process.kill()
    desk.process.wait()
    other = start()
    desk.process, desk.application, desk.log = other.process, other.application, other.log
    desk.find('label', contains='保健 花子', patience=120)
    desk.place('broadcasts')
    desk.find('label', contains='途中のお知らせ')
    desk.picture('interrupted')
    desk.press_button('_Go On with It')
    sees(desk, desk.find('text', 'Words'), '途中まで書いた文面')
    desk.press_button('_Save the Draft')
    desk.wait('the file to go', lambda: not any(name.endswith('.words') for name in os.listdir(TOWN)))


def leave_unfinished():
    """A broadcast that a backup brings back under way."""
    path = os.path.join(FOLDER, 'unfinished.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'name': '途中で戻した配信', 'rule': {}, 'text': '明日も断水します。', 'channels': 'line sms'}, file)
    draft = call('broadcast', 'new', path)['broadcast']
    call('broadcast', 'hold', draft, '--heads', call('broadcast', 'check', draft)['heads'], '--reason', '練習')
    call('broadcast', 'go', draft)
    call('backup', os.path.join(FOLDER, 'unfinished.db'))
    call('restore', os.path.join(FOLDER, 'unfinished.db'))


def checks():
    return call('checks')['checks']


@story.chapter
def what_a_backup_left_unfinished_is_settled_for_many_at_once(desk):
    desk.process.kill()
    desk.process.wait()
    leave_unfinished()
    before = checks()
    assert len(before) > 10, before
    other = start()
    desk.process, desk.application, desk.log = other.process, other.application, other.log
    desk.find('label', contains='保健 花子', patience=120)
    desk.place('broadcasts')
    desk.click(desk.find('list item', '途中で戻した配信'))
    desk.find('label', 'Stands still: a backup was put back. Please find out first who has it')
    desk.picture('restored')
    desk.press_button('Did They A_rrive? …')
    window = in_window(desk, 'Did They Arrive?')
    mark = desk.find('check box', contains=before[0]['name'], root=window)
    desk.press(mark)
    check_names(desk)
    desk.picture('checks')
    desk.press_button('They Have _Not Arrived', root=window)
    desk.press_button('_Note It')
    desk.wait('the first one', lambda: len(checks()) == len(before) - 1)
    desk.press(desk.find('check box', 'Mark a_ll of them', window))
    desk.press_button('They Have _Arrived', root=window)
    desk.find('push button', '_Note It')
    desk.picture('checks-asked')
    desk.press_button('_Note It')
    desk.wait('the end of them', lambda: not checks())
    desk.find('label', 'Nothing waits to be checked', window)
    desk.keys('Escape')
    gone(desk, 'Did They Arrive?')


@story.chapter
def a_second_person_looks_with_her_pin(desk):
    """The chart stands beside that of the last broadcast of the same kind."""
    helper = ask('operator', 'add', '係長 太郎')['id']
    subprocess.run([CTL, '--data', TOWN, '--clock', CLOCK, 'operator', 'pin', str(helper)], check=True, input=PIN + '\n', text=True,
                   stdout=subprocess.DEVNULL)
    ask('config', 'set', 'broadcast.second', 'on')
    new_broadcast(desk)
    desk.write(desk.find('text', 'Name for the desk'), '断水のお知らせ（2回目）')
    desk.write(desk.find('text', 'Words'), '断水は終わりました。')
    desk.press_button('_Look It Over …')
    desk.find('label', 'Three whole messages')
    people = heads(desk)
    entry = look(desk, 'How many people get it? Type the number')
    if entry is not None:
        desk.write(entry, str(people))
    reason = look(desk, 'Reason for sending all the same')
    if reason is not None:
        desk.write(reason, '練習')
    desk.write(desk.find('text', 'Her PIN'), '0000')
    check_names(desk)
    desk.picture('second-person')
    desk.press_button('_Send, with Time to Take It Back')
    desk.find('label', 'This PIN is not right. Please type it again.')
    desk.write(desk.find('text', 'Her PIN'), PIN)
    desk.press_button('_Send, with Time to Take It Back')
    in_state(desk, 'Nothing has left yet')
    last = ask('broadcast', 'list')['broadcasts'][0]['broadcast']
    assert ask('broadcast', 'status', last)['second-by'] == '係長 太郎'
    desk.press_button('_Stop Sending')
    in_state(desk, 'Taken back')
    ask('config', 'set', 'broadcast.second', 'off')


@story.chapter
def the_program_ends_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
