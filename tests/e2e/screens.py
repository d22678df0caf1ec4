# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Which screens the window has, as its sources tell, and which of them a story has met. A screen that nobody walks is found so.

Several stories share the walk, to be told at once: each owns some of the sources and fails where it misses a screen of them. What no other owns belongs to
the last, so none belongs to nobody."""

import os
import re
from fnmatch import fnmatch
from pathlib import Path

from desk import bare, translate

UI = Path(os.environ['MH_SOURCE_ROOT']) / 'src' / 'ui'
# What of a type's parents makes it a screen or a part of one; rows are met with the list that they stand in.
DECLARED = re.compile(r'G_DECLARE_FINAL_TYPE\s*\(\s*(Mh\w+),[^)]*?,\s*'
                      r'(AdwWindow|AdwApplicationWindow|GtkWindow|GtkWidget|AdwBin|AdwPreferencesGroup|AdwPreferencesPage|MhPersonSection)\s*\)')
TITLE = re.compile(r'(?:"title", |set_title \([^;]*?)_\("([^"]+)"\)')
TEMPLATE_TITLE = re.compile(r'\n    <property name="title" translatable="yes">([^<]+)<')
# What is asked in a window of its own: the heading stands in the call.
QUESTION = re.compile(r'(?:mh_dialogs_(?:ask|choose|text)_async \(|make_form \(|form_window_new \([^,;]+,)[^,;{]+,\s*_\("([^"]+)"\)')
# Whose sources are whose, from the top: patterns of paths below src/ui.
PARTS = {
    'residents': ('residents/*', 'today/*', '*/mh-day-entry*', '*/mh-export-*'),
    'days': tuple(f'appointments/mh-{name}*' for name in (
        'assign-', 'blackout-', 'call-off-', 'cohort-', 'day', 'dose-rules-', 'draw-', 'early-', 'effect-', 'items-', 'move-', 'places-', 'programme-',
        'rehearsal-', 'session-dialog', 'stretch-')),
    'appointments': ('appointments/*',),
    'broadcasts': tuple(f'broadcasts/mh-{name}*' for name in (
        'audience', 'hand-pick-', 'message-preview', 'numbers-', 'reminders-', 'sms-', 'templates-', 'test-', 'words-')),
    'window': ('*',),
}


def sources_of(part, pattern):
    """The sources that a part of the walk owns."""
    def owner(path):
        name = path.relative_to(UI).as_posix()
        return next(other for other, patterns in PARTS.items() if any(fnmatch(name, one) for one in patterns))
    return [path for path in sorted(UI.rglob(pattern)) if owner(path) == part]


def find_types(part):
    """Each type of a screen, with the titles by which it can be told where it has one."""
    types = {}
    for header in sources_of(part, '*.h'):
        for name, parent in DECLARED.findall(header.read_text(encoding='utf-8')):
            source, template = header.with_suffix('.c'), header.with_suffix('.ui')
            titles = TITLE.findall(source.read_text(encoding='utf-8'))
            if template.exists():
                titles += TEMPLATE_TITLE.findall(template.read_text(encoding='utf-8'))
            types[name] = titles
    return types


def find_questions(part):
    found = set()
    for source in sources_of(part, '*.c'):
        found |= set(QUESTION.findall(source.read_text(encoding='utf-8')))
    return found


class Screens:
    """What was met so far of all screens."""

    def __init__(self):
        self.types = {part: find_types(part) for part in PARTS}
        self.questions = {part: find_questions(part) for part in PARTS}
        self.met = set()

    def meet(self, names):
        """@names are what a screen reader speaks of all that is on the screen. GTK tells the type where nobody has given a name."""
        spoken = {bare(name) for name in names}
        for part in PARTS:
            self.met |= {name for name, titles in self.types[part].items()
                         if name in spoken or any(bare(translate(title)) in spoken for title in titles)}
            self.met |= {question for question in self.questions[part] if bare(translate(question)) in spoken}

    def judge(self, part, exceptions):
        """@exceptions: what need not be met by any part, and why."""
        known = {other: set(self.types[other]) | self.questions[other] for other in PARTS}
        missed = sorted(known[part] - self.met - set(exceptions))
        assert not missed, f'the story of {part} does not walk through ' + '; '.join(missed)
        idle = sorted(name for name in exceptions if name in self.met or not any(name in names for names in known.values()))
        assert not idle, 'is walked, or is not there: ' + '; '.join(idle)
