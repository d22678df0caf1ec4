#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Runs a command on a display of its own, and passes on how it ended: in_display.py COMMAND …

The display is as large as the screens of the desks this program is for. Its output goes to a file, so that nothing that
outlives the command can hold a pipe of the test runner."""

import os
import subprocess
import sys
import tempfile

SCREEN = '1366x768x24'
SKIP = 77


def start_display(log):
    """Starts Xvfb and returns it with its number, once it answers."""
    read_end, write_end = os.pipe()
    # Without -noreset it starts anew whenever its last client leaves, and a client that comes then finds nothing.
    server = subprocess.Popen(
        ['Xvfb', '-displayfd', str(write_end), '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
        pass_fds=[write_end], stdout=log, stderr=log)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        return server, pipe.readline().strip()


def main(command):
    with tempfile.TemporaryDirectory() as folder, open(os.path.join(folder, 'log'), 'wb') as log:
        try:
            server, number = start_display(log)
        except FileNotFoundError:
            print('1..0 # SKIP Xvfb is not there')
            return SKIP

        runtime = os.path.join(folder, 'run')
        os.mkdir(runtime, 0o700)
        environment = dict(os.environ, DISPLAY=':' + number, GDK_BACKEND='x11', XDG_RUNTIME_DIR=runtime,
                           GTK_A11Y=os.environ.get('GTK_A11Y', 'none'))
        environment.pop('WAYLAND_DISPLAY', None)
        try:
            return subprocess.call(command, env=environment)
        finally:
            server.terminate()
            server.wait()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
