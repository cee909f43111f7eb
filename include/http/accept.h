// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_HTTP_ACCEPT_H
#define GROUNDBREAK_HTTP_ACCEPT_H

#include <stdbool.h>

/* How much an Accept header (RFC 9110, 12.5.1) wants a media type ("text/csv", without
 * parameters), in thousandths: its most specific range decides, 0 is refused. NULL wants all. */
unsigned accept_media(const char *header, const char *media_type);

/* How much an Accept-Encoding header (RFC 9110, 12.5.3) wants a content coding: 0 where it is
 * neither named nor covered by "*". NULL wants none but identity. */
unsigned accept_coding(const char *header, const char *coding);

/* Whether an If-None-Match header (RFC 9110, 13.1.2) has the entity tag, quotes included. */
bool accept_tag(const char *header, const char *tag);

#endif
