// SPDX-License-Identifier: Apache-2.0
/* A question put to a resource as a client would write it, and what became of it; no database. */
#ifndef GROUNDBREAK_TESTS_QUESTION_H
#define GROUNDBREAK_TESTS_QUESTION_H

#include "base/arena.h"
#include "base/problem.h"
#include "http/target.h"
#include "query/query.h"
#include "query/statement.h"
#include "resources/resources.h"

struct question {
    struct arena arena;
    struct problem problem;
    struct target target;
    struct column_unit units[COLUMNS_MAX]; /* CNY, until question_units */
    struct query_context context;
    struct query query;
    struct statement statement;
};

/* Begins a question and ends it; in between it may be asked any number of times, and what the time
 * before gave is then gone. */
void question_init(struct question *question);
void question_free(struct question *question);

/* Says that the figures of every column have that unit (NULL for none), or several. */
void question_units(struct question *question, const char *unit, bool mixed);

/* Asks for the query, printf's way: "limit=%d". Whether it was understood; else see `problem`. */
bool question_ask(struct question *question, const struct resource *resource, const char *format,
    ...) __attribute__((format(printf, 3, 4)));

/* The same with one parameter, name and value written as they are and encoded here. */
bool question_filter(struct question *question, const struct resource *resource, const char *name,
    const char *value);

/* The one fault of a question that was refused: it must have this code and name this parameter. */
const struct fault *question_fault(
    const struct question *question, const char *parameter, const char *code);

/* The SQL of a question that was understood: its list, where that takes several statements the
 * stretch'th of them, or its count. */
const char *question_list(struct question *question);
const char *question_stretch(struct question *question, size_t stretch);
const char *question_count(struct question *question);

/* What may be named in a filter: columns, and the parts of figures. */
struct filter_name {
    const struct resource *resource;
    const struct column *column;
    char text[80];
    enum column_type type;
};

/* A value that the filter takes with an operator that fits. */
const char *good_value(const struct filter_name *name, enum operator op);

/* Calls `each` with every filter that any resource has. */
void filter_names_each(void (*each)(const struct filter_name *name));

#endif
