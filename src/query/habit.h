// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_HABIT_H
#define GROUNDBREAK_QUERY_HABIT_H

#include <stddef.h>

/* Which of `names` a parameter is that people type from habit with other APIs, or NULL; case and
 * marks do not matter: "$orderby", "orderBy" and "order_by" are one, and mean "sort". */
const char *habit_parameter(const char *name, const char *const *names, size_t n_names);

/* The same of an operator: "ilike" is "contains". */
const char *habit_operator(const char *name, const char *const *names, size_t n_names);

/* Which of `names` is meant by the first part of a name, as name_en is by "name", or by what stands
 * in brackets, as category is by "filter[category]"; NULL for none. */
const char *habit_column(const char *name, const char *const *names, size_t n_names);

#endif
