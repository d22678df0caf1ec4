# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""What a program tells screen readers, over their bus and many questions at a time.

The library of the screen readers asks one question after the other and four for each thing; a window has two thousand. Here all that can be
asked at once is asked at once, and what cannot change of a thing is asked once in its life."""

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE, ACTION, COMPONENT, EDITABLE, TEXT, VALUE = (
    'org.a11y.atspi.' + name for name in ('Accessible', 'Action', 'Component', 'EditableText', 'Text', 'Value'))
PROPERTIES = 'org.freedesktop.DBus.Properties'
ROOT = '/org/a11y/atspi/accessible/root'
# A machine with much to do answers late.
PATIENCE_MS = 30000
# Whoever looks for something does not read the whole register.
MOST_CHILDREN = 400
# They have nothing in them.
LEAVES = {'label', 'image', 'icon', 'separator'}
IN_WINDOW = GLib.Variant('(u)', (1,))


class Gone(Exception):
    """What was there may be gone between two questions."""


class Bus:
    """A connection to the bus of the screen readers."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None, Gio.DBusCallFlags.NONE,
                                    PATIENCE_MS).unpack()[0]
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.context = GLib.MainContext.default()
        self.pending = 0
        self.late = False
        self.roles = {}
        self.tables = {}

    def send(self, thing, interface, method, arguments, answered):
        """@answered is called with the answer, or with None where there is none, during listen()."""
        def answered_cb(connection, result):
            self.pending -= 1
            try:
                answer = connection.call_finish(result).unpack()
            except GLib.Error as error:
                answer = None
                self.late = self.late or error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT)
            answered(answer)
        self.pending += 1
        self.connection.call(thing.sender, thing.path, interface, method, arguments, None, Gio.DBusCallFlags.NONE, PATIENCE_MS, None, answered_cb)

    def listen(self):
        """Waits until nothing is open any more."""
        while self.pending > 0:
            self.context.iteration(True)
        late, self.late = self.late, False
        if late:
            raise Gone('the program gave no answer in time')

    def ask_all(self, things, interface, method, arguments=None):
        """The same question to many; (element-type nullable): the answers in the order of @things."""
        answers = [None] * len(things)
        for i, thing in enumerate(things):
            self.send(thing, interface, method, arguments, lambda answer, i=i: answers.__setitem__(i, answer))
        self.listen()
        return answers

    def ask(self, thing, interface, method, arguments=None):
        answer = self.ask_all([thing], interface, method, arguments)[0]
        if answer is None:
            raise Gone(f'{method} of {thing.path}')
        return answer

    def properties(self, things, name, interface=ACCESSIBLE):
        return [answer and answer[0] for answer in self.ask_all(things, PROPERTIES, 'Get', GLib.Variant('(ss)', (interface, name)))]

    def names(self, things):
        return [name or '' for name in self.properties(things, 'Name')]

    def descriptions(self, things):
        return [text or '' for text in self.properties(things, 'Description')]

    def texts(self, things):
        """What can be read in each, which is nothing for most things."""
        counts = self.properties(things, 'CharacterCount', TEXT)
        answers = {}
        for i, count in enumerate(counts):
            if count:
                self.send(things[i], TEXT, 'GetText', GLib.Variant('(ii)', (0, count)), lambda answer, i=i: answers.__setitem__(i, answer))
        self.listen()
        return [(answers.get(i) or ('',))[0] for i in range(len(things))]

    def sized(self, things):
        """Whether each has a place in its window. A page that was never in front has none; what is no widget needs none."""
        return [answer is None or (answer[0][2] > 0 and answer[0][3] > 0)
                for answer in self.ask_all(things, COMPONENT, 'GetExtents', IN_WINDOW)]

    def find_program(self, pid):
        """(nullable) The program of a process."""
        registry = Thing(self, 'org.a11y.atspi.Registry', ROOT)
        daemon = Thing(self, 'org.freedesktop.DBus', '/')
        for sender, path in self.ask(registry, ACCESSIBLE, 'GetChildren')[0]:
            if self.ask(daemon, 'org.freedesktop.DBus', 'GetConnectionUnixProcessID', GLib.Variant('(s)', (sender,)))[0] == pid:
                return Thing(self, sender, path)
        return None

    def gather(self, root, into_rows=True):
        """All that is in a thing and itself, from the top down; the rows of tables only where they are asked for."""
        inside = {}

        def enter(thing):
            key = thing.key
            role = self.roles.get(key)
            if role is None:
                self.send(thing, ACCESSIBLE, 'GetRole', None, lambda answer: role_told(thing, answer))
            elif role == 'list' and key not in self.tables and not into_rows:
                self.send(thing, PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, 'Name')), lambda answer: name_told(thing, answer))
            elif role not in LEAVES and (into_rows or not self.tables.get(key)):
                self.send(thing, ACCESSIBLE, 'GetChildren', None, lambda answer: children_told(thing, answer))

        def role_told(thing, answer):
            if answer is not None:
                self.roles[thing.key] = Atspi.role_get_name(answer[0])
                enter(thing)

        def name_told(thing, answer):
            if answer is not None:
                self.tables[thing.key] = 'ColumnListView' in answer[0]
                enter(thing)

        def children_told(thing, answer):
            if answer is not None:
                inside[thing.key] = [Thing(self, sender, path, thing) for sender, path in answer[0][:MOST_CHILDREN]]
                for child in inside[thing.key]:
                    enter(child)

        enter(root)
        self.listen()
        return list(in_order(root, inside))


