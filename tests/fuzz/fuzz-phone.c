/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

/* Any text as a telephone number: what is read is digits, and what is shown is read as the same number. */

#include <string.h>

#include "mh-fuzz.h"
#include "mh-phone.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  const char *area_code;
  MhPhone phone, again;

  if (size == 0)
    return 0;

  text = g_utf8_make_valid ((const char *) data + 1, (gssize) size - 1);
  area_code = data[0] & 1 ? "0158" : NULL;
  phone = mh_phone_read (text, area_code);
  g_assert_cmpuint (strspn (phone.digits, "0123456789"), ==, strlen (phone.digits));
  g_assert_true ((phone.kind == MH_PHONE_INVALID) == (phone.digits[0] == '\0'));
  if (phone.kind == MH_PHONE_INVALID)
    return 0;

  shown = mh_phone_format (phone.digits, area_code);
  again = mh_phone_read (shown, area_code);
  g_assert_cmpstr (again.digits, ==, phone.digits);
  g_assert_cmpint (again.kind, ==, phone.kind);

  return 0;
}
