# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""A real Japanese input method, fcitx5 with anthy, on the screen and the bus of a story."""

import os
import shutil
import subprocess
import time

# Where GTK looks for what an input method brings along.
FRONTEND = '/gtk-4.0/4.0.0/immodules/libim-fcitx5.so'
PATIENCE = 60
NEEDED = ('fcitx5', 'fcitx5-remote')
PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=anthy

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=anthy
Layout=

[GroupOrder]
0=Default
"""
# One switch for all fields, as on other systems.
CONFIG = """[Behavior]
ActiveByDefault=False
ShareInputState=All
"""
# What the window needs in its environment.
ENVIRONMENT = {'GTK_IM_MODULE': 'fcitx', 'XMODIFIERS': '@im=fcitx'}


def missing():
    """What is not there, or ''."""
    names = [name for name in NEEDED if shutil.which(name) is None]
    folders = [folder for folder in ('/usr/lib', *(f'/usr/lib/{name}' for name in os.listdir('/usr/lib') if name.endswith('-gnu')))
               if os.path.exists(folder + FRONTEND)]
    return ', '.join(names if folders else names + ['fcitx5-frontend-gtk4'])


class InputMethod:
    def __init__(self, folder):
        config = os.path.join(os.environ['XDG_CONFIG_HOME'], 'fcitx5')
        os.makedirs(config)
        for name, text in (('profile', PROFILE), ('config', CONFIG)):
            with open(os.path.join(config, name), 'w', encoding='utf-8') as file:
                file.write(text)
        with open(os.path.join(folder, 'input-method.log'), 'wb') as log:
            self.process = subprocess.Popen(['fcitx5', '--disable', 'notificationitem,clipboard,wayland,waylandim'],
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def get_state():
    """0: not there, 1: off, 2: on."""
    answer = subprocess.run(['fcitx5-remote'], capture_output=True, text=True, check=False).stdout.strip()
    return int(answer) if answer.isdigit() else 0


def turn(on):
    """Turns it on or off in the field that has the keyboard; it tells after a while."""
    end = time.monotonic() + PATIENCE
    while get_state() != (2 if on else 1):
        assert time.monotonic() < end, f'the input method does not become {"on" if on else "off"}'
        subprocess.run(['fcitx5-remote', '-o' if on else '-c'], check=False)
        time.sleep(0.1)
