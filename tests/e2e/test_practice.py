# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The practice town in the real window: opened, searched, looked at, changed and taken back."""

import os
import sys

from desk import Desk, Story, translate, translate_number

FOLDER = os.environ['FOLDER']
NOW = '1792454400000'  # 2026-10-20 09:00 in Japan


def open_practice_town():
    window, sandbox = sys.argv[1:3]
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    os.symlink(window, os.path.join(programs, 'machihoken'))
    os.symlink(sandbox, os.path.join(programs, 'machihoken-sandbox'))
    clock = os.path.join(FOLDER, 'clock')
    with open(clock, 'w', encoding='ascii') as file:
        file.write(NOW)
    return Desk(FOLDER, [window, '--practice', '--data', os.path.join(FOLDER, 'town'), '--clock', clock],
                {'MACHIHOKEN_BINDIR': programs})


story = Story(open_practice_town)


def check_names(desk):
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


@story.chapter
def the_practice_town_is_made_and_opens(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.find('list', 'Days at hand')


@story.chapter
def it_asks_once_who_sits_there(desk):
    name = desk.find('text', 'Your name')
    desk.write(name, '保健 花子')
    desk.picture('who')
    desk.press_button('_Remember')
    desk.find('label', contains='保健 花子')


@story.chapter
def it_says_what_needs_her_today(desk):
    desk.find('label', 'What needs you now')
    desk.picture('today')
    check_names(desk)
    desk.keys('F3')
    desk.find('entry', 'Search residents')


@story.chapter
def a_practice_says_what_to_try(desk):
    desk.press_button('Practise Step by Step')
    desk.find('list', 'Steps of the practice')
    desk.find('list item', contains=translate('(now)'))
    desk.picture('guide')
    check_names(desk)
    desk.keys('Escape')
    desk.wait('the practice to close', lambda: desk.look('list', 'Steps of the practice') is None)


@story.chapter
def every_control_of_the_list_has_a_name(desk):
    desk.wait('rows', lambda: desk.rows('Residents')[0][0] not in ('', '…'))
    desk.picture('residents')
    check_names(desk)


@story.chapter
def typing_kana_finds_people(desk):
    desk.write(desk.find('entry', 'Search residents'), 'さとう')
    desk.wait('only people called サトウ', lambda: {row[1][:3] for row in desk.rows('Residents')} == {'サトウ'})
    desk.picture('search')


@story.chapter
def a_person_opens_and_closes(desk):
    second = desk.rows('Residents')[1]
    desk.keys('F3', 'Down', 'Down', 'Return')
    desk.find('push button', 'Add a _Contact …')
    desk.wait('the person', lambda: desk.look('label', contains=second[-1]))
    desk.wait('the facts', lambda: desk.look('label', 'Register number'))
    desk.picture('person')
    check_names(desk)


@story.chapter
def a_contact_is_added_and_taken_back(desk):
    desk.press_button('Add a _Contact …')
    desk.write(desk.find('text', 'Number'), '090-1234-5678')
    desk.picture('contact')
    check_names(desk)
    desk.press_button('_Add')
    desk.find('label', contains='090-1234-5678')
    desk.press_beside('The contact is added', 'Undo')
    desk.wait('the number to be gone', lambda: desk.look('label', contains='090-1234-5678') is None)


@story.chapter
def the_list_comes_back(desk):
    desk.press_button('‹ To the List')
    desk.find('entry', 'Search residents')


LIST = """宛名番号,氏名,フリガナ,生年月日,性別
9900000001,青森 りんご,アオモリ リンゴ,S25.3.1,2
9900000002,秋田 こまち,アキタ コマチ,S30.12.24,2
9900000003,髙﨑 ①,タカサキ イチ,H1.1.8,1
,名無し 番号,ナナシ バンゴウ,S30.12.24,2
"""


def write_list():
    """A resident list as an office system gives it: CP932, with a row that cannot go in."""
    path = os.path.join(FOLDER, '住民.csv')
    with open(path, 'wb') as file:
        file.write(LIST.replace('\n', '\r\n').encode('cp932'))
    return path


def count_residents(desk):
    return desk.wait('the number of people', lambda: desk.count("%'u person", "%'u people"))


@story.chapter
def a_resident_list_is_read_and_its_columns_shown(desk):
    desk.write(desk.find('entry', 'Search residents'), '')
    desk.press_button('_Import the List …')
    desk.choose_file(write_list())
    desk.find('push button', '_Next')
    desk.find('label', contains='青森 りんご')
    desk.picture('columns')
    check_names(desk)


@story.chapter
def what_would_change_is_shown_by_name(desk):
    desk.press_button('_Next')
    desk.press_button('_Today')
    desk.press_button('_See What Would Change')
    desk.find('push button', contains=translate_number('Import %u Person', 'Import %u People', 3))
    desk.picture('report')
    check_names(desk)


@story.chapter
def the_list_is_imported_and_taken_back(desk):
    before = count_residents(desk)
    desk.press(desk.find('push button', contains=translate_number('Import %u Person', 'Import %u People', 3)))
    desk.find('push button', '_Undo', desk.find('frame', 'Import the Resident List'))
    desk.picture('imported')
    # Counted in the window behind: once this one is closed, the offer to undo goes by in some seconds.
    desk.wait('three more people', lambda: count_residents(desk) == before + 3)
    desk.press_button('_Close', root=desk.find('frame', 'Import the Resident List'))
    # Its last page says the same beside a button of its own.
    desk.wait('the import to be closed', lambda: desk.look('frame', 'Import the Resident List') is None)
    desk.press_beside(translate_number('%u person is imported', '%u people are imported', 3), 'Undo')
    desk.wait('three people less', lambda: count_residents(desk) == before)


@story.chapter
def every_control_of_the_preferences_has_a_name(desk):
    desk.place('preferences')
    desk.find('push button', 'Test LINE')
    desk.wait('the name of the town in its row, which has the focus',
              lambda: any('まちほけん町' in desk.text(thing) for thing in desk.walk() if thing.get_role_name() == 'text'))
    desk.picture('preferences')
    check_names(desk)


@story.chapter
def the_connection_test_names_the_practice_account(desk):
    desk.press_button('Test LINE')
    desk.find('label', contains=translate('Connected to the LINE account “%s” (%s).').split('%')[0])
    desk.picture('tested')


@story.chapter
def the_window_closes_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
