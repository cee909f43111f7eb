// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_FILE_H
#define GROUNDBREAK_COMMAND_FILE_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct problem;

/* Reads the whole file, or standard input for "-", up to the buffer's limit. */
bool file_bytes(const char *path, struct buffer *out, struct problem *ret_problem);

/* Reads the file's first line, such as a secret, without its end, and a NUL behind it. */
bool file_line(const char *path, struct buffer *out, struct problem *ret_problem);

/* Writes the file whole or not at all: under another name, to the disk, then renamed; a link leads
 * to the file that is written. What is no regular file, such as /dev/stdout, is written to as it
 * is. */
bool file_replace(const char *path, const char *bytes, size_t length, struct problem *ret_problem);

/* Writes to a descriptor, all of it. */
bool bytes_write(int fd, const char *bytes, size_t length);

#endif
