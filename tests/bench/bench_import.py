# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""How long it takes to import a resident list, beside two things that do less: sqlite3 reading the same columns into a table with two indexes, and a
script that only makes characters, birth dates and telephone numbers plain.

    bench_import.py MACHIHOKENCTL [ROWS…]

The file is made up, CP932, as the town's systems write it. Figures are of one run each on this computer; the ratios are what can be
compared. Built for release, or it measures the wrong thing."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEAD = ('宛名番号', '世帯番号', '氏名', '氏名カナ', '生年月日', '性別', '郵便番号', '住所', '方書', '行政区', '電話番号', '携帯番号')
COLUMNS = ('number', 'household', 'name', 'kana', 'birth', 'sex', 'postal', 'address', 'extra', 'district', 'phone', 'mobile')
FAMILY = (('佐藤', 'ｻﾄｳ'), ('髙橋', 'ﾀｶﾊｼ'), ('渡邉', 'ﾜﾀﾅﾍﾞ'), ('山﨑', 'ﾔﾏｻﾞｷ'), ('斉藤', 'ｻｲﾄｳ'), ('工藤', 'ｸﾄﾞｳ'), ('阿部', 'ｱﾍﾞ'), ('濵田', 'ﾊﾏﾀﾞ'),
          ('德永', 'ﾄｸﾅｶﾞ'), ('長谷川', 'ﾊｾｶﾞﾜ'))
GIVEN = (('花子', 'ﾊﾅｺ'), ('太郎', 'ﾀﾛｳ'), ('ショウ', 'ｼﾖｳ'), ('美津子', 'ﾐﾂﾞｺ'), ('一', 'ﾊｼﾞﾒ'), ('彩', 'ｱﾔ'), ('健一郎', 'ｹﾝｲﾁﾛｳ'), ('さくら', 'ｻｸﾗ'))
ERAS = (('明治', 1868), ('大正', 1912), ('昭和', 1926), ('平成', 1989), ('令和', 2019))

PLAIN = r'''
import csv, re, sys, unicodedata
ERA = {'明治': 1867, '大正': 1911, '昭和': 1925, '平成': 1988, '令和': 2018}
DAY = re.compile(r'(明治|大正|昭和|平成|令和)(元|\d+)年(\d+)月(\d+)日')
n = 0
with open(sys.argv[1], encoding='cp932', newline='') as file:
    for row in csv.reader(file):
        row = [unicodedata.normalize('NFKC', cell) for cell in row]
        found = DAY.match(row[4])
        if found:
            year = 1 if found[2] == '元' else int(found[2])
            row[4] = '%04d-%02d-%02d' % (ERA[found[1]] + year, int(found[3]), int(found[4]))
        row[10] = re.sub(r'\D', '', row[10])
        row[11] = re.sub(r'\D', '', row[11])
        n += 1
'''


def birth(chance):
    year = chance.choices((1915, 1935, 1955, 1975, 1995, 2015), (1, 12, 25, 22, 18, 12))[0] + chance.randrange(10)
    name, first = [era for era in ERAS if era[1] <= year - 1][-1]
    of_era = year - first + 1
    return f'{name}{"元" if of_era == 1 else of_era}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日'


def write_list(path, rows):
    chance = random.Random(rows)
    lines = [','.join(HEAD)]
    for i in range(rows):
        family, given = chance.choice(FAMILY), chance.choice(GIVEN)
        phone = f'0158-29-{chance.randint(1000, 9999)}' if chance.random() < 0.8 else ''
        mobile = f'090-{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}' if chance.random() < 0.5 else ''
        lines.append(','.join((
            f'{i + 1:010}', f'{i // 2 + 1:010}', f'{family[0]}　{given[0]}', f'{family[1]} {given[1]}', birth(chance), chance.choice('男女'),
            f'099-55{chance.randint(1, 99):02}', f'滝上町字{chance.choice("一二三四五")}番地{chance.randint(1, 99)}－{chance.randint(1, 20)}',
            chance.choice(('', '', '', 'コーポ滝１０１号')), chance.choice(('元町', '緑町', '栄町', '旭町')), phone, mobile)))
    path.write_bytes(('\r\n'.join(lines) + '\r\n').encode('cp932'))


def measure(argv, **more):
    """(seconds, peak kB) of a process; whatever fails ends the bench."""
    started = time.monotonic()
    process = subprocess.Popen([str(word) for word in argv], stdout=subprocess.DEVNULL, **more)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f'{argv[0]} ended with {process.returncode}')
    return time.monotonic() - started, usage.ru_maxrss


def measure_ours(ctl, root, path):
    # The list stands as the office leaves it: without a desktop's keyring.
    env = dict(os.environ, SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=str(root / 'keyring'), SECRET_FILE_TEST_PASSWORD='bench')
    program = [ctl, '--data', root / 'town', '--operator', 'bench', '--json']
    measure([*program, 'init', '--practice', '--residents', 0], env=env)
    measure([*program, 'config', 'set', 'town.area-code', '0158'], env=env)
    first = measure([*program, 'import', 'residents', path], env=env)
    again = measure([*program, 'import', 'residents', path], env=env)
    found = subprocess.run([*map(str, program), 'find', '', '--limit', '1'], env=env, capture_output=True, text=True, check=True)
    if not json.loads(found.stdout):
        raise SystemExit('nobody was imported')
    return first, again


def measure_sqlite(root, path):
    if shutil.which('sqlite3') is None or shutil.which('iconv') is None:
        return None
    table = ', '.join(f'{column} TEXT' for column in COLUMNS)
    script = (f"iconv -f CP932 -t UTF-8 '{path}' | sqlite3 '{root / 'plain.db'}' 'CREATE TABLE resident ({table})' "
              "'CREATE UNIQUE INDEX by_number ON resident (number)' 'CREATE INDEX by_kana ON resident (kana)' "
              "'.mode csv' '.import --skip 1 /dev/stdin resident'")
    return measure(['sh', '-c', script])


def bench(ctl, rows):
    with tempfile.TemporaryDirectory(prefix='machihoken-bench-') as folder:
        root = Path(folder)
        path = root / 'list.csv'
        write_list(path, rows)
        first, again = measure_ours(ctl, root, path)
        plain = measure([sys.executable, '-c', PLAIN, path])
        sqlite = measure_sqlite(root, path)
        print(f'{rows} rows, {path.stat().st_size // 1024} kB: first import {first[0]:.2f} s ({rows / first[0]:.0f} rows a second, '
              f'{first[1] // 1024} MB at most), unchanged again {again[0]:.2f} s')
        print(f'  again / first: {again[0] / first[0]:.2f}')
        print(f'  first / script of characters, dates and numbers ({plain[0]:.2f} s): {first[0] / plain[0]:.2f}')
        if sqlite is not None:
            print(f'  first / iconv | sqlite3 .import ({sqlite[0]:.2f} s): {first[0] / sqlite[0]:.2f}')


def main():
    for rows in sys.argv[2:] or ('2500', '30000', '100000'):
        bench(sys.argv[1], int(rows))


if __name__ == '__main__':
    main()
