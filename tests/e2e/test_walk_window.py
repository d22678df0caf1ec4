# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through every screen of the window in a town with a protected person: what a screen reader speaks of it must not tell where she
lives or how she is reached. Her secrets bear the marks of tests/walk/walk_town.py. What shows them on purpose does so only after
somebody gave a reason. A screen that is not walked is a failure, see screens.py."""

import os
import sys
from pathlib import Path

from desk import Atspi, Desk, Story, bare, is_named, translate, translate_number
from screens import Screens

sys.path.insert(0, os.path.join(os.environ['MH_SOURCE_ROOT'], 'tests', 'walk'))
from walk_town import KANA, NAME, NUMBER, Walk, WalkTown, find_leak  # noqa: E402

FOLDER = os.environ['FOLDER']
CTL = Path(os.environ['MH_BUILD_ROOT']) / 'src' / 'ctl' / 'machihokenctl'
RESIDENTS = os.path.join(FOLDER, 'residents.csv')
BOOKINGS = os.path.join(FOLDER, 'bookings.csv')
# Her household, and an entry that may be hers.
HOUSEHOLD = 'H1234'
MEMBER = '夏目　一郎'
BROTHER = '夏目　二郎'
TWIN = '0009'
FILE = ('宛名番号,世帯番号,氏名,氏名カナ,生年月日,性別,郵便番号,住所,電話番号\r\n'
        f'{NUMBER},{HOUSEHOLD},{NAME},{KANA},S25.3.1,2,770-7707,ヒミツ町8番地,090-7707-7078\r\n'
        f'0002,{HOUSEHOLD},夏目　一郎,ナツメ　イチロウ,S25.3.1,1,099-5501,元町3番地,0158-29-2222\r\n'
        '0003,1003,佐藤　花,サトウ　ハナ,S25.3.1,2,099-5501,元町2番地,\r\n')
EXCEPTIONS = {
    'MhBarChart': 'is spoken by its text alternative, which the rehearsal is walked with',
    'MhFormWindow': 'asks what others hand to it; each of their questions is walked',
    'MhSeatStrip': 'draws how many places there are, and names nobody',
    'MhWelcomePage': 'comes before there is a town',
    'Who sits at this PC?': 'comes before anybody has a name',
    'Print the recovery sheet now?': 'is about a key, not about a person',
    'Put this backup back?': 'is about a file, not about a person',
    'Replace the list of holidays?': 'is about days, not about a person',
    'Recovery key': 'is about a key, not about a person',
    'Is the own booking given up?': 'names a time, and nobody',
    'Leave this slip as it is?': 'is about a slip of paper, and names nobody',
    'Enter this slip although it does not fit?': 'is about a slip of paper, and names nobody',
    'Are all the missing slips blank?': 'is about slips of paper, and names nobody',
    'This is still open for the person': 'follows upon the form that shows her for a reason',
}
seen = Walk()
screens = Screens()


def open_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    town = WalkTown(os.path.join(FOLDER, 'walk'), CTL)
    town.found()
    town.hide()
    town.open_days()
    town.run('book', '--slot', town.slots[0], '--resident', NUMBER)
    town.run('wait', 'add', '--programme', town.programme, '--resident', '0003')
    town.run('blackout', 'make', town.out, '--slips', 8)
    # Today, for people of 80 and more: she is too young for it, somebody else is not.
    town.run('resident', 'add', '--register-number', '0099', '--name', '年寄 ウメ', '--kana', 'トシヨリ　ウメ', '--birth', '1940-01-05')
    path = town.folder / 'today.json'
    path.write_text('{"name": "肺炎球菌 令和8年度", "age": {"min-years": 80}, "items": [{"name": "採血"}]}', encoding='utf-8')
    today = town.run('session', 'add', '--programme', town.run('programme', 'add', path)['programme'], '--date', '2026-10-20',
                     '--venue', '保健センター', '--slots', '09:00-10:00/30x2')
    town.run('book', '--slot', today['slots'][0]['slot'], '--resident', NUMBER, '--override', '医師の指示')
    # The number of a household is nobody's secret, who is in it is.
    town.write(('UPDATE resident SET household_number = ? WHERE register_number IN (?, ?)', (HOUSEHOLD, NUMBER, '0002')))
    town.add_person(TWIN, NAME, KANA)
    town.run('resident', 'add', '--register-number', '0098', '--name', BROTHER, '--kana', 'ナツメ　ジロウ', '--birth', '1952-01-05')
    town.write(('UPDATE resident SET household_number = ? WHERE register_number = ?', (HOUSEHOLD, '0098')))
    town.close()
    return Desk(FOLDER, [window, '--practice', '--data', str(town.data), '--clock', str(town.clock)],
                {'MACHIHOKEN_BINDIR': programs, 'G_MESSAGES_DEBUG': 'all'})


story = Story(open_town)


def hear(desk, where, root=None):
    """What is spoken of a thing and all in it, what is there without being seen, too."""
    things = desk.walk(root, into_rows=True)
    names = desk.bus.names(things)
    named = [i for i, name in enumerate(names) if name != '']
    screens.meet({names[i] for i, sized in zip(named, desk.bus.sized([things[i] for i in named])) if sized})
    desk.picture(where)
    return '\n'.join([*names, *desk.bus.descriptions(things), *desk.bus.texts(things)])


def see(desk, where, root=None):
    """All that is on the screen, and what is there without being seen."""
    seen.see(where, hear(desk, where, root))
    seen.judge()


def see_revealed(desk, where, root=None):
    """What shows her secrets because somebody gave a reason."""
    assert find_leak(hear(desk, where, root)) is not None, f'{where}: nothing is shown for the reason'


def other_windows(desk):
    windows = desk.windows()
    return [window for window, name in zip(windows, desk.bus.names(windows)) if not is_named(name, desk.title)]


def leave(desk, window):
    """Escape closes every window that asks; without a window manager keys go to the window under the pointer."""
    name = window.get_name()
    def closed():
        return name not in [other.get_name() for other in other_windows(desk)]
    desk._tool('mousemove', '120', '120')
    desk.keys('Escape')
    desk.wait(f'the end of {name}', closed)


def look_into(desk, where, act, look=see):
    """Does what opens a window, looks at it and leaves it."""
    before = len(other_windows(desk))
    act()
    desk.wait(where, lambda: len(other_windows(desk)) > before)
    window = other_windows(desk)[-1] if before == 0 else None
    assert window is not None, f'{where}: another window is in the way'
    desk.wait(where, lambda: desk.shows(window))
    look(desk, where, window)
    leave(desk, window)


def press(desk, msgid):
    return lambda: desk.press_button(msgid)


def menu(desk, button, item):
    """Opens the window of a menu's item. A click that comes while a page or the menu still moves is lost, and made again."""
    def opened():
        thing = desk.look(None, item)
        desk.click(thing if thing is not None else desk.find('push button', button))
        if thing is None:
            return None
        return desk.wait('a window', lambda: other_windows(desk), patience=5)
    return lambda: desk.wait('the window of ' + translate(item), opened)


