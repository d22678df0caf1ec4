# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Drives the real window as somebody does who cannot see it: by the names that screen readers speak, and by keys.

Names are given as the msgids of the program and looked up in its translation, so a story does not depend on the wording."""

import gettext
import os
import re
import subprocess
import time

from spoken import Atspi, Bus, Gone

PATIENCE = 90.0
PAUSE = 0.05
# The places of the sidebar: Ctrl+1 …
PLACES = ['today', 'residents', 'appointments', 'broadcasts', 'reception', 'preferences']
# GTK tells the type's name where nobody has given one.
TYPE_NAME = re.compile(r'^(?:Gtk|Adw|Mh)[A-Z]\w+$')
# The line for a path in GTK's own file dialog, to open and to save.
PATH_LINE = re.compile(r'^(?:GtkFileChooserEntry|名前\(N\):|_?Name:)')
# What people act on. A cell, a plain label or a box needs no name of its own.
CONTROLS = {'push button', 'toggle button', 'check box', 'radio button', 'switch', 'text', 'password text', 'entry',
            'spin button', 'combo box', 'slider', 'list box', 'tree table', 'menu button'}
# GTK's own parts, which the program cannot name: the icons inside an entry, the arrows of a drop-down.
OWN_PARTS = {'GtkEntryIcon', 'GtkEditableLabel'}


def translate(msgid, context=None):
    catalogue = gettext.translation('machihoken', os.environ.get('MACHIHOKEN_LOCALEDIR'), ['ja'], fallback=True)
    return catalogue.gettext(msgid) if context is None else catalogue.pgettext(context, msgid)


def translate_number(one, many, number):
    """A sentence with a number in it, as the program says it."""
    catalogue = gettext.translation('machihoken', os.environ.get('MACHIHOKEN_LOCALEDIR'), ['ja'], fallback=True)
    return re.sub(r'%\'?[ud]', str(number), catalogue.ngettext(one, many, number))


def bare(name):
    """A name without its mnemonic: GTK tells "Save(_S) Save(S)" or "_Save Save"."""
    return re.sub(r'\(_?[A-Z]\)|_', '', name or '').strip()


def is_named(name, wanted):
    name, wanted = bare(name), bare(wanted)
    return name in (wanted, wanted + ' ' + wanted)


class Desk:
    """A running window."""

    def __init__(self, folder, command, environment=None):
        self.folder = folder
        self.pictures = 0
        self.pressed = 0
        self.log = open(os.path.join(folder, 'window.log'), 'ab')
        self.process = subprocess.Popen(command, env=dict(os.environ, G_DEBUG=os.environ.get('WINDOW_DEBUG', ''),
                                                         **(environment or {})),
                                        stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.bus = self.wait('the bus of the screen readers', Bus)
        self.application = self.wait('the window', lambda: self.bus.find_program(self.process.pid))

    def close(self):
        """Ends it as somebody does, and returns how it ended."""
        if self.process.poll() is None:
            self.process.terminate()
        code = self.process.wait(PATIENCE)
        self.log.close()
        return code

    def quit(self):
        """Closes the window with its key; the program has time to put everything away."""
        self.keys('ctrl+q')
        return self.process.wait(PATIENCE)

    # Looking

    def wait(self, what, look, patience=PATIENCE):
        """Looks again and again until there is something to see; a story never sleeps for a fixed time."""
        end = time.monotonic() + patience
        trouble = None
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f'waiting for {what}, the program ended with {self.process.returncode}')
            try:
                found = look()
            except Exception as error:  # what was there may be gone between two questions
                found, trouble = None, error
            if found:
                return found
            time.sleep(PAUSE)
        raise AssertionError(f'{what} did not come' + (f': {trouble}' if trouble is not None else '') + '\n' + self.tree())

    def walk(self, root=None, into_rows=False):
        """All that is in a thing. What goes while one looks, such as a toast, is passed over."""
        return self.bus.gather(root or self.application, into_rows)

    def windows(self):
        """Asked for at once: GTK 4.8 answers a question for the nth window with a critical warning when one has gone since they were counted."""
        return self.application.get_children()

    def shows(self, thing):
        """Whether the thing can be seen. A page of a stack that was never in front has no size; what is hidden is not told at all."""
        return self.bus.sized([thing])[0] and thing.get_state_set().contains(Atspi.StateType.VISIBLE)

    def look_for_all(self, roles, root=None, into_rows=False):
        """Things of some roles, which may be one alone or None for any, with their names. That is one turn for all names instead of one each."""
        roles = {roles} if isinstance(roles, str) else roles
        things = [thing for thing in self.walk(root, into_rows) if roles is None or thing.get_role_name() in roles]
        return list(zip(things, self.bus.names(things)))

    def look(self, role, msgid=None, root=None, contains=None):
        wanted = translate(msgid) if msgid is not None else None
        for thing, name in self.look_for_all(role, root):
            if contains is not None and contains not in name:
                continue
            if wanted is not None and not is_named(name, wanted):
                continue
            try:
                if self.shows(thing):
                    return thing
            except Gone:
                continue
        return None

    def find(self, role, msgid=None, root=None, contains=None, patience=PATIENCE):
        what = f'{role or "something"} “{translate(msgid) if msgid else contains or ""}”'
        return self.wait(what, lambda: self.look(role, msgid, root, contains), patience)

    def tree(self, root=None):
        lines = []
        things = self.walk(root)
        for thing, name in zip(things, self.bus.names(things)):
            depth, above = 0, thing.above
            while above is not None:
                depth, above = depth + 1, above.above
            lines.append('  ' * depth + f'{self.bus.roles.get(thing.key)} “{name}”')
        return '\n'.join(lines)

    def text(self, thing):
        return thing.get_text()

    def rows(self, msgid):
        """The texts of the rows of a table that are there by now, as lists of cells."""
        table = self.find('tree table', msgid)
        body = self.wait('the rows', lambda: next((child for child in table.get_children() if child.get_role_name() == 'list'), None))
        rows = []
        for row in body.get_children()[:40]:
            cells = {cell: '' for cell in row.get_children()}
            for label, name in self.look_for_all('label', row, into_rows=True):
                cell = label
                while cell.above != row:
                    cell = cell.above
                cells[cell] = cells[cell] or ('' if TYPE_NAME.match(name) else name)
            rows.append(list(cells.values()))
        return rows

    def count(self, one, many):
        """The number that a label tells."""
        before, after = translate_number(one, many, 0).split('0')
        pattern = re.compile(re.escape(before) + '([0-9,]+)' + re.escape(after) + '$')
        for thing, name in self.look_for_all('label'):
            found = pattern.match(name)
            if found is not None and self.shows(thing):
                return int(found.group(1).replace(',', ''))
        return None

    def nameless(self, root=None):
        """Controls on the screen that a screen reader could not name."""
        found = []
        for thing, name in self.look_for_all(CONTROLS, root):
            if (name.strip() == '' or TYPE_NAME.match(name)) and name not in OWN_PARTS:
                try:
                    if self.shows(thing) and not self._is_part(thing):
                        found.append(f'{thing.get_role_name()} “{name}” in {self._place_of(thing)}')
                except Gone:
                    continue
        return found

    def _is_part(self, thing):
        """GTK's and Adwaita's own inner parts: the text inside an entry row, the buttons of a window, a drop-down's toggle."""
        parent = thing.above
        while parent is not None and parent.get_role_name() != 'application':
            name = parent.get_name() or ''
            if parent.get_role_name() in CONTROLS and name.strip() != '' and not TYPE_NAME.match(name):
                return True
            if name in ('AdwToastWidget', 'GtkWindowControls', 'GtkSearchBar', 'GtkFileChooserWidget'):
                return True
            if parent.get_role_name() in ('list item', 'table cell') and name.strip() != '' and not TYPE_NAME.match(name):
                return True
            parent = parent.above
        return False

    def _place_of(self, thing):
        names = []
        while thing is not None and thing.get_role_name() != 'application' and len(names) < 6:
            thing = thing.above
            if thing is not None:
                names.append(f'{thing.get_role_name()} “{thing.get_name()}”')
        return ' in '.join(names)

    # Acting

    def press(self, thing):
        """A button's own action, else a click in its middle."""
        if not thing.act('click', 'clicked', 'toggle'):
            self.click(thing)

    def press_button(self, msgid, root=None):
        button = self.wait(f'the button “{translate(msgid)}”', lambda: self._ready(self.look('push button', msgid, root)))
        self.press(button)

    def press_beside(self, text, msgid):
        """The button that stands together with a text, such as in a toast."""
        wanted = translate(text)  # or a text that is one already
        button = self.wait(f'the button “{translate(msgid)}” beside “{wanted}”', lambda: self._look_beside(wanted, msgid))
        self.press(button)

    def _look_beside(self, wanted, msgid):
        """What came last is what one looks for: toasts come after the places."""
        for label, name in reversed(self.look_for_all('label')):
            above = label.above
            for _ in range(3 if name == wanted else 0):
                button = self.look('push button', msgid, above)
                if button is not None:
                    return button
                above = above.above
        return None

    def _ready(self, thing):
        if thing is not None and thing.get_state_set().contains(Atspi.StateType.SENSITIVE):
            return thing
        return None

    def click(self, thing):
        x, y, width, height = thing.get_extents()
        assert width > 0 and height > 0, 'has no place on the screen'
        left, top = self._origin(thing)
        self._tool('mousemove', str(left + x + width // 2), str(top + y + height // 2))
        self._tool('click', '1')

    def _origin(self, thing):
        """Where the coordinates of the thing's window begin: GTK draws a frame around them."""
        window = thing
        while window.above is not None and window.above != self.application:
            window = window.above
        _, _, inner_width, inner_height = window.get_extents()
        for number in reversed(self._tool('search', '--onlyvisible', '--pid', str(self.process.pid)).split()):
            shape = dict(line.split('=') for line in self._tool('getwindowgeometry', '--shell', number).split() if '=' in line)
            name = self._tool('getwindowname', number).rstrip('\n')
            if name == window.get_name():
                return (int(shape['X']) + (int(shape['WIDTH']) - inner_width) // 2,
                        int(shape['Y']) + (int(shape['HEIGHT']) - inner_height) // 2)
        return 0, 0

    def write(self, thing, text):
        """Replaces what stands in an entry."""
        assert thing.set_text(text), 'the entry takes no text'

    def choose_file(self, path):
        """Types a path into GTK's file dialog: a slash opens the line for it. Without a window manager keys go to the window under
        the pointer, and every window stands in the corner."""
        self._tool('mousemove', '120', '120')
        entry = self.wait('the line for a path', self._open_path_line)
        self.write(entry, path)
        self.keys('Return')

    def _open_path_line(self):
        """The line is there when a file is saved; when one is opened, a slash brings it, once the dialog is there to take it."""
        there = False
        for thing, name in self.look_for_all(None):
            if PATH_LINE.match(name) and thing.get_role_name() == 'text' and self.shows(thing):
                return thing
            there = there or name == 'GtkFileChooserWidget' and self.shows(thing)
        if there:
            self.keys('slash')
        return None

    def keys(self, *names):
        """Presses keys, one after the other; "alt+Down" are two that somebody presses, and counts so."""
        for name in names:
            self.pressed += name.count('+') + 1
            self._tool('key', name)

    def lay_keys(self, layout, variant=''):
        """Another keyboard, such as one with kana on its keys."""
        subprocess.run(['setxkbmap', '-layout', layout, '-variant', variant], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def point(self, x, y):
        self._tool('mousemove', str(x), str(y))

    def place(self, name):
        """To one of the places, as somebody goes there who knows the keys. A key may be lost while a dialog goes, so it is pressed until it is heard."""
        index = PLACES.index(name)

        def is_there():
            self.keys(f'ctrl+{index + 1}')
            return self._front() in (None, index)
        self.wait(f'the place {name}', is_there)

    def _front(self):
        """(nullable) The number of the place in front, as the sidebar tells it where it is seen."""
        spoken = translate('Places', 'sidebar')
        sidebar = next((thing for thing, name in self.look_for_all('list') if name == spoken), None)
        rows = sidebar.get_children() if sidebar is not None else []
        return next((number for number, row in enumerate(rows) if row.get_state_set().contains(Atspi.StateType.SELECTED)), None)

    def type(self, text):
        self.pressed += len(text)
        self._tool('type', '--delay', '20', text)

    def picture(self, name):
        self.pictures += 1
        path = os.path.join(self.folder, f'{self.pictures:02d}-{name}.png')
        subprocess.run(['import', '-window', 'root', path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def _tool(self, *arguments):
        return subprocess.run(['xdotool', *arguments], capture_output=True, text=True, check=False).stdout


class Story:
    """Chapters in order, told as TAP. After a chapter that goes wrong the rest is not told: it would stand on nothing."""

    def __init__(self, desk_maker):
        self.desk_maker = desk_maker
        self.chapters = []

    def chapter(self, function):
        self.chapters.append(function)
        return function

    def tell(self):
        print(f'1..{len(self.chapters)}', flush=True)
        desk = None
        went_wrong = False
        for number, chapter in enumerate(self.chapters, 1):
            title = chapter.__name__.replace('_', ' ')
            if went_wrong:
                print(f'not ok {number} - {title}: the story had ended', flush=True)
                continue
            try:
                desk = desk or self.desk_maker()
                chapter(desk)
                print(f'ok {number} - {title}', flush=True)
            except Exception as error:
                went_wrong = True
                print(f'not ok {number} - {title}', flush=True)
                for line in str(error).splitlines():
                    print('# ' + line, flush=True)
                if desk is not None:
                    desk.picture('went-wrong')
        if desk is not None and desk.process.poll() is None:
            desk.close()
        return 1 if went_wrong else 0
