# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The first start of a real town: made, filled by hand, copied away and brought back."""

import os
import subprocess
import sys

from desk import PATIENCE, Desk, Story

FOLDER = os.environ['FOLDER']
TOWN = os.path.join(FOLDER, 'town')
BACKUP = os.path.join(FOLDER, '控え.mhbackup')
COMMAND = [sys.argv[1], '--data', TOWN]

story = Story(lambda: Desk(FOLDER, COMMAND))


@story.chapter
def the_first_start_offers_practice_or_a_town(desk):
    desk.find('push button', 'Open the _practice town')
    desk.find('push button', '_Make the town')
    desk.picture('welcome')
    nameless = desk.nameless()
    assert not nameless, 'without a name: ' + '; '.join(nameless)


@story.chapter
def a_town_is_made(desk):
    desk.write(desk.find('text', 'Name of the town'), '滝上町')
    desk.write(desk.find('text', 'Telephone of the section'), '0158-29-2111')
    desk.write(desk.find('text', 'Your name'), '保健 花子')
    desk.press_button('_Make the town')
    desk.find('push button', '_Import the Resident List …')
    desk.picture('today-empty')
    desk.place('residents')
    desk.find('label', 'Nobody is in the list yet')
    desk.find('label', contains='滝上町')
    desk.find('label', contains='花子')
    assert desk.look('label', 'Practice town: nothing is really sent, nobody is real') is None
    desk.picture('empty')


@story.chapter
def a_second_start_gives_way_to_the_first(desk):
    with open(os.path.join(FOLDER, 'second.log'), 'wb') as log:
        second = subprocess.run(COMMAND, stdin=subprocess.DEVNULL, stdout=log, stderr=log, timeout=PATIENCE, check=False)
    assert second.returncode == 0, f'the second start ended with {second.returncode}'
    assert desk.process.poll() is None, 'the first one is gone'


def add_person(desk, name, kana):
    desk.press_button('Add a _Person …')
    desk.write(desk.find('text', 'Name'), name)
    desk.write(desk.find('text', 'Kana'), kana)
    desk.write(desk.find('text', 'Birth date (s25.3.1, 3250301, 1950-03-01)'), 's25.3.1')
    desk.write(desk.find('text', 'Mobile phone or telephone'), '090-1234-5678')
    desk.press_button('_Add')


@story.chapter
def a_person_is_added_by_hand(desk):
    add_person(desk, '青森 りんご', 'アオモリ リンゴ')
    desk.find('label', contains='昭和25年3月1日')
    desk.find('label', contains='090-1234-5678')
    desk.find('label', 'Provisional number')
    desk.picture('by-hand')


@story.chapter
def the_first_backup_asks_for_the_sheet(desk):
    desk.place('preferences')
    desk.find('label', contains='まだありません。')
    desk.press_button('_Back Up Now')
    asked = desk.find('dialog', 'Print the recovery sheet now?')
    desk.picture('sheet-asked')
    desk.press_button('_Cancel', root=asked)
    desk.find('label', contains='令和')
    desk.picture('backed-up')


@story.chapter
def putting_back_is_practised(desk):
    desk.press_button('P_ractise')
    told = desk.find('dialog', 'Putting back was practised')
    desk.picture('practised')
    desk.press_button('_Close', root=told)


@story.chapter
def everything_is_copied_into_a_file(desk):
    desk.press_button('Save a Copy …')
    desk.choose_file(BACKUP)
    # It gets its name when it has been read back. What is said of it goes by too soon to be waited for on a busy computer.
    desk.wait('the copy', lambda: os.path.exists(BACKUP) and os.path.getsize(BACKUP) > 0)


@story.chapter
def the_copy_is_put_back(desk):
    desk.place('residents')
    desk.keys('Escape')
    add_person(desk, '秋田 こまち', 'アキタ コマチ')
    desk.find('label', contains='秋田')
    desk.place('preferences')
    desk.press_button('Put Back …')
    desk.choose_file(BACKUP)
    desk.press_button('_Put It Back')
    desk.find('label', 'The backup is back in place')
    desk.picture('put-back')
    desk.press_button('_Close', root=desk.find('dialog', 'The backup is back in place'))
    desk.wait('the dialog to be closed', lambda: desk.look('dialog', 'The backup is back in place') is None)

    # A key that comes while the dialog still goes is lost.
    def one_person():
        desk.place('residents')
        return desk.count("%'u person", "%'u people") == 1
    desk.wait('one person', one_person)


@story.chapter
def the_bar_says_that_sending_is_off(desk):
    desk.find('label', 'Sending is switched off. Nothing leaves until you switch it on in Preferences.')
    desk.picture('sending-off')


@story.chapter
def the_window_closes_in_order(desk):
    assert desk.quit() == 0, 'the program ended in disorder'


if __name__ == '__main__':
    sys.exit(story.tell())
