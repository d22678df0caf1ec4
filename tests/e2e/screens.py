# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Which screens the window has, as its sources tell, and which of them a story has met. A screen that nobody walks is found so."""

import os
import re
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


def find_types():
    """Each type of a screen, with the titles by which it can be told where it has one."""
    types = {}
    for header in sorted(UI.rglob('*.h')):
        for name, parent in DECLARED.findall(header.read_text(encoding='utf-8')):
            source, template = header.with_suffix('.c'), header.with_suffix('.ui')
            titles = TITLE.findall(source.read_text(encoding='utf-8'))
            if template.exists():
                titles += TEMPLATE_TITLE.findall(template.read_text(encoding='utf-8'))
            types[name] = titles
    return types


def find_questions():
    found = set()
    for source in UI.rglob('*.c'):
        found |= set(QUESTION.findall(source.read_text(encoding='utf-8')))
    return found


class Screens:
    """What was met so far."""

    def __init__(self):
        self.types = find_types()
        self.questions = find_questions()
        self.met = set()

    def meet(self, names):
        """@names are what a screen reader speaks of all that is on the screen. GTK tells the type where nobody has given a name."""
        spoken = {bare(name) for name in names}
        self.met |= {name for name, titles in self.types.items()
                     if name in spoken or any(bare(translate(title)) in spoken for title in titles)}
        self.met |= {question for question in self.questions if bare(translate(question)) in spoken}

    def judge(self, exceptions):
        """@exceptions: what need not be met, and why."""
        known = set(self.types) | self.questions
        missed = sorted(known - self.met - set(exceptions))
        assert not missed, 'nobody walks through ' + '; '.join(missed)
        idle = sorted(name for name in exceptions if name not in known or name in self.met)
        assert not idle, 'is walked, or is not there: ' + '; '.join(idle)
