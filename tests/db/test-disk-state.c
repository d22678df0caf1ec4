/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "test-disk-state"

#include "mh-disk-state.h"

#include <glib/gstdio.h>

#include "mh-test-utils.h"

#define HOME "/haus/hanako/machihoken/town"

/* A computer: its mounts, and per device what its /sys folder holds: "8:1=" nothing, "254:0=CRYPT-LUKS2-…", "254:1>8:2" lies on it. */
typedef struct {
  const char *name;
  const char *mounts;
  const char *devices;
  MhDiskState expected;
} Computer;

static const Computer computers[] = {
  { "plain", "25 1 8:1 / / rw - ext4 /dev/sda1 rw", "8:1=", MH_DISK_PLAIN },
  { "encrypted", "25 1 254:0 / / rw - ext4 /dev/mapper/root rw", "254:0=CRYPT-LUKS2-0123-root", MH_DISK_ENCRYPTED },
  { "a volume on an encrypted disk", "25 1 254:1 / / rw - ext4 /dev/mapper/vg-root rw",
    "254:1=LVM-abc|254:1>254:0|254:0=CRYPT-LUKS2-0123-pv|254:0>8:2|8:2=", MH_DISK_ENCRYPTED },
  { "a volume on a plain disk", "25 1 254:1 / / rw - ext4 /dev/mapper/vg-root rw", "254:1=LVM-abc|254:1>8:2|8:2=", MH_DISK_PLAIN },
  { "a mirror with one plain half", "25 1 9:0 / / rw - ext4 /dev/md0 rw", "9:0=|9:0>254:0|9:0>8:2|254:0=CRYPT-LUKS2-0123-a|8:2=",
    MH_DISK_PLAIN },
  { "only the homes encrypted", "25 1 8:1 / / rw - ext4 /dev/sda1 rw\n26 25 254:0 / /haus rw shared:1 - ext4 /dev/mapper/home rw",
    "8:1=|254:0=CRYPT-PLAIN-home", MH_DISK_ENCRYPTED },
  { "another folder encrypted", "25 1 8:1 / / rw - ext4 /dev/sda1 rw\n26 25 254:0 / /haus/han rw - ext4 /dev/mapper/x rw",
    "8:1=|254:0=CRYPT-PLAIN-x", MH_DISK_PLAIN },
  { "mounted over", "25 1 254:0 / / rw - ext4 /dev/mapper/root rw\n26 25 8:1 / / rw - ext4 /dev/sda1 rw",
    "8:1=|254:0=CRYPT-LUKS2-0123-root", MH_DISK_PLAIN },
  { "a network drive", "25 1 8:1 / / rw - ext4 /dev/sda1 rw\n26 25 0:44 / /haus rw - nfs4 server:/home rw", "8:1=", MH_DISK_UNKNOWN },
  { "a folder that is encrypted by itself", "25 1 0:50 / / rw - ecryptfs /x rw", "", MH_DISK_ENCRYPTED },
  { "a circle", "25 1 254:0 / / rw - ext4 /dev/mapper/x rw", "254:0=LVM-x|254:0>254:0", MH_DISK_UNKNOWN },
  { "rubbish", "25 1\n\nrubbish", "", MH_DISK_UNKNOWN },
  { "no mounts", NULL, "", MH_DISK_UNKNOWN },
};

static void
write_file (const char *folder,
            const char *name,
            const char *contents)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

/* Slaves are links in /sys; a folder that is the device's own is as good, and a circle needs a link. */
static void
build_device (const char *root,
              const char *word)
{
  g_auto (GStrv) lies_on = g_strsplit (word, ">", 2);
  g_auto (GStrv) is = g_strsplit (word, "=", 2);
  g_autofree char *device = g_build_filename (root, "sys", "dev", "block", lies_on[1] != NULL ? lies_on[0] : is[0], NULL);
  g_autofree char *dm = g_build_filename (device, "dm", NULL);
  g_autofree char *slaves = g_build_filename (device, "slaves", NULL);

  g_assert_cmpint (g_mkdir_with_parents (device, 0700), ==, 0);
  if (lies_on[1] != NULL) {
    g_autofree char *link = g_build_filename (slaves, lies_on[1], NULL);
    g_autofree char *target = g_build_filename (root, "sys", "dev", "block", lies_on[1], NULL);
    g_autoptr (GFile) file = g_file_new_for_path (link);
    g_autoptr (GError) error = NULL;

    g_mkdir_with_parents (slaves, 0700);
    g_file_make_symbolic_link (file, target, NULL, &error);
    g_assert_no_error (error);
  } else if (*is[1] != '\0') {
    write_file (dm, "uuid", is[1]);
  }
}

static void
test_computer (gconstpointer data)
{
  const Computer *computer = data;
  g_autofree char *root = mh_test_make_dir ();
  g_autofree char *proc = g_build_filename (root, "proc", "self", NULL);
  g_auto (GStrv) devices = g_strsplit (computer->devices, "|", -1);

  if (computer->mounts != NULL)
    write_file (proc, "mountinfo", computer->mounts);
  for (guint i = 0; devices[i] != NULL; i++)
    build_device (root, devices[i]);

#ifdef __linux__
  g_assert_cmpint (mh_disk_state_of (HOME, root), ==, computer->expected);
#else
  g_assert_cmpint (mh_disk_state_of (HOME, root), ==, MH_DISK_UNKNOWN);
#endif
  mh_test_remove_dir (root);
}

/* Whatever this computer is, it can be asked. */
static void
test_here (void)
{
  MhDiskState state = mh_disk_state_of (g_get_home_dir (), NULL);

  g_test_message ("here: %d", state);
  g_assert_cmpint (state, <=, MH_DISK_ENCRYPTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (computers); i++) {
    g_autofree char *path = g_strconcat ("/db/disk-state/", computers[i].name, NULL);

    g_test_add_data_func (path, &computers[i], test_computer);
  }
  g_test_add_func ("/db/disk-state/of-this-computer", test_here);

  return g_test_run ();
}
