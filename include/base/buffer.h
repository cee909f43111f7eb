// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_BUFFER_H
#define GROUNDBREAK_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that grow up to `limit`. When memory or the limit is reached the buffer is marked failed
 * and takes no more, so a writer checks once, at its end. */
struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
    size_t limit;
    bool failed;
};

void buffer_init(struct buffer *buffer, size_t limit);
void buffer_add(struct buffer *buffer, const char *bytes, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char c);

/* Adds `length` bytes, more than none, that the caller writes at once; NULL when the buffer failed.
 */
char *buffer_extend(struct buffer *buffer, size_t length);

void buffer_integer(struct buffer *buffer, int64_t value);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The bytes as a NUL-terminated string that the buffer goes on owning, or NULL when it failed. */
const char *buffer_string(struct buffer *buffer);

/* Gives the bytes away: the caller frees them. NULL when the buffer failed or is empty. */
char *buffer_take(struct buffer *buffer, size_t *ret_length);

/* For __attribute__((cleanup(buffer_free))). */
void buffer_free(struct buffer *buffer);

#endif
