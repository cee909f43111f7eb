// SPDX-License-Identifier: Apache-2.0
#include "stretch.h"

#include "condition.h"

/* A resource's own key is never null. */
static bool is_nullable(const struct query *query, size_t key)
{
    return query->sort[key].column != resource_column(query->resource, query->resource->key);
}

size_t stretch_list(const struct query *query, struct stretch ret_stretches[static STRETCHES_MAX])
{
    size_t n = 0;
    if (!query->mark) {
        ret_stretches[0] = (struct stretch){STRETCH_WHOLE, 0};
        return 1;
    }
    for (size_t key = query->n_sort; key-- > 0;) {
        bool null = query->mark[key].type == CELL_NULL;
        if (!null)
            ret_stretches[n++] = (struct stretch){STRETCH_BEYOND, key};
        else if (query->backward)
            ret_stretches[n++] = (struct stretch){STRETCH_VALUED, key};
        if (!null && !query->backward && is_nullable(query, key))
            ret_stretches[n++] = (struct stretch){STRETCH_NULL, key};
    }
    return n;
}

static bool is_descending(const struct query *query, size_t key)
{
    return query->sort[key].descending != query->backward;
}

static void key_condition(
    struct builder *builder, const struct query *query, size_t key, const char *comparison)
{
    sort_expression(builder, query->sort[key].column);
    buffer_text(&builder->sql, comparison);
    parameter_add(builder, &query->mark[key]);
}

static void key_test(
    struct builder *builder, const struct query *query, size_t key, const char *test)
{
    sort_expression(builder, query->sort[key].column);
    buffer_text(&builder->sql, test);
}

void stretch_condition(
    struct builder *builder, const struct query *query, const struct stretch *stretch)
{
    if (stretch->kind == STRETCH_WHOLE)
        return;
    buffer_text(&builder->sql, is_conditional(query) ? " AND " : " WHERE ");
    for (size_t key = 0; key < stretch->key; key++) {
        if (query->mark[key].type == CELL_NULL)
            key_test(builder, query, key, " IS NULL");
        else
            key_condition(builder, query, key, " = ");
        buffer_text(&builder->sql, " AND ");
    }
    /* A date's first day is an expression, for which SQLite takes NOT NULL for no range. */
    const char *valued =
        query->sort[stretch->key].column->type == COLUMN_DATE ? " >= ''" : " IS NOT NULL";
    if (stretch->kind == STRETCH_BEYOND)
        key_condition(
            builder, query, stretch->key, is_descending(query, stretch->key) ? " < " : " > ");
    else
        key_test(builder, query, stretch->key, stretch->kind == STRETCH_NULL ? " IS NULL" : valued);
}

/* Nulls come last whatever the direction, and so first on the way back. Where there are none it is
 * not said: an engine may then take an index as it stands. */
void stretch_order(
    struct builder *builder, const struct query *query, const struct stretch *stretch)
{
    const char *joint = " ORDER BY ";
    for (size_t key = stretch->key + (stretch->kind == STRETCH_NULL); key < query->n_sort; key++) {
        bool whole = stretch->kind == STRETCH_WHOLE || key > stretch->key;
        buffer_text(&builder->sql, joint);
        sort_expression(builder, query->sort[key].column);
        buffer_text(&builder->sql, is_descending(query, key) ? " DESC" : "");
        if (whole && is_nullable(query, key))
            buffer_text(&builder->sql, query->backward ? " NULLS FIRST" : " NULLS LAST");
        joint = ", ";
    }
}
