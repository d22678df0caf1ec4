# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A walk through the place of the residents, see walking.py."""

import os
import sys

from desk import is_named, translate, translate_number
from walking import FOLDER, HOUSEHOLD, KANA, MEMBER, NAME, NUMBER, begin, end, export, leave, look_into, menu, open_person, other_windows, press, see, see_revealed


FILE = ('宛名番号,世帯番号,氏名,氏名カナ,生年月日,性別,郵便番号,住所,電話番号\r\n'
        f'{NUMBER},{HOUSEHOLD},{NAME},{KANA},S25.3.1,2,770-7707,ヒミツ町8番地,090-7707-7078\r\n'
        f'0002,{HOUSEHOLD},夏目　一郎,ナツメ　イチロウ,S25.3.1,1,099-5501,元町3番地,0158-29-2222\r\n'
        '0003,1003,佐藤　花,サトウ　ハナ,S25.3.1,2,099-5501,元町2番地,\r\n')

story = begin()


@story.chapter
def neither_does_what_is_due_today(desk):
    desk.find('list', 'What needs you now')
    see(desk, 'today')
    desk.place('residents')


@story.chapter
def the_list_of_residents_tells_nothing(desk):
    desk.wait('the people', lambda: len(desk.rows('Residents')) == 8)
    desk.write(desk.find('entry', 'Search residents'), KANA.split('　')[0])
    desk.wait('her row', lambda: any(NAME in row[0] for row in desk.rows('Residents')))
    see(desk, 'residents')
    desk.keys('ctrl+f')
    desk.write(desk.find('text', 'Age from'), '0')
    desk.keys('Escape')
    desk.find('push button', '_Take All Away')
    desk.wait('her row', lambda: any(NAME in row[0] for row in desk.rows('Residents')))
    see(desk, 'filtered')
    desk.press_button('_Take All Away')
    desk.keys('ctrl+shift+f')
    desk.press(desk.find('check box', 'Household'))
    desk.keys('Escape')
    desk.wait('her household', lambda: any(translate('(not shown)') == row[5] for row in desk.rows('Residents')))
    see(desk, 'with-households')
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


@story.chapter
def a_list_that_is_saved_tells_nothing(desk):
    export(desk, os.path.join(FOLDER, 'residents.csv'))


if __name__ == '__main__':
    sys.exit(end(story, 'residents'))
