// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_EMBEDDED_H
#define GROUNDBREAK_BASE_EMBEDDED_H

#include <stddef.h>

/* A file that the build put into the program (see src/embed.py). */
struct embedded {
    const char *name;  /* without its folder */
    const char *bytes; /* and a NUL behind them */
    size_t length;
    const char *checksum; /* SHA-256 of the file, in hexadecimal */
};

extern const struct embedded embedded_migrations[]; /* by name, ended by one without a name */
extern const struct embedded embedded_session[];    /* SQL that each reading connection runs */
extern const struct embedded embedded_registers[];
extern const struct embedded embedded_profiles[];
extern const struct embedded embedded_openapi[];
extern const struct embedded embedded_pages[]; /* compressed by gzip */
extern const struct embedded embedded_docs[];  /* so too; Swagger UI only where it could be had */

#endif
