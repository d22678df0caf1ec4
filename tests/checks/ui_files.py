# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers

"""Every .ui file is sound XML, marks what people read as translatable, and gives no id twice."""

import re
import xml.etree.ElementTree as ElementTree

import house

READ = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'text', 'heading', 'body'}
# Letters of any script; a sign such as "：" or an icon's name stays as it is.
LETTERS = re.compile(r'[^\W\d_]{2,}')


def check(root):
    problems = []
    for path in house.files(root, '.ui'):
        try:
            tree = ElementTree.fromstring(house.read(root, path))
        except ElementTree.ParseError as error:
            problems.append(f'{path}: {error}')
            continue
        problems += judge(path, tree)
    return problems


def judge(path, tree):
    seen = set()
    for element in tree.iter():
        if element.tag == 'object' and element.get('id') is not None:
            if element.get('id') in seen:
                yield f'{path}: the id {element.get("id")} stands twice'
            seen.add(element.get('id'))
        if element.tag in ('property', 'attribute') and (element.get('name') or '').replace('_', '-') in READ:
            marked = element.get('translatable') == 'yes' or element.get('bind-source') is not None
            if not marked and LETTERS.search(element.text or ''):
                yield f'{path}: “{element.text}” is not marked as translatable'


if __name__ == '__main__':
    house.run(check)
