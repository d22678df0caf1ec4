/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Machihoken developers */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* A service on loopback in the test's own main context. It answers from a list; the last answer stays. */
typedef struct _MhMockService MhMockService;

typedef enum {
  MH_MOCK_ANSWER,
  MH_MOCK_CUT,   /* read the request, then close the connection */
  MH_MOCK_HANG,  /* read the request and say nothing */
} MhMockAct;

/* @certificate: (nullable): speaks TLS */
MhMockService *mh_mock_service_new         (GTlsCertificate *certificate);
void           mh_mock_service_free        (MhMockService   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MhMockService, mh_mock_service_free)

/* "http://127.0.0.1:40001" */
const char    *mh_mock_service_get_base    (MhMockService   *self);
guint16        mh_mock_service_get_port    (MhMockService   *self);

void           mh_mock_service_forget      (MhMockService   *self);
void           mh_mock_service_add         (MhMockService   *self,
                                            MhMockAct        act,
                                            guint            status,
                                            const char      *body,
                                            const char      *header,  /* (nullable) "name: value" */
                                            const char      *only_path);  /* (nullable) wait for this path */

guint          mh_mock_service_get_n_seen  (MhMockService   *self);
/* Of the request @index; a negative one counts from the last. */
const char    *mh_mock_service_get_path    (MhMockService   *self,
                                            int              index);
const char    *mh_mock_service_get_query   (MhMockService   *self,
                                            int              index);
const char    *mh_mock_service_get_method  (MhMockService   *self,
                                            int              index);
GBytes        *mh_mock_service_get_body    (MhMockService   *self,
                                            int              index);
const char    *mh_mock_service_get_header  (MhMockService   *self,
                                            int              index,
                                            const char      *name);

G_END_DECLS
