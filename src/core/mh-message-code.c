/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#define G_LOG_DOMAIN "mh-message-code"

#include "mh-message-code.h"

#include <string.h>

/* A prime number of characters, so that the check finds each wrong one and any two that changed places. */
static const char alphabet[] = "0123456789CEFHJKMPRTWXY";

#define N_CHARACTERS (sizeof alphabet - 1)
#define N_CHANCE     (MH_MESSAGE_CODE_LENGTH - 1)

G_STATIC_ASSERT (sizeof alphabet - 1 == 23);

/* What is not in the alphabet and taken for something in it, by eye or by ear. */
static const struct {
  char typed;
  char meant;
} alike[] = {
  { 'O', '0' }, { 'Q', '0' }, { 'D', '0' }, { 'I', '1' }, { 'L', '1' }, { 'Z', '2' }, { 'S', '5' }, { 'G', '6' }, { 'B', '8' },
  { 'N', 'M' }, { 'V', 'Y' },
};

static char
find_meant (char typed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alike); i++)
    if (alike[i].typed == typed)
      return alike[i].meant;

  return typed;
}

/* The last character makes the sum of places times values a multiple of 23. */
static char
check_character (const char *code)
{
  gsize sum = 0;

  for (gsize i = 0; i < N_CHANCE; i++)
    sum += (i + 2) * (gsize) (strchr (alphabet, code[i]) - alphabet);

  return alphabet[(N_CHARACTERS - sum % N_CHARACTERS) % N_CHARACTERS];
}

/**
 * mh_message_code_make:
 * @random: chance
 *
 * Returns: (transfer full): a code; one of 279,840, never five zeros
 */
char *
mh_message_code_make (MhRandom *random)
{
  char code[MH_MESSAGE_CODE_LENGTH + 1] = "";

  g_return_val_if_fail (MH_IS_RANDOM (random), NULL);

  do {
    for (gsize i = 0; i < N_CHANCE; i++)
      code[i] = alphabet[mh_random_below (random, N_CHARACTERS)];
  } while (strspn (code, "0") == N_CHANCE);
  code[N_CHANCE] = check_character (code);

  return g_strdup (code);
}

/**
 * mh_message_code_read:
 * @text: (nullable): what somebody reads out or types
 *
 * Returns: (transfer full) (nullable): the code as it is kept, or %NULL when @text is no code or its check does not hold
 */
char *
mh_message_code_read (const char *text)
{
  g_autofree char *plain = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_NFKC) : NULL;
  char code[MH_MESSAGE_CODE_LENGTH + 1] = "";
  gsize n = 0;

  for (const char *at = plain; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (g_unichar_isspace (c) || c == '-' || c == 0x30fc || c == 0x2212 || c == 0x2010)  /* ー − ‐ */
      continue;
    if (c >= 0x80 || n == MH_MESSAGE_CODE_LENGTH)
      return NULL;

    code[n] = find_meant (g_ascii_toupper ((char) c));
    if (strchr (alphabet, code[n]) == NULL)
      return NULL;
    n++;
  }

  return n == MH_MESSAGE_CODE_LENGTH && code[N_CHANCE] == check_character (code) ? g_strdup (code) : NULL;
}
