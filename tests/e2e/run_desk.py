#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Runs a story about the real window: run_desk.py STORY.py FOLDER PROGRAM …

The story gets a screen of its own, a session bus of its own with an unlocked keyring, and an empty home. What it and the programs
print goes to files in FOLDER, where its pictures are too: a keyring daemon may outlive the bus and would hold a pipe for ever."""

import os
import re
import shutil
import subprocess
import sys

SCREEN = '1366x768x24'
# What needs more room than an office PC of today has.
LARGE_SCREENS = {'test_gallery.py': '1920x1080x24'}
SKIP = 77
TROUBLE_LINES = 60
TOLD = re.compile(r'1\.\.\d|ok |not ok |#')
# The daemon reads the password of the new keyring from its standard input, then stays.
SESSION = 'printf %s desk | gnome-keyring-daemon --unlock --components=secrets >"$FOLDER/keyring.log" 2>&1; exec "$@"'


def start_screen(folder, story):
    read_end, write_end = os.pipe()
    with open(os.path.join(folder, 'screen.log'), 'wb') as log:
        screen = subprocess.Popen(
            ['Xvfb', '-displayfd', str(write_end), '-screen', '0', LARGE_SCREENS.get(os.path.basename(story), SCREEN), '-nolisten', 'tcp', '-noreset'],
            pass_fds=[write_end], stdout=log, stderr=log)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        return screen, pipe.readline().strip()


def make_environment(folder, number):
    home = os.path.join(folder, 'home')
    for name in ('run', 'data', 'config', 'cache'):
        os.makedirs(os.path.join(home, name), 0o700)
    environment = dict(os.environ, FOLDER=folder, DISPLAY=':' + number, GDK_BACKEND='x11', HOME=home,
                       XDG_RUNTIME_DIR=os.path.join(home, 'run'), XDG_DATA_HOME=os.path.join(home, 'data'),
                       XDG_CONFIG_HOME=os.path.join(home, 'config'), XDG_CACHE_HOME=os.path.join(home, 'cache'))
    for name in ('WAYLAND_DISPLAY', 'GTK_A11Y', 'DBUS_SESSION_BUS_ADDRESS', 'AT_SPI_BUS_ADDRESS'):
        environment.pop(name, None)
    # A warning ends the window, but not the story or the daemons of the session.
    environment['WINDOW_DEBUG'] = environment.pop('G_DEBUG', '')
    return environment


def main(story, folder, *programs):
    needed = ('Xvfb', 'dbus-run-session', 'gnome-keyring-daemon', 'xdotool', 'import')
    missing = [name for name in needed if shutil.which(name) is None]
    if missing:
        print('1..0 # SKIP not there: ' + ', '.join(missing))
        return SKIP

    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    screen, number = start_screen(folder, story)
    output = os.path.join(folder, 'story.log')
    try:
        with open(output, 'wb') as log:
            code = subprocess.call(['dbus-run-session', '--', 'sh', '-c', SESSION, 'sh', '/usr/bin/python3', '-B', story,
                                    # Meson names programs relative to a build folder inside the sources.
                                    *map(os.path.abspath, programs)],
                                   env=make_environment(folder, number), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    finally:
        screen.terminate()
        screen.wait()
    # The daemons of the session write into the same file.
    with open(output, encoding='utf-8', errors='replace') as log:
        told = [line for line in log if TOLD.match(line)]
    sys.stdout.writelines(told)
    if code != 0:
        tell_trouble(folder, told)
    return code


def tell_trouble(folder, told):
    """Who runs the tests shows what they write to the error stream and keeps the rest in a file of the machine they ran on."""
    trouble = [line for line in told if line.startswith(('#', 'not ok'))][:TROUBLE_LINES]
    with open(os.path.join(folder, 'window.log'), encoding='utf-8', errors='replace') as log:
        trouble += ['window: ' + line for line in log.readlines()[-TROUBLE_LINES:]]
    sys.stderr.writelines(trouble)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
