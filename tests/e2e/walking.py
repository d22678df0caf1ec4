# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""What the stories have in common that walk through every screen of the window in a town with a protected person: what a screen reader speaks
of it must not tell where she lives or how she is reached. Her secrets bear the marks of tests/walk/walk_town.py. What shows them on purpose does
so only after somebody gave a reason. A screen that is not walked by the story it belongs to is a failure, see screens.py."""

import os
import sys
from pathlib import Path

from desk import Atspi, Desk, Story, bare, is_named, translate
from screens import Screens

sys.path.insert(0, os.path.join(os.environ['MH_SOURCE_ROOT'], 'tests', 'walk'))
from walk_town import KANA, NAME, NUMBER, Walk, WalkTown, find_leak  # noqa: E402

FOLDER = os.environ['FOLDER']
CTL = Path(os.environ['MH_BUILD_ROOT']) / 'src' / 'ctl' / 'machihokenctl'
# Her household, and an entry that may be hers.
HOUSEHOLD = 'H1234'
MEMBER = '夏目　一郎'
BROTHER = '夏目　二郎'
TWIN = '0009'
EXCEPTIONS = {
    'MhBarChart': 'is spoken by its text alternative, which the rehearsal is walked with',
    'MhFillBar': 'draws how full a day is, and names nobody',
    'MhFormWindow': 'asks what others hand to it; each of their questions is walked',
    'MhMonthStrip': 'has a name of its own, which is heard with the place, and names nobody',
    'MhSeatStrip': 'draws how many places there are, and names nobody',
    'MhGuideWindow': 'is there in the practice town only, and names nobody',
    'MhPhonesWindow': 'is there in the practice town only, where nobody is real',
    'MhStackChart': 'is spoken by its text alternative, which names nobody',
    'MhWelcomePage': 'comes before there is a town',
    'Who sits at this PC?': 'comes before anybody has a name',
    'Print the recovery sheet now?': 'is about a key, not about a person',
    'Put this backup back?': 'is about a file, not about a person',
    'Replace the list of holidays?': 'is about days, not about a person',
    'Recovery key': 'is about a key, not about a person',
    'Compare the digits': 'is about a key, not about a person',
    'Make a new key for this computer?': 'is about a key, not about a person',
    'Is the own booking given up?': 'names a time, and nobody',
    'Leave this slip as it is?': 'is about a slip of paper, and names nobody',
    'Enter this slip although it does not fit?': 'is about a slip of paper, and names nobody',
    'Are all the missing slips blank?': 'is about slips of paper, and names nobody',
    'Which were posted?': 'is about papers, and names nobody',
    'Which number was wrong?': 'is asked about a call that somebody has made, who has the numbers on paper',
    'What was refused?': 'is asked about a call that somebody has made, and shows a name only',
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


def sit_down(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.title = bare(desk.windows()[0].get_name())
    desk.write(desk.find('text', 'Your name'), '保健')
    desk.press_button('_Remember')
    desk.find('label', contains='保健')
    # The one who is quicker than the window that closes would take it for another.
    desk.wait('the name to be taken', lambda: not other_windows(desk))


def come_to_her_slot(desk):
    """The hour of the day on which she is booked and others wait; nobody waits for a place of today."""
    desk.place('appointments')
    desk.click(desk.find('list item', contains='11月5日'))
    desk.find('list', 'Time slots')
    desk.click(desk.find('list item', contains='9:00～', root=desk.find('list', 'Time slots')))


def begin():
    """A story about the town. Its chapters come between begin() and end()."""
    story = Story(open_town)

    @story.chapter
    def somebody_sits_down(desk):
        sit_down(desk)

    return story


def end(story, part):
    """@part: which of screens.PARTS it walks through."""

    @story.chapter
    def every_screen_was_walked(desk):
        screens.judge(part, EXCEPTIONS)

    @story.chapter
    def neither_do_the_logs_tell_anything(desk):
        assert desk.quit() == 0, 'the program ended in disorder'
        with open(os.path.join(FOLDER, 'window.log'), encoding='utf-8', errors='replace') as file:
            seen.see('the log of the window', file.read())
        seen.judge()
        assert seen.looked > 5000, f'only {seen.looked} characters were looked at'

    return story.tell()


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
