// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_NDJSON_READ_H
#define GROUNDBREAK_FORMAT_NDJSON_READ_H

#include <stdbool.h>
#include <stddef.h>

struct problem;

enum { LINE_BYTES_MAX = 1024 * 1024 };

/* Takes the texts of the wanted members of the object on that line, NULL for those that are absent
 * or null; false, with the problem, stops the reading. */
typedef bool line_take(
    void *context, size_t line, const char *const *values, struct problem *problem);

/* Lines of JSON objects that come piece by piece in UTF-8. A name such as "budget/amount" wants the
 * member of a member. Numbers come as they are written, of up to 15 digits where there is a
 * fraction; true and false as words. Blank lines are passed over. Refuses, with the line, what is
 * no JSON object, a member said twice, a wanted member that is a list or an object, a line over the
 * limit; and, at the end, a wanted member that no line has. */
struct line_rows;
bool line_rows_open(const char *const *names, size_t n_names, line_take *take, void *context,
    struct line_rows **ret_rows, struct problem *ret_problem);
void line_rows_close(struct line_rows *rows); /* NULL is fine */
bool line_rows_feed(
    struct line_rows *rows, const char *bytes, size_t length, struct problem *ret_problem);
bool line_rows_end(struct line_rows *rows, struct problem *ret_problem);

#endif
