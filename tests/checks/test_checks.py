# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Machihoken developers
"""Each check finds a violation planted in a tree of its own, and is content with the same tree without it. Prints TAP."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import count_tests
import doc_paths
import help_words
import keys
import layers
import links
import names
import po
import style
import ui_files
import unix_includes
import versions

HEADER = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* SPDX-FileCopyrightText: The Machihoken developers */\n\n'


class Planted(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')

    def assert_finds(self, problems, *parts):
        """One problem, and it names what was planted."""
        problems = list(problems)
        self.assertEqual(len(problems), 1, problems)
        for part in parts:
            self.assertIn(part, problems[0])


class Layers(Planted):
    def setUp(self):
        super().setUp()
        self.write('src/core/mh-date.h', '')
        self.write('src/ui/common/mh-row.h', '')
        self.write('src/service/mh-refill.c', '#include "mh-date.h"\n#include <glib.h>\n')

    def test_downward_is_allowed(self):
        self.assertEqual(layers.check(self.root), [])

    def test_upward_include(self):
        self.write('src/core/mh-date.c', '#include "mh-date.h"\n#include "mh-row.h"\n')
        self.assert_finds(layers.check(self.root), 'src/core/mh-date.c:2', 'mh-row.h', 'ui')

    def test_sideways_include(self):
        self.write('src/net/mh-http.h', '')
        self.write('src/store/mh-table.c', '#  include "mh-http.h"\n')
        self.assert_finds(layers.check(self.root), 'src/store/mh-table.c:1')

    def test_sandbox_knows_no_store(self):
        self.write('src/store/mh-table.h', '')
        self.write('src/sandbox/main.c', '#include "mh-table.h"\n')
        self.assert_finds(layers.check(self.root), 'sandbox includes "mh-table.h" of store')

    def test_step_out_of_the_folder(self):
        self.write('src/ui/mh-window.c', '#include "../core/mh-date.h"\n')
        self.assert_finds(layers.check(self.root), 'steps out')

    def test_toolkit_below_the_window(self):
        self.write('src/service/mh-roster.c', '#include <gtk/gtk.h>\n')
        self.assert_finds(layers.check(self.root), '<gtk/gtk.h>')

    def test_two_headers_of_one_name(self):
        self.write('src/net/mh-date.h', '')
        self.assertIn('has a header of this name', layers.check(self.root)[0])

    def test_unknown_layer(self):
        self.write('src/misc/a.c', '')
        self.assert_finds(layers.check(self.root), 'src/misc is no layer')


class Links(unittest.TestCase):
    def test_window(self):
        self.assertEqual(list(links.judge('machihoken', 'libgtk-4.so.1 => x\nlibadwaita-1.so.0 => x')), [])
        self.assertEqual(len(list(links.judge('machihoken', 'libglib-2.0.so.0'))), 2)

    def test_terminal_links_toolkit(self):
        self.assertEqual(list(links.judge('machihokenctl', 'libsqlite3.so.0\nlibsecret-1.so.0')), [])
        self.assertEqual(len(list(links.judge('machihokenctl', 'libgtk-4.so.1 => x'))), 1)

    def test_sandbox_links_keyring(self):
        self.assertEqual(list(links.judge('machihoken-sandbox', 'libsoup-3.0.so.0 => x\nlibsqlite3.so.0 => x')), [])
        self.assertEqual(len(list(links.judge('machihoken-sandbox', 'libsecret-1.so.0 => x'))), 1)


class UnixIncludes(Planted):
    def test_outside_a_seam(self):
        for header in ('unistd.h', 'sys/stat.h', 'signal.h', 'fcntl.h', 'glib-unix.h', 'gio/gunixsocketaddress.h'):
            with self.subTest(header):
                self.write('src/db/mh-db.c', f'#include <glib.h>\n#include <{header}>\n')
                self.assert_finds(unix_includes.check(self.root, {}), 'src/db/mh-db.c:2', header)

    def test_seam_sandbox_and_tests_may(self):
        self.write('src/db/mh-file.c', '#include <unistd.h>\n')
        self.write('src/sandbox/main.c', '#include <glib-unix.h>\n')
        self.write('tests/sim/test-kill.c', '#include <signal.h>\n')
        self.assertEqual(unix_includes.check(self.root, {'src/db/mh-file.c': 'modes'}), [])

    def test_portable_headers_are_free(self):
        self.write('src/db/mh-db.c', '#include <glib/gstdio.h>\n#include <string.h>\n#include <gio/gio.h>\n')
        self.assertEqual(unix_includes.check(self.root, {}), [])

    def test_seam_that_needs_it_no_more(self):
        self.write('src/db/mh-file.c', '#include <glib.h>\n')
        self.assert_finds(unix_includes.check(self.root, {'src/db/mh-file.c': 'modes'}), 'src/db/mh-file.c')


class DocPaths(Planted):
    def setUp(self):
        super().setUp()
        for name in doc_paths.DOCUMENTS:
            self.write(name, '')
        self.write('src/core/mh-date.h', '')
        self.write('src/core/mh-date.c', '')

    def test_existing(self):
        self.write('README.md', 'See `src/core/`, `src/core/mh-date.{c,h}`, `mh-date.h`, `src/*/mh-date.c`, '
                   '`application/json`, `FILE.c` and `meson setup b`.\n')
        self.assertEqual(doc_paths.check(self.root), [])

    def test_missing(self):
        for text in ('`src/core/gone.c`', '`gone.md`', '    packaging/gone --now', '```\ntests/gone/x.c\n```',
                     '`src/core/mh-date.{c,ui}`', '`uncrustify -c gone.cfg`'):
            with self.subTest(text):
                self.write('HACKING.md', text + '\n')
                self.assert_finds(doc_paths.check(self.root), 'HACKING.md:', 'does not exist')

    def test_no_readme(self):
        (self.root / 'README.md').unlink()
        self.assert_finds(doc_paths.check(self.root), 'README.md is missing')


@unittest.skipIf(shutil.which('xgettext') is None or shutil.which('msgfmt') is None, 'gettext is not installed')
class Po(Planted):
    HEAD = ('msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"PO-Revision-Date: 2026-01-01 00:00+0900\\n"\n'
            '"Last-Translator: x\\n"\n"Language-Team: x\\n"\n"Language: ja\\n"\n"MIME-Version: 1.0\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n')
    SOURCE = 'char *f (int n) { return g_strdup_printf (_("%d places"), n); }\n'
    GOOD = '#, c-format\nmsgid "%d places"\nmsgstr "%d人分"\n'

    def judge(self, entries, potfiles='src/core/a.c\n', source=SOURCE):
        self.write('src/core/a.c', source)
        self.write('po/POTFILES.in', potfiles)
        self.write('po/ja.po', self.HEAD + entries)
        return po.check(self.root)

    def test_complete(self):
        self.assertEqual(self.judge(self.GOOD), [])

    def test_long_and_quoted_string_is_found(self):
        source = 'char *s = _("Say \\"yes\\"\\n" "or no");\n'
        self.assertEqual(self.judge('msgid ""\n"Say \\"yes\\"\\n"\n"or no"\nmsgstr "「はい」か\\n「いいえ」"\n', source=source), [])

    def test_missing_translation(self):
        self.assert_finds(self.judge(''), '%d places', 'no Japanese')

    def test_empty_translation(self):
        self.assert_finds(self.judge('#, c-format\nmsgid "%d places"\nmsgstr ""\n'), 'no Japanese')

    def test_fuzzy_translation(self):
        self.assert_finds(self.judge('#, fuzzy, c-format\nmsgid "%d places"\nmsgstr "%d人分"\n'), 'fuzzy')

    def test_copied_translation(self):
        self.assert_finds(self.judge('#, c-format\nmsgid "%d places"\nmsgstr "%d places"\n'), 'copied')

    def test_names_that_stay(self):
        self.assertEqual(self.judge('msgid "LINE"\nmsgstr "LINE"\n', source='char *s = _("LINE");\n'), [])

    def test_wrong_placeholder(self):
        problems = self.judge('#, c-format\nmsgid "%d places"\nmsgstr "%s人分"\n')
        self.assertTrue(problems and all(problem.startswith('msgfmt:') for problem in problems), problems)

    def test_string_cut_off_by_a_macro(self):
        source = 'char *f (gint64 n) { return g_strdup_printf (_("No %" G_GINT64_FORMAT "."), n); }\n'
        self.assert_finds(self.judge('msgid "No %"\nmsgstr "なし"\n', source=source), 'cut off')

    def test_file_missing_in_potfiles(self):
        self.assert_finds(self.judge(self.GOOD, potfiles=''), 'src/core/a.c has strings')

    def test_file_gone_from_tree(self):
        self.assert_finds(self.judge(self.GOOD, potfiles='src/core/a.c\nsrc/core/b.c\n'), 'src/core/b.c is not there')

    def test_string_of_a_ui_file(self):
        self.write('src/ui/a.ui', '<?xml version="1.0"?><interface><requires lib="gtk" version="4.8"/><object class="GtkLabel">'
                   '<property name="label" translatable="yes">Today</property></object></interface>\n')
        problems = self.judge(self.GOOD)
        self.assertEqual(len(problems), 2, problems)
        self.assertIn('src/ui/a.ui has strings', problems[0])
        self.assertIn('Today', problems[1])


class Style(Planted):
    def setUp(self):
        super().setUp()
        shutil.copy(Path(__file__).parents[2] / '.uncrustify.cfg', self.root)

    def source(self, body):
        self.write('src/core/a.c', HEADER + body)
        return style.check(self.root)

    def test_good(self):
        self.assertEqual(self.source('int\nf (int a)\n{\n  return a; /* goto is a word here */\n}\n'), [])

    def test_no_licence(self):
        self.write('src/core/a.h', '#pragma once\n')
        self.assert_finds(style.check(self.root), 'src/core/a.h', 'SPDX')

    def test_public_function_without_description(self):
        self.assert_finds(self.source('int\nmh_f (int a)\n{\n  return a;\n}\n'), 'no gtk-doc comment')
        self.assert_finds(self.source('/* Plain. */\nint\nmh_f (int a)\n{\n  return a;\n}\n'), 'no gtk-doc comment')
        self.assertEqual(self.source('/**\n * mh_f:\n * @a: a number\n *\n * Returns: it\n */\nint\nmh_f (int a)\n{\n  return a;\n}\n'), [])

    def test_goto(self):
        self.assert_finds(self.source('int\nf (int a)\n{\n  goto out;\nout:\n  return a;\n}\n'), 'no goto')

    def test_gchar(self):
        self.assert_finds(self.source('gchar *f (gint64 a);\n'), 'gchar')

    def test_unfinished(self):
        self.assert_finds(self.source('/* TO' + 'DO: the rest */\n'), 'src/core/a.c:4', 'unfinished')

    def test_long_function(self):
        body = '  a++;\n' * (style.LONGEST_FUNCTION + 1)
        self.assert_finds(self.source(f'void\nlong_one (int a)\n{{\n{body}}}\n'), 'long_one has')

    def test_main_gi18n_in_a_library(self):
        self.assert_finds(self.source('#include <glib/gi18n.h>\n'), 'gi18n-lib')

    @unittest.skipIf(shutil.which('uncrustify') is None, 'uncrustify is not installed')
    def test_layout(self):
        self.assert_finds(self.source('int f(int a) { return a; }\n'), 'src/core/a.c', 'uncrustify')


class HelpWords(Planted):
    def judge(self, page='「予約する」を押し、「名簿」を開きます。\n> one\n', contents='one\n'):
        self.write('po/ja.po', 'msgid ""\nmsgstr ""\n\nmsgid "_Book"\nmsgstr "予約する(_B)"\n\nmsgid "Roster (F8)"\nmsgstr "名簿（F8）"\n')
        self.write('data/help/ja/contents.txt', '; in order\n' + contents)
        self.write('data/help/ja/one.txt', '# 題\n' + page)
        return help_words.check(self.root)

    def test_true(self):
        self.assertEqual(self.judge(), [])
        self.assertEqual(self.judge('『はい』と答えます。\n; 「ない」\n'), [])

    def test_not_said(self):
        self.assert_finds(self.judge('「予約」を押します。\n'), 'one.txt:2', '「予約」')

    def test_leads_nowhere(self):
        self.assert_finds(self.judge('> two\n'), 'one.txt:2', 'two')

    def test_contents(self):
        self.assert_finds(self.judge(contents='one\nmore\n'), 'more')
        self.assert_finds(self.judge(contents=''), 'one')
        self.assert_finds(self.judge(contents='one\none\n'), 'twice')


class Keys(Planted):
    def judge(self, source='', table='  { "day", "day.book", NULL, "<Control>n", N_("Book"), NULL },\n  { "app", "app.quit", NULL, "F2", N_("End"), NULL },\n'):
        self.write('src/ui/common/mh-keys.c', table)
        self.write('src/ui/a.c', 'mh_keys_bind (klass, "day", NULL);\n'
                   'gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);\n' + source)
        return keys.check(self.root)

    def test_true(self):
        self.assertEqual(self.judge('x = _("Book (Ctrl+N)"); y = _("End（F2）"); z = _("older (Shift_JIS)");\n'), [])

    def test_past_the_table(self):
        self.assert_finds(self.judge('gtk_widget_class_add_binding_action (klass, GDK_KEY_F3, 0, "win.search", NULL);\n'), 'src/ui/a.c:3')
        self.assert_finds(self.judge('gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "day.leave",\n  NULL);\n'), 'src/ui/a.c:3')
        self.assert_finds(self.judge('gtk_application_set_accels_for_action (self, "app.quit", quit);\n'), 'src/ui/a.c:3')

    def test_named_in_vain(self):
        self.assert_finds(self.judge('x = _("Book (Ctrl+B)");\n'), 'src/ui/a.c:3', 'Ctrl+B')
        self.assert_finds(self.judge('x = _("Book（F9）");\n'), 'F9')

    def test_nobody_binds(self):
        self.assert_finds(self.judge(table='  { "day", "a.b", NULL, "F1", N_("A"), NULL },\n  { "night", "c.d", NULL, "F2", N_("C"), NULL },\n'), 'night')
        self.assert_finds(self.judge(table=''), 'no keys of day')


class Names(Planted):
    def test_planted(self):
        for text in ('x = "/work/me/a"', 'prefix=/home/me/x', "open ('/tmp/b-x/y')", 'see https://pypi.org/simple'):
            with self.subTest(text):
                self.write('packaging/x', text + '\n')
                self.assert_finds(names.check(self.root), 'packaging/x:1')

    def test_harmless(self):
        self.write('packaging/x', 'src/net/work/a, tests/tmp/a, $TMPDIR/x, https://api.line.me/v2, /usr/bin/python3\n')
        self.write('data/x.png', 'x')
        self.assertEqual(names.check(self.root), [])


class Versions(Planted):
    def judge(self, meson='1.2.0', news='1.2.0 (2026-01-02)', metainfo='version="1.2.0" date="2026-01-02"'):
        self.write('meson.build', f"project('x', 'c',\n  version: '{meson}',\n)\n")
        self.write('NEWS', f'Version {news}\n====\n')
        self.write(versions.METAINFO, f'<releases><release {metainfo}/></releases>\n')
        return versions.check(self.root)

    def test_agree(self):
        self.assertEqual(self.judge(), [])

    def test_differ(self):
        self.assert_finds(self.judge(meson='1.3.0'), '1.3.0')
        self.assert_finds(self.judge(metainfo='version="1.2.0" date="2026-01-03"'), '2026-01-03')
        self.assert_finds(self.judge(news='soon'), 'names no version')


class UiFiles(Planted):
    def judge(self, body):
        self.write('src/ui/a.ui', f'<?xml version="1.0"?>\n<interface>{body}</interface>\n')
        return ui_files.check(self.root)

    def test_good(self):
        self.assertEqual(self.judge('<object class="GtkLabel" id="a"><property name="label" translatable="yes">Today</property>'
                                    '</object><object class="GtkImage"><property name="icon-name">x-y</property></object>'), [])

    def test_untranslated(self):
        self.assert_finds(self.judge('<property name="tooltip-text">Search</property>'), 'Search')
        self.assert_finds(self.judge('<property name="tooltip_text">さがす</property>'), 'さがす')

    def test_broken(self):
        self.assert_finds(self.judge('<object>'), 'mismatched tag')

    def test_id_twice(self):
        self.assert_finds(self.judge('<object id="a"/><object id="a"/>'), 'stands twice')


class CountTests(Planted):
    def count(self, *tests):
        self.write('testlog.json', ''.join(json.dumps({'name': 'x', 'result': result, 'stdout': stdout}) + '\n'
                                           for result, stdout in tests))
        return count_tests.count([self.root / 'testlog.json'])

    def test_programs_without_tap(self):
        self.assertEqual(self.count(('OK', ''), ('FAIL', ''), ('TIMEOUT', ''), ('SKIP', ''), ('ERROR', 'ok so far')), (1, 3, 1))

    def test_subtests(self):
        self.assertEqual(self.count(('OK', '1..3\nok 1 /a\nok 2 /b # SKIP no bus\nok 3 /c\n')), (2, 0, 1))
        self.assertEqual(self.count(('FAIL', 'ok 1 /a\nnot ok 2 /b\n1..2\n')), (1, 1, 0))

    def test_program_that_died(self):
        self.assertEqual(self.count(('FAIL', '1..3\nok 1 /a\n')), (1, 1, 0))
        self.assertEqual(self.count(('ERROR', '1..3\n')), (0, 1, 0))

    def test_leak_after_the_last_subtest(self):
        self.assertEqual(self.count(('ERROR', '1..1\nok 1 /a\n')), (1, 1, 0))

    def test_log_that_is_missing(self):
        self.assertEqual(count_tests.count([self.root / 'gone.json']), (0, 1, 0))


class InstallPackages(Planted):
    """With a dpkg-query that knows one package and an apt-get that only writes down what it was asked."""

    SCRIPT = Path(__file__).parents[2] / 'packaging' / 'install-packages'

    def run_script(self, wanted, query=True, user=0, sudo=False, status=0):
        self.write('list', wanted)
        stubs = {'apt-get': 'echo "$@" >>"$LOG"', 'id': f'echo {user}'}
        if sudo:
            stubs['sudo'] = 'echo sudo >>"$LOG"; exec "$@"'
        if query:
            stubs['dpkg-query'] = 'case "$*" in *" gcc") echo installed;; *" gone") echo not-installed;; *) exit 1;; esac'
        for name in ('env', 'bash', 'sed', 'mktemp', 'rm', 'tail'):
            (self.root / 'bin').mkdir(exist_ok=True)
            target = self.root / 'bin' / name
            if not target.exists():
                target.symlink_to(shutil.which(name))
        for name, body in stubs.items():
            self.write(f'bin/{name}', f'#!{shutil.which("bash")}\n{body}\n')
            (self.root / 'bin' / name).chmod(0o755)
        log = self.root / 'log'
        answer = subprocess.run([shutil.which('bash'), str(self.SCRIPT), str(self.root / 'list')], capture_output=True, text=True,
                                check=False, env={**os.environ, 'PATH': str(self.root / 'bin'), 'LOG': str(log)})
        self.assertEqual(answer.returncode, status, answer.stderr)
        return answer.stdout + answer.stderr, log.read_text() if log.exists() else ''

    def test_nothing_missing(self):
        self.assertEqual(self.run_script('# heading\n\ngcc   # compiler\n'), ('', ''))

    def test_only_what_is_missing(self):
        output, asked = self.run_script('gcc # compiler\ngone # reason\nnever-heard-of\n')
        self.assertIn('2 packages: gone never-heard-of', output)
        self.assertTrue(asked.splitlines()[0].endswith('update'), asked)
        self.assertTrue(asked.splitlines()[1].endswith('install --no-install-recommends gone never-heard-of'), asked)

    def test_another_user_than_root(self):
        output, asked = self.run_script('gone\n', user=1000, status=1)
        self.assertIn('as root', output)
        self.assertEqual(asked, '')
        output, asked = self.run_script('gone\n', user=1000, sudo=True)
        self.assertEqual(asked.splitlines()[0], 'sudo')

    def test_not_debian(self):
        output, asked = self.run_script('gcc\n', query=False)
        self.assertIn('not Debian', output)
        self.assertEqual(asked, '')


class Tap(unittest.TestResult):
    """Prints one TAP line for each test."""

    def __init__(self):
        super().__init__()
        self.wrong = None
        print(f'1..{SUITE.countTestCases()}')

    def startTest(self, test):
        super().startTest(test)
        self.wrong = None

    def stopTest(self, test):
        super().stopTest(test)
        name = test.id().removeprefix('__main__.')
        if self.wrong is not None and self.wrong.startswith('# SKIP'):
            print(f'ok {self.testsRun} {name} {self.wrong}')
        elif self.wrong is not None:
            print(f'not ok {self.testsRun} {name}')
            print('\n'.join('# ' + line for line in self.wrong.splitlines()))
        else:
            print(f'ok {self.testsRun} {name}')

    def addError(self, test, err):
        super().addError(test, err)
        self.wrong = self.errors[-1][1]

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.wrong = self.failures[-1][1]

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.wrong = (self.failures or self.errors)[-1][1]

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.wrong = f'# SKIP {reason}'


if __name__ == '__main__':
    SUITE = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    sys.exit(0 if SUITE.run(Tap()).wasSuccessful() else 1)
