# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""The processes of a simulation: desks on one database file, the sandbox, and the clock that all of them read."""

import http.client
import json
import os
import select
import signal
import subprocess
import time
from pathlib import Path

# Longer than any command can take, even where the machine is busy.
PATIENCE = 60


class Died(Exception):
    """A process ended that nobody had killed: what it left on its standard error."""


class Clock:
    """Milliseconds since 1970 UTC in a file that is replaced as a whole."""

    def __init__(self, path, now):
        self.path = Path(path)
        self.went_back = False
        self.set(now)

    def set(self, now):
        self.now = now
        fresh = self.path.with_suffix('.new')
        fresh.write_text(f'{now}\n')
        os.replace(fresh, self.path)

    def advance(self, ms):
        self.set(self.now + ms)

    def set_back(self, ms):
        self.went_back = True
        self.set(self.now - ms)


class Process:
    """A program that answers each line with a line of JSON."""

    def __init__(self, arguments, error_path):
        self.error_path = error_path
        with open(error_path, 'w') as error_file:
            self.child = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=error_file)
        self.rest = b''
        self.hello = self.read()

    def read(self, patience=PATIENCE):
        """The next answer; None where none comes in time."""
        until = time.monotonic() + patience
        while b'\n' not in self.rest:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.child.stdout], [], [], left)[0]:
                return None
            some = os.read(self.child.stdout.fileno(), 65536)
            if not some:
                raise Died(Path(self.error_path).read_text(errors='replace'))
            self.rest += some
        line, self.rest = self.rest.split(b'\n', 1)
        return json.loads(line)

    def end(self):
        """As its user would; what it says then is its leaks."""
        self.child.stdin.close()
        if self.child.wait(PATIENCE) != 0:
            raise Died(Path(self.error_path).read_text(errors='replace'))
        self.child.stdout.close()


class Desk(Process):
    """One process on the database."""

    def __init__(self, number, program, database, clock):
        self.arguments = [program, str(database), str(clock.path)]
        self.number = number
        self.busy = None
        super().__init__(self.arguments, f'{database}.desk-{number}')

    def begin(self, command):
        self.busy = command
        self.child.stdin.write(command.encode() + b'\n')
        self.child.stdin.flush()

    def end_command(self, patience=PATIENCE):
        answer = self.read(patience)
        if answer is not None:
            self.busy = None
        elif patience == PATIENCE:
            raise Died(f'no answer to “{self.busy}”')
        return answer

    def kill(self):
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        self.child.stdin.close()
        self.child.stdout.close()

    def restart(self):
        self.__init__(self.number, self.arguments[0], Path(self.arguments[1]), ClockFile(self.arguments[2]))


class ClockFile:
    def __init__(self, path):
        self.path = path


class Sandbox(Process):
    """LINE and the SMS service, with the journal of what residents got."""

    def __init__(self, program, directory, clock):
        self.journal = Path(directory) / 'journal'
        self.journal.touch()
        super().__init__([program, '--port', '0', '--journal', str(self.journal), '--clock', str(clock.path),
                          '--exit-with-stdin'], f'{directory}/sandbox')
        self.port = self.hello['port']
        self.offset = 0

    def post(self, what, **values):
        self.request('POST', what, json.dumps(values))

    def request(self, method, what, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=PATIENCE)
        connection.request(method, f'/_sandbox/{what}', body, {'Content-Type': 'application/json'})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        if answer.status != 200:
            raise Died(f'the sandbox answered {answer.status} to {what} {body}')

    def settle(self):
        """Waits until what a killed process had put on the wire has arrived."""
        for _ in range(2):
            self.post('fault', spec='500:0')
            time.sleep(0.002)

    def size(self):
        return self.journal.stat().st_size

    def read_journal(self):
        """What has been accepted since the last time."""
        with open(self.journal, 'rb') as file:
            file.seek(self.offset)
            text = file.read()
        end = text.rfind(b'\n') + 1
        self.offset += end
        return [json.loads(line) for line in text[:end].splitlines()]
