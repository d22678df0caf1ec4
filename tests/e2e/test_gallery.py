# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Every place as it looks on small and large screens, with large text, dark, with high contrast and in English: pictures for people, in the build
folder. What a program can tell is told: that all of it opens, and that each control has a name."""

import calendar
import os
import subprocess
import sys

from desk import PLACES, Desk, Story, translate

FOLDER = os.environ['FOLDER']
NOW = calendar.timegm((2026, 11, 3, 0, 5, 0)) * 1000  # a day of the practice town, 9:05 in Japan
TITLES = {'today': ('Today', 'place'), 'residents': ('Residents', None), 'appointments': ('Appointments', None), 'broadcasts': ('Broadcasts', 'place'),
          'reception': ('Reception', None), 'preferences': ('Preferences', None)}
# Name: width, height, what the desktop's settings say, environment.
LOOKS = {
    'usual': (1366, 768, '', {}),
    # 125 %: the desktop's own font has 10 points here.
    'large-text': (1366, 768, 'gtk-font-name=Sans 12.5\n', {}),
    'large-screen': (1920, 1080, '', {}),
    'dark': (1366, 768, '', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}),
    'high-contrast': (1366, 768, '', {'ADW_DEBUG_HIGH_CONTRAST': '1'}),
    'english': (1366, 768, '', {'LANGUAGE': 'en'}),
}


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def open_look(name):
    width, height, settings, environment = LOOKS[name]
    config = os.path.join(FOLDER, 'config-' + name)
    write(os.path.join(config, 'gtk-4.0', 'settings.ini'), '[Settings]\n' + settings)
    write(os.path.join(config, 'glib-2.0', 'settings', 'keyfile'),
          f'[io/github/machihoken/Machihoken]\nwindow-width={width}\nwindow-height={height}\n')
    write(os.path.join(config, 'machihoken', 'user.ini'), '[user]\nname=保健 花子\n')
    return Desk(FOLDER, [sys.argv[1], '--practice', '--data', os.path.join(FOLDER, 'town'), '--clock', os.path.join(FOLDER, 'clock')],
                dict({'MACHIHOKEN_BINDIR': os.path.join(FOLDER, 'bin'), 'XDG_CONFIG_HOME': config, 'GSETTINGS_BACKEND': 'keyfile'}, **environment))


def open_practice_town():
    programs = os.path.join(FOLDER, 'bin')
    os.makedirs(programs)
    for path, name in zip(sys.argv[1:3], ('machihoken', 'machihoken-sandbox')):
        os.symlink(path, os.path.join(programs, name))
    write(os.path.join(FOLDER, 'clock'), str(NOW))
    return open_look('usual')


story = Story(open_practice_town)


def settle(desk, title):
    """Until the place is in front, and two looks see the same."""
    seen = [None]

    def same():
        seen.append([thing.get_name() for thing in desk.walk()])
        return seen[-1].count(title) > 1 and seen[-1] == seen[-2]
    desk.wait('the place to settle: ' + title, same)


def take(look, place):
    width, height = LOOKS[look][:2]
    subprocess.run(['import', '-window', 'root', '-crop', f'{width}x{height}+0+0', '+repage', os.path.join(FOLDER, f'{look}-{place}.png')],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def look_around(desk, look):
    # Out of the way, or what lies beneath tells its tooltip.
    subprocess.run(['xdotool', 'mousemove', '1919', '1079'], check=True)
    for place in PLACES:
        title = TITLES[place][0] if look == 'english' else translate(*TITLES[place])
        desk.place(place)
        settle(desk, title)
        take(look, place)


@story.chapter
def the_practice_town_is_made(desk):
    desk.find('label', 'Practice town: nothing is really sent, nobody is real', patience=120)
    desk.find('list', 'Days at hand')


@story.chapter
def every_control_of_every_place_has_a_name(desk):
    for place in PLACES:
        desk.place(place)
        settle(desk, translate(*TITLES[place]))
        nameless = desk.nameless()
        assert not nameless, f'{place}, without a name: ' + '; '.join(nameless)


@story.chapter
def each_place_as_usual(desk):
    look_around(desk, 'usual')
    assert desk.quit() == 0, 'the program ended in disorder'


def tell_look(look):
    def each_place(desk):
        other = open_look(look)
        look_around(other, look)
        assert other.quit() == 0, 'the program ended in disorder'
    each_place.__name__ = 'each_place_' + look.replace('-', '_')
    story.chapter(each_place)


for one in list(LOOKS)[1:]:
    tell_look(one)


if __name__ == '__main__':
    sys.exit(story.tell())