def open_person(desk, number, name):
    desk.place('residents')
    desk.write(desk.find('entry', 'Search residents'), number)
    desk.wait('one row', lambda: [row for row in desk.rows('Residents') if row[-1] == number] == desk.rows('Residents'))
    desk.keys('F3', 'Down', 'Return')
    desk.find('label', 'Wishes about notices')
    desk.wait('the page of ' + name, lambda: desk.look('label', contains=name))


@story.chapter
def the_list_of_residents_tells_nothing(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.title = bare(desk.windows()[0].get_name())
    desk.write(desk.find('text', 'Your name'), '保健')
    desk.press_button('_Remember')
    desk.find('label', contains='保健')
    desk.wait('the people', lambda: len(desk.rows('Residents')) == 8)
    desk.write(desk.find('entry', 'Search residents'), KANA.split('　')[0])
    desk.wait('her row', lambda: any(NAME in row[0] for row in desk.rows('Residents')))
    see(desk, 'residents')
    look_into(desk, 'add-a-person', lambda: desk.keys('ctrl+n'))


@story.chapter
def her_page_tells_nothing(desk):
    open_person(desk, NUMBER, NAME)
    desk.find('label', 'Protection')
    see(desk, 'her-page')


@story.chapter
def neither_do_the_windows_of_her_page(desk):
    look_into(desk, 'add-a-contact', press(desk, 'Add a _Contact …'))
    look_into(desk, 'protect', press(desk, 'Protect …'))
    look_into(desk, 'end-a-protection', lambda: desk.press(desk.find('push button', contains=translate('End …'))))
    look_into(desk, 'end-the-protection-today', press(desk, '_Protection …'))
    look_into(desk, 'a-wish', lambda: desk.press(desk.find('push button', contains='SMS')))
    look_into(desk, 'her-log', press(desk, 'Whole Log …'))


@story.chapter
def what_is_hidden_is_shown_for_a_reason_until_one_leaves(desk):
    look_into(desk, 'reveal', press(desk, '_Show …'))
    desk.press_button('_Show …')
    reason = desk.find('text', 'Reason')
    desk.write(reason, '本人からの電話')
    desk.press_button('_Show', root=other_windows(desk)[0])
    desk.find('label', contains='ヒミツ町')
    see_revealed(desk, 'her-page-shown')
    look_into(desk, 'correct-her-data', press(desk, 'C_orrect …'), see_revealed)
    look_into(desk, 'register-a-proxy', press(desk, 'Register a Proxy …'))
    look_into(desk, 'is-it-safe', lambda: desk.press(desk.find('push button', contains=translate('Mark as Safe …'))))
    desk.keys('Escape')
    open_person(desk, NUMBER, NAME)
    see(desk, 'her-page-hidden-again')


@story.chapter
def the_page_of_her_household_tells_nothing(desk):
    desk.keys('Escape')
    open_person(desk, '0002', MEMBER)
    see(desk, 'member')
    household = desk.find('label', 'Household members')
    assert desk.look('label', contains=NAME) is None, f'she is named on the page of {MEMBER}, {household.get_name()}'
    look_into(desk, 'correct-a-member', press(desk, 'C_orrect …'))
    look_into(desk, 'add-a-guardian', press(desk, 'Add a _Guardian …'))
    look_into(desk, 'add-a-mailing-address', press(desk, 'Add a _Mailing Address …'))
    look_into(desk, 'note-a-ticket', press(desk, 'Note a _Ticket …'))
    look_into(desk, 'correct-a-number', lambda: desk.press(desk.find('push button', contains=translate('%s: %s') % (translate('Correct …'), ''))))
    look_into(desk, 'a-baby', press(desk, 'Add a _Baby to It …'))
    look_into(desk, 'protect-a-member', press(desk, '_Protection …'))
    desk.keys('Escape')


@story.chapter
def neither_do_duplicates_and_numbers(desk):
    menu(desk, 'More', '_Duplicates …')()
    window = desk.wait('duplicates', lambda: other_windows(desk))[0]
    desk.find('push button', contains=translate('Compare …'), root=window)
    see(desk, 'duplicates', window)
    desk.press(desk.find('push button', contains=translate('Compare …'), root=window))
    merge = desk.wait('the comparison', lambda: next(
        (other for other in other_windows(desk) if other.get_name() == translate('Compare and Put Together')), None))
    desk.find('label', 'This entry stays', root=merge)
    see(desk, 'merge', merge)
    leave(desk, merge)
    leave(desk, window)
    menu(desk, 'More', '_Numbers …')()
    desk.find('label', contains=translate('not shown'))
    window = other_windows(desk)[0]
    see(desk, 'numbers', window)
    leave(desk, window)


@story.chapter
def the_import_tells_nothing(desk):
    path = os.path.join(FOLDER, '住民.csv')
    with open(path, 'wb') as file:
        file.write(FILE.encode('cp932'))
    desk.keys('ctrl+i')
    window = desk.wait('the assistant', lambda: next((other for other in other_windows(desk)
                       if is_named(other.get_name(), translate('Import the Resident List'))), None))
    desk.choose_file(path)
    desk.find('push button', '_Next', window)
    desk.find('label', contains='佐藤', root=window)
    see(desk, 'import-columns', window)
    desk.press_button('_Next', root=window)
    desk.press_button('_Today', root=window)
    see(desk, 'import-questions', window)
    desk.press_button('_See What Would Change', root=window)
    tiles = desk.wait('the report', lambda: [
        thing for thing in desk.walk(window) if thing.get_role_name() in ('toggle button', 'radio button', 'push button')
        and (thing.get_name() or '').rsplit(' ', 1)[-1].strip('0').isdigit() and desk.shows(thing)])
    for number, tile in enumerate(tiles):
        desk.press(tile)
        see(desk, f'import-report-{number}', window)
    desk.press(desk.find('push button', None, window, translate_number('Import %u Person', 'Import %u People', 3)))
    desk.find('push button', '_Undo', window)
    see(desk, 'import-done', window)
    desk.press_button('_Close', root=window)
    desk.wait('the assistant to go', lambda: not other_windows(desk))
    see(desk, 'toast')
    desk.keys('ctrl+z')
    desk.find('label', contains=translate('Taken back: %s').split('%s')[0])
    see(desk, 'taken-back')


def export(desk, path):
    desk.keys('ctrl+e')
    desk.find('label', 'Columns of the file')
    desk.wait('the list', lambda: desk._ready(desk.look('push button', 'Choose Where to _Save …')))
    for check in [thing for thing in desk.walk(other_windows(desk)[0]) if thing.get_role_name() == 'check box' and desk.shows(thing)]:
        if not check.get_state_set().contains(Atspi.StateType.CHECKED):
            desk.press(check)
    desk.wait('the list', lambda: desk._ready(desk.look('push button', 'Choose Where to _Save …')))
    see(desk, Path(path).stem, other_windows(desk)[0])
    desk.press_button('Choose Where to _Save …')
    desk.choose_file(path)
    desk.wait('the file', lambda: os.path.exists(path))
    desk.wait('the window to go', lambda: not other_windows(desk))
    seen.see(path, Path(path).read_text(encoding='utf-8-sig'))
    seen.judge()


@story.chapter
def a_list_that_is_saved_tells_nothing(desk):
    export(desk, RESIDENTS)


@story.chapter
def the_appointments_tell_nothing(desk):
    desk.place('appointments')
    # Nobody waits for a place of today.
    desk.click(desk.find('list item', contains='11月5日'))
    desk.find('list', 'Time slots')
    desk.click(desk.find('list item', contains='9:00～', root=desk.find('list', 'Time slots')))
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
def the_windows_of_a_day_tell_nothing(desk):
    desk.find('list', 'Bookings of the slot')
    desk.click(desk.find('list item', contains=NAME, root=desk.find('list', 'Bookings of the slot')))
    look_into(desk, 'change-the-time', press(desk, 'Change the time'))
    look_into(desk, 'add-a-day', press(desk, 'Add a day'))
    look_into(desk, 'add-a-programme', press(desk, 'Add a Programme'))


@story.chapter
def the_menu_of_a_day_tells_nothing(desk):
    for where, item in (('places', 'Change _Places …'), ('times', 'Change _Times …'), ('rules', '_Note and Rules …'),
                        ('early', '_Booking Early …'),
                        ('copy', '_Copy to Other Dates …'), ('assign', 'Give _Everybody a Time …'),
                        ('draw', 'D_raw a Lottery …'), ('call-off', 'Call the _Day Off …')):
        look_into(desk, where, menu(desk, 'Change the Day', item))


@story.chapter
def the_rules_of_a_programme_tell_nothing(desk):
    desk.press_button('Rules of the Programme')
    window = desk.wait('the rules', lambda: other_windows(desk))[0]
    desk.find('label', contains=translate('The youngest: %s, born on %s').split('%s')[0], root=window)
    see(desk, 'rules', window)
    desk.click(desk.find('spin button', 'From this age', root=window))
    desk.keys('ctrl+a')
    desk.type('90')
    desk.keys('Tab')
    desk.press_button('Save', root=window)
    desk.find('label', 'How many it affects, by age')
    see(desk, 'effect')
    desk.press_button('Back to the rules')
    desk.press_button('Close without doing it', root=window)
    desk.wait('the rules to go', lambda: not other_windows(desk))


@story.chapter
def the_bookings_that_are_saved_tell_nothing(desk):
    export(desk, BOOKINGS)


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
    for button, place in (('Offer Free Places …', 'offer-free-places'), ('Figures', 'refill-figures')):
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


def see_log(desk, where, window):
    desk.find('push button', 'Show', window)
    desk.wait('the entries', lambda: any(NAME in (thing.get_name() or '') for thing in desk.walk(window, into_rows=True)))
    see(desk, where, window)


def see_loss(desk, where, window):
    report = desk.find('push button', contains=translate('Report') + ' ', root=window)
    see(desk, where, window)
    desk.press(report)
    desk.find('label', 'Who stood on it', window)
    see(desk, where + '-report', window)


def see_blackout(desk, where, window):
    desk.find('push button', '_Make the Pack', window)
    desk.find('push button', '_Enter the Slip', window)
    see(desk, where, window)


def see_rehearsal(desk, where, window):
    see(desk, where, window)
    desk.press_button('_Run', root=window)
    desk.find('label', 'Places of each week', window)
    see(desk, where + '-result', window)


def see_retention(desk, where, window):
    desk.find('push button', '_Make the List …', window)
    see(desk, where, window)
    desk.press_button('_Make the List …', root=window)
    desk.find('push button', '_Back to the rules', window)
    see(desk, where + '-list', window)


@story.chapter
def the_windows_of_the_menu_tell_nothing(desk):
    look_into(desk, 'log', menu(desk, 'Menu', 'L_og: Who Did What'), see_log)
    look_into(desk, 'loss', menu(desk, 'Menu', '_Report a Lost Paper or File'), see_loss)
    look_into(desk, 'blackout', menu(desk, 'Menu', 'Prepare for Days _without Power …'), see_blackout)
    look_into(desk, 'rehearsal', menu(desk, 'Menu', 'Rehearsal _before the Opening'), see_rehearsal)
    look_into(desk, 'retention', menu(desk, 'Menu', 'R_etention and Deletion'), see_retention)
    look_into(desk, 'help', lambda: desk.keys('F1'))


@story.chapter
def the_broadcasts_tell_nothing(desk):
    desk.place('broadcasts')
    desk.press_button('_New Broadcast')
    desk.write(desk.find('text', 'Name for the desk'), '断水のお知らせ')
    desk.write(desk.find('text', 'Words'), '明日10時から12時まで断水します。')
    desk.find('label', contains='お問い合わせ')
    see(desk, 'broadcast')
    desk.press_button('_Look It Over …')
    desk.find('label', 'Three whole messages')
    see(desk, 'broadcast-sheet')
    reason = desk.look('text', 'Reason for sending all the same')
    if reason is not None:
        desk.write(reason, '練習')
    desk.press_button('_Send, with Time to Take It Back')
    desk.press_button('_Stop Sending')
    desk.find('push button', 'Make a New _Draft of It')
    see(desk, 'broadcast-stopped')


@story.chapter
def the_reception_tells_nothing(desk):
    desk.place('reception')
    desk.find('list item', contains=NAME, root=desk.find('list', 'People of the day'))
    see(desk, 'reception')
    desk.keys('F3', 'Down')
    for where, key in (('red', 'F4'), ('stopped', 'F7')):
        look_into(desk, where, lambda key=key: desk.keys(key))
    for where, msgid in (('lot', 'Add a lot'), ('close', 'Close the day'), ('no-shows', 'Who did not come'), ('not-yet', 'Who has not been yet')):
        look_into(desk, where, press(desk, msgid))
    for text in ('090-7707-7078', 'ヒミツ町8番地', HOUSEHOLD):
        desk.write(desk.find('text', 'Scan or search'), text)
        desk.keys('F3')
        desk.write(desk.find('text', 'Scan or search'), text)
        desk.keys('Return')
        desk.wait('an answer', lambda: desk.text(desk.find('text', 'Scan or search')) == '')
    desk.write(desk.find('text', 'Scan or search'), 'さとう　はな')
    desk.keys('Return')
    desk.find('push button', 'Take in without a booking (F2)')
    see(desk, 'not-booked')
    look_into(desk, 'walk-in', press(desk, 'Take in without a booking (F2)'))


@story.chapter
def the_preferences_tell_nothing(desk):
    desk.place('preferences')
    desk.find('push button', 'Test LINE')
    see(desk, 'preferences')
    look_into(desk, 'pin', lambda: desk.press(desk.find('push button', contains=translate('PIN …'))))
    look_into(desk, 'another-name', press(desk, '_Add a Name …'))
    look_into(desk, 'right-name', lambda: desk.press(desk.find('push button', contains=translate('Correct …'))))


@story.chapter
def the_lock_page_tells_nothing(desk):
    desk.keys('ctrl+l')
    desk.find(None, '_Begin')
    see(desk, 'locked')
    desk.press_button('_Begin')


@story.chapter
def every_screen_was_walked(desk):
    screens.judge(EXCEPTIONS)


@story.chapter
def neither_do_the_logs(desk):
    assert desk.quit() == 0, 'the program ended in disorder'
    with open(os.path.join(FOLDER, 'window.log'), encoding='utf-8', errors='replace') as file:
        seen.see('the log of the window', file.read())
    seen.judge()
    assert seen.looked > 5000, f'only {seen.looked} characters were looked at'


if __name__ == '__main__':
    sys.exit(story.tell())
