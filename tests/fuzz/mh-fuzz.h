/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <stddef.h>
#include <stdint.h>

/* What a target gives to libFuzzer: called with one input after the other, any bytes at all. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