def in_order(root, inside):
    yield root
    for child in inside.get(root.key, ()):
        yield from in_order(child, inside)


class States(frozenset):
    def contains(self, state):
        return int(state) in self


class Thing:
    """One thing that is spoken of: a window, a button, a row. Whatever it is asked it answers as of now, but for its role, which stays."""

    __slots__ = ('bus', 'sender', 'path', 'above')

    def __init__(self, bus, sender, path, above=None):
        self.bus = bus
        self.sender = sender
        self.path = path
        self.above = above  # (nullable): what it was found in

    @property
    def key(self):
        return self.sender, self.path

    def __eq__(self, other):
        return isinstance(other, Thing) and self.key == other.key

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return f'{self.bus.roles.get(self.key)} {self.path}'

    def get_name(self):
        return self._get('Name')

    def get_description(self):
        return self._get('Description')

    def get_role_name(self):
        if self.key not in self.bus.roles:
            self.bus.roles[self.key] = Atspi.role_get_name(self.bus.ask(self, ACCESSIBLE, 'GetRole')[0])
        return self.bus.roles[self.key]

    def get_state_set(self):
        low, high = self.bus.ask(self, ACCESSIBLE, 'GetState')[0]
        bits = low | high << 32
        return States(i for i in range(64) if bits >> i & 1)

    def get_children(self):
        return [Thing(self.bus, sender, path, self) for sender, path in self.bus.ask(self, ACCESSIBLE, 'GetChildren')[0]]

    def get_child_count(self):
        return self._get('ChildCount')

    def get_child_at_index(self, i):
        return Thing(self.bus, *self.bus.ask(self, ACCESSIBLE, 'GetChildAtIndex', GLib.Variant('(i)', (i,)))[0], self)

    def get_extents(self):
        """x, y, width and height in its window, in pixels."""
        return self.bus.ask(self, COMPONENT, 'GetExtents', IN_WINDOW)[0]

    def get_text(self):
        return self.bus.texts([self])[0]

    def set_text(self, text):
        return self.bus.ask(self, EDITABLE, 'SetTextContents', GLib.Variant('(s)', (text,)))[0]

    def set_value(self, value):
        self.bus.ask(self, PROPERTIES, 'Set', GLib.Variant('(ssv)', (VALUE, 'CurrentValue', GLib.Variant('d', value))))

    def act(self, *names):
        """Does the first of its actions that has one of the names; whether it has one."""
        count = self.bus.properties([self], 'NActions', ACTION)[0] or 0
        for i in range(count):
            number = GLib.Variant('(i)', (i,))
            if self.bus.ask(self, ACTION, 'GetName', number)[0] in names:
                return self.bus.ask(self, ACTION, 'DoAction', number)[0]
        return False

    def _get(self, name):
        return self.bus.ask(self, PROPERTIES, 'Get', GLib.Variant('(ss)', (ACCESSIBLE, name)))[0]
