# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A resident list as it really comes: title rows, sexes as figures, dates as Excel's day numbers, characters that the town made, a
telephone that cannot be dialled, somebody who was entered by hand, somebody who is gone. And then the database is looked into."""

import os
import re
import sqlite3
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

from desk import Desk, Story, bare, is_named, translate, translate_number

FOCUSED = Atspi.StateType.FOCUSED
PRESSED = Atspi.StateType.PRESSED
FOLDER = os.environ['FOLDER']
TOWN = os.path.join(FOLDER, 'town')
FIRST = os.path.join(FOLDER, '住民一覧_20261001.csv')
SECOND = os.path.join(FOLDER, '住民一覧_20261101.csv')

TITLES = '滝上町 住民一覧,,,,,,,,,\r\n%s現在,,,,,,,,,\r\n\r\n'
HEADER = '宛名番号,世帯番号,氏名,氏名カナ,生年月日,性別,郵便番号,住所,,電話番号\r\n'
# Excel wrote 20000 to 60000 where dates were, and U+E000 is what the bytes F0 40 become.
FIRST_ROWS = (
    '0000000001,0000000101,青森　りんご,アオモリ　リンゴ,18323,1,0995501,滝上町旭町,1番地,0158292111\r\n'
    '0000000002,0000000101,青森　一郎,アオモリ　イチロウ,17168,0,0995501,滝上町旭町,1番地,09012345678\r\n'
    '0000000003,0000000102,\ue000田　花子,ツジタ　ハナコ,25321,1,0995502,滝上町栄町,2番地,292222\r\n'
    '0000000004,0000000103,秋田　こまち,アキタ　コマチ,20447,1,0995503,滝上町元町,3番地,なし\r\n'
)
SECOND_ROWS = (
    '0000000001,0000000101,青森　りんご,アオモリ　リンゴ,18323,1,0995501,滝上町元町,9番地,0158292111\r\n'
    '0000000002,0000000101,青森　一郎,アオモリ　イチロウ,17168,0,0995501,滝上町旭町,1番地,09012345678\r\n'
    '0000000003,0000000102,\ue000田　花子,ツジタ　ハナコ,25321,1,0995502,滝上町栄町,2番地,292222\r\n'
    '0000000005,0000000104,岩手　かな,イワテ　カナ,18323,1,0995504,滝上町幸町,4番地,09087654321\r\n'
)


def write(path, day, rows):
    text = TITLES % day + HEADER + rows + f'合計,,,{rows.count(chr(10))}人,,,,,,\r\n'
    # Python has no name for the bytes of characters that the town made.
    data = b''.join(b'\xf0\x40' if letter == '\ue000' else letter.encode('cp932') for letter in text)
    with open(path, 'wb') as file:
        file.write(data)


def ask(question):
    """Looks into the database beside the window."""
    with sqlite3.connect(f'file:{os.path.join(TOWN, "machihoken.db")}?mode=ro', uri=True) as database:
        return database.execute(question).fetchall()


story = Story(lambda: Desk(FOLDER, [sys.argv[1], '--data', TOWN]))


def find_assistant(desk):
    windows = desk.windows()
    return next((window for window in windows if is_named(window.get_name(), translate('Import the Resident List'))), None)


def assistant(desk):
    return desk.wait('the assistant', lambda: find_assistant(desk))


# The pages of the assistant, found once: a walk through all of them takes its time.
pages = {}


def page(desk, name):
    if name not in pages:
        pages[name] = desk.wait(name, lambda: next(
            (thing for thing in desk.walk(assistant(desk)) if thing.get_name() == name), None))
    return pages[name]


def questions(desk):
    return page(desk, 'MhImportQuestions')


def report(desk):
    return page(desk, 'MhImportReportView')


def result(desk):
    return page(desk, 'MhImportResult')


def close(desk):
    desk.press_button('_Close', root=assistant(desk))
    desk.wait('the assistant to go', lambda: find_assistant(desk) is None)
    pages.clear()


def check_names(desk, root):
    nameless = desk.nameless(root)
    assert not nameless, 'without a name: ' + '; '.join(nameless)


@story.chapter
def a_town_is_made(desk):
    desk.write(desk.find('text', 'Name of the town'), '滝上町')
    desk.write(desk.find('text', 'Telephone of the section'), '0158-29-2111')
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Make the town')
    desk.find('push button', '_Import the Resident List …')
    desk.place('residents')
    desk.find('label', 'Nobody is in the list yet')


@story.chapter
def the_file_shows_its_header_below_the_titles(desk):
    write(FIRST, '令和8年10月1日', FIRST_ROWS)
    desk.press_button('_Import the List …')
    desk.picture('choose')
    desk.choose_file(FIRST)
    desk.find('push button', '_Next', assistant(desk))
    desk.find('label', contains='令和8年10月1日現在', root=assistant(desk))
    desk.picture('columns')
    check_names(desk, assistant(desk))
    header = translate('Line %u is the header')
    marked = [thing.get_name() for thing in desk.walk(assistant(desk))
              if (thing.get_name() or '').endswith(header.split('%u')[1]) and thing.get_state_set().contains(PRESSED)]
    assert marked == [header.replace('%u', '4')], f'the header is taken to be {marked}'


def choose_in_row(desk, word):
    """The choice in the first line of a list; the one above the list is for all of them."""
    choose_from(desk, desk.wait('the choice', lambda: desk.look('combo box', 'What happens to somebody who is not in the file',
                                                               desk.find('list', 'People and rows', report(desk)))), word)


def choose(desk, name, word):
    choose_from(desk, desk.wait('the choice ' + name, lambda: desk.look('combo box', None, questions(desk), name)), word)


def choose_from(desk, box, word):
    """Opens a drop-down and goes down to a word."""
    desk.press(next(thing for thing in desk.walk(box) if thing.get_role_name() == 'push button'))
    for _ in range(4):
        row = desk.wait('the focus in the list', lambda: focused_row(desk, box))
        if any(bare(thing.get_name()) == translate(word) for thing in desk.walk(row)):
            break
        desk.keys('Down')
        desk.wait('the next word', lambda: focused_row(desk, box) not in (None, row))
    desk.keys('Return')
    desk.wait('the list to close', lambda: focused_row(desk, box) is None)


def focused_row(desk, box):
    return next((thing for thing in desk.walk(box) if thing.get_state_set().contains(FOCUSED)
                 and thing.get_role_name() != 'push button' and desk.shows(thing)), None)


@story.chapter
def what_the_codes_mean_is_asked_once(desk):
    desk.press_button('_Next', root=assistant(desk))
    desk.find('label', 'Of what day is this list?', questions(desk))
    desk.find('label', contains='18323 → 昭和25年3月1日', root=questions(desk))
    desk.picture('questions')
    check_names(desk, questions(desk))
    choose(desk, translate('What “%s” means').replace('%s', '1'), 'Female')
    choose(desk, translate('What “%s” means').replace('%s', '0'), 'Male')
    desk.press(desk.wait('yes', lambda: desk.look(None, '_Yes, these are dates', questions(desk))))
    desk.picture('answered')
    desk.press_button('_See What Would Change', root=assistant(desk))


def choose_kind(desk, kind):
    desk.press(desk.wait('the tile ' + kind, lambda: next(
        (thing for thing in desk.walk(report(desk)) if re.match(re.escape(translate(kind)) + r' \d+$', thing.get_name() or '')), None)))


@story.chapter
def everything_is_seen_before_anything_is_written(desk):
    desk.find('push button', None, assistant(desk), translate_number('Import %u Person', 'Import %u People', 4))
    desk.picture('report')
    check_names(desk, report(desk))
    choose_kind(desk, 'Left-out rows')
    desk.find('label', translate('Line %u').replace('%u', '9'), report(desk))
    desk.picture('left-out')
    choose_kind(desk, 'To look at')
    desk.find('label', contains='292222', root=report(desk))
    desk.picture('notes')
    choose_kind(desk, 'Rare characters')
    desk.write(desk.find('text', 'What is shown instead', report(desk)), '辻')
    desk.picture('rare')
    assert ask('SELECT count (*) FROM resident') == [(0,)]


@story.chapter
def the_list_goes_in_and_its_shape_is_remembered(desk):
    desk.press(desk.find('push button', None, assistant(desk), translate_number('Import %u Person', 'Import %u People', 4)))
    desk.find('push button', '_Undo', result(desk))
    desk.picture('done')
    check_names(desk, result(desk))
    desk.press_button('_Remember', root=result(desk))
    desk.find('label', contains=translate('Files of this shape are remembered as “%s”.').split('%s')[1], root=result(desk))
    assert ask('SELECT register_number, sex, birth FROM resident ORDER BY register_number') == [
        ('0000000001', 'female', '1950-03-01'), ('0000000002', 'male', '1947-01-01'),
        ('0000000003', 'female', '1969-04-28'), ('0000000004', 'female', '1955-12-24')]
    assert ask('SELECT character, shown FROM glyph') == [('\ue000', '辻')]
    assert ask("SELECT value FROM config WHERE key = 'residents.as-of'") == [('2026-10-01',)]
    assert ask('SELECT value FROM contact ORDER BY value') == [('0158292111',), ('09012345678',)]
    close(desk)


def add_person(desk, name, kana, birth):
    desk.press_button('Add a _Person …')
    desk.write(desk.find('text', 'Name'), name)
    desk.write(desk.find('text', 'Kana'), kana)
    desk.write(desk.find('text', 'Birth date (s25.3.1, 3250301, 1950-03-01)'), birth)
    desk.press_button('_Add')
    desk.find('label', 'Provisional number')
    desk.keys('Escape')


@story.chapter
def next_month_nothing_is_asked_again(desk):
    add_person(desk, '岩手 かな', 'イワテ カナ', 's25.3.1')
    write(SECOND, '令和8年11月1日', SECOND_ROWS)
    desk.press_button('_Import the List …')
    desk.choose_file(SECOND)
    desk.find('label', contains=translate('The same shape of file as last time: %s').split('%s')[0], root=assistant(desk))
    desk.picture('same-shape')
    desk.press_button('_Next', root=assistant(desk))
    desk.find('push button', '_Ask Again', questions(desk))
    desk.press_button('_See What Would Change', root=assistant(desk))


@story.chapter
def what_only_a_person_can_decide_is_decided(desk):
    desk.press_button('Same person', root=report(desk))
    desk.picture('pair')
    check_names(desk, report(desk))
    choose_kind(desk, 'Changed')
    desk.find('label', contains='滝上町元町9番地', root=report(desk))
    desk.picture('changed')
    choose_kind(desk, 'Not in the file')
    desk.find('label', contains='0000000004', root=report(desk))
    choose_in_row(desk, 'Died')
    desk.picture('missing')
    check_names(desk, report(desk))
    desk.press(desk.find('push button', None, assistant(desk), translate_number('Import %u Person', 'Import %u People', 3)))
    desk.find('push button', '_Undo', result(desk))
    desk.picture('done-again')
    assert ask('SELECT register_number, provisional, status, status_date FROM resident ORDER BY register_number') == [
        ('0000000001', 0, 'resident', None), ('0000000002', 0, 'resident', None), ('0000000003', 0, 'resident', None),
        ('0000000004', 0, 'dead', '2026-11-01'), ('0000000005', 0, 'resident', None)]
    assert ask("SELECT address FROM resident WHERE register_number = '0000000001'") == [('滝上町元町9番地',)]


@story.chapter
def the_import_is_taken_back(desk):
    desk.press_button('_Undo', root=result(desk))
    desk.find('label', 'Everybody is as before the import.', result(desk))
    desk.picture('taken-back')
    assert ask("SELECT status FROM resident WHERE register_number = '0000000004'") == [('resident',)]
    assert ask('SELECT count (*) FROM resident WHERE provisional') == [(1,)]
    close(desk)


@story.chapter
def the_window_closes_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
