# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""meson.build, NEWS and the metainfo agree on the version and on the day of its release."""

import re

import house

METAINFO = 'data/io.github.machihoken.Machihoken.metainfo.xml.in'


def first(pattern, text):
    found = re.search(pattern, text, re.MULTILINE)
    return found.groups() if found is not None else None


def check(root):
    meson = first(r"^\s*version: '([^']+)'", house.read(root, 'meson.build'))
    news = first(r'\AVersion (\S+) \((\S+)\)', house.read(root, 'NEWS'))
    metainfo = first(r'<release version="([^"]+)" date="([^"]+)"', house.read(root, METAINFO))
    if meson is None or news is None or metainfo is None:
        return ['meson.build, NEWS or the metainfo names no version']
    problems = []
    if meson[0] != news[0]:
        problems.append(f'meson.build says {meson[0]}, NEWS {news[0]}')
    if news != metainfo:
        problems.append(f'NEWS says {" of ".join(news)}, the metainfo {" of ".join(metainfo)}')
    return problems


if __name__ == '__main__':
    house.run(check)
