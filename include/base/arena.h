// SPDX-License-Identifier: Apache-2.0
/* base/: memory, text, time and faults; what every other room stands on. */
#ifndef GROUNDBREAK_BASE_ARENA_H
#define GROUNDBREAK_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/* Memory that is released as a whole: a request's, a document's. Nothing taken from an arena is
 * freed on its own. An arena never holds more than `limit` bytes. */
struct arena {
    struct arena_block *blocks;
    size_t reserved;
    size_t limit;
};

/* An empty arena; takes no memory until the first arena_alloc. */
void arena_init(struct arena *arena, size_t limit);

/* `size` zeroed bytes, aligned for any type, or NULL where the limit or the machine's memory is
 * reached. */
void *arena_alloc(struct arena *arena, size_t size);

/* A NUL-terminated copy of `length` bytes, or NULL as arena_alloc. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* printf into the arena; NULL as arena_alloc. */
char *arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vformat(struct arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Forgets everything, and keeps a block of memory for what comes next: for what is done row by row.
 */
void arena_clear(struct arena *arena);

/* Releases everything; the arena may be used again. For __attribute__((cleanup(arena_free))). */
void arena_free(struct arena *arena);

#endif
