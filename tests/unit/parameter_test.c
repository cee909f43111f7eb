// SPDX-License-Identifier: Apache-2.0
/* The parameters that are words of their own: limit, sort, fields, count, cursor; and those that
 * are none. */
#include "claims.h"
#include "question.h"

#include "query/search.h"

#include <stdio.h>
#include <string.h>

static struct question question;

static const struct fault *refused(
    const struct resource *resource, const char *query, const char *parameter, const char *code)
{
    ck_assert_msg(!question_ask(&question, resource, "%s", query), "%s is taken", query);
    return question_fault(&question, parameter, code);
}

/* Whether the fault, without a hint, lists what there is, and so has that word. */
static bool all_are_told(const struct fault *fault, const char *word)
{
    const char *list = strstr(fault->detail, "; there are ");
    return list && strstr(list, word);
}

START_TEST(a_limit_is_a_number_from_0_to_1000)
{
    static const struct {
        const char *value;
        int limit; /* -1 where it is refused */
    } rows[] = {{"0", 0}, {"1", 1}, {"50", 50}, {"1000", 1000}, {"007", 7}, {"1001", -1},
        {"-1", -1}, {"", -1}, {"x", -1}, {"1e3", -1}, {"5.0", -1}, {"+5", -1}, {" 5", -1},
        {"5 ", -1}, {"0x5", -1}, {"4294967297", -1}, {"99999999999999999999", -1}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        bool good = question_filter(&question, &project_resource, "limit", rows[i].value);
        ck_assert_msg(good == (rows[i].limit >= 0), "limit=%s", rows[i].value);
        if (good)
            ck_assert_uint_eq(question.query.limit, (unsigned)rows[i].limit);
        else
            question_fault(&question, "limit", "out_of_range");
    }
}
END_TEST

START_TEST(an_offset_goes_to_10000_and_not_with_a_cursor)
{
    static const char *const wrong[] = {"10001", "-1", "", "x", "1.5", "99999999999999999999"};
    ck_assert(question_ask(&question, &project_resource, "offset=10000"));
    ck_assert_uint_eq(question.query.offset, 10000);
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ck_assert(!question_filter(&question, &project_resource, "offset", wrong[i]));
        ck_assert_str_eq(question_fault(&question, "offset", "out_of_range")->hint, "cursor");
    }
    refused(&project_resource, "offset=1&cursor=x", "offset", "unfit_parameter");
}
END_TEST

START_TEST(a_bare_question_has_the_defaults)
{
    ck_assert(question_ask(&question, &launch_resource, "%s", ""));
    ck_assert_uint_eq(question.query.limit, QUERY_LIMIT_DEFAULT);
    ck_assert(question.query.count);
    ck_assert_uint_eq(question.query.n_filters, 0);
    ck_assert_ptr_null(question.query.mark);
    ck_assert_uint_eq(question.query.offset, 0);
    for (size_t i = 0; i < launch_resource.n_columns; i++)
        ck_assert(question.query.selected[i]);
}
END_TEST

/* The sort as a client would write it. */
static const char *sort_text(void)
{
    static char text[400];
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < question.query.n_sort; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s%s", i ? "," : "",
            question.query.sort[i].descending ? "-" : "", question.query.sort[i].column->name);
    return text;
}

START_TEST(a_sort_ends_in_the_key)
{
    static const struct {
        const struct resource *resource;
        const char *query, *sort;
    } rows[] = {
        {&project_resource, "", "id"},
        {&launch_resource, "", "-held_on,-id"},
        {&measure_resource, "", "rank,id"},
        {&project_figure_resource, "", "position,key"},
        {&project_resource, "sort=name_en", "name_en,id"},
        {&project_resource, "sort=-investment,name_en", "-investment,name_en,id"},
        {&project_resource, "sort=id", "id"},
        {&project_resource, "sort=-id", "-id"},
        {&project_resource, "sort=category,-id", "category,-id"},
        {&project_resource, "sort=category,sector,status,-district",
            "category,sector,status,-district,-id"},
        {&project_resource, "sort=id,category", "id,category"},
        {&launch_resource, "sort=place", "place,id"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_msg(
            question_ask(&question, rows[i].resource, "%s", rows[i].query), "%s", rows[i].query);
        ck_assert_str_eq(sort_text(), rows[i].sort);
    }
}
END_TEST

START_TEST(a_wrong_sort_is_named_with_a_right_one)
{
    static const struct {
        const char *query, *code, *hint;
    } rows[] = {
        {"sort=investmnt", "unknown_column", "investment"},
        {"sort=-nameen", "unknown_column", "name_en"},
        {"sort=NAME_EN", "unknown_column", "name_en"},
        {"sort=", "unknown_column", NULL},
        {"sort=-", "unknown_column", NULL},
        {"sort=--id", "unknown_column", "id"},
        {"sort=+id", "unknown_column", "id"},
        {"sort=id,", "unknown_column", NULL},
        {"sort=investment_low", "unknown_column", NULL},
        {"sort=id+desc", "unknown_column", NULL},
        {"sort=description_en", "not_sortable", NULL},
        {"sort=-note", "not_sortable", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct fault *fault = refused(&project_resource, rows[i].query, "sort", rows[i].code);
        if (rows[i].hint)
            ck_assert_str_eq(fault->hint, rows[i].hint);
        const struct column *column =
            fault->hint ? resource_column(&project_resource, fault->hint) : NULL;
        ck_assert_msg(fault->hint ? column && column->uses & SORT : all_are_told(fault, "name_en"),
            "%s: %s", rows[i].query, fault->detail);
        ck_assert_ptr_null(strstr(fault->detail, "description_en,"));
    }
}
END_TEST

START_TEST(a_column_is_sorted_by_once_and_four_at_most)
{
    refused(&project_resource, "sort=id,id", "sort", "repeated_column");
    refused(&project_resource, "sort=id,name_en,-id", "sort", "repeated_column");
    refused(
        &project_resource, "sort=category,sector,status,district,id", "sort", "too_many_columns");
}
END_TEST

START_TEST(fields_select_columns)
{
    static const struct {
        const char *query;
        size_t n;
        const char *names[3];
    } rows[] = {
        {"fields=id", 1, {"id"}},
        {"fields=name_zh,investment,id", 3, {"name_zh", "investment", "id"}},
        {"fields=note,description_en", 2, {"note", "description_en"}},
        {"fields=id,id", 1, {"id"}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t n = 0;
        ck_assert(question_ask(&question, &project_resource, "%s", rows[i].query));
        for (size_t j = 0; j < project_resource.n_columns; j++)
            n += question.query.selected[j];
        ck_assert_uint_eq(n, rows[i].n);
        for (size_t j = 0; j < n; j++)
            ck_assert(question.query.selected[resource_column(&project_resource, rows[i].names[j]) -
                                              project_resource.columns]);
    }
}
END_TEST

START_TEST(a_field_that_is_not_there_is_named_with_one_that_is)
{
    static const char *const queries[] = {"fields=colour", "fields=", "fields=id,", "fields=ID",
        "fields=investment_low", "fields=id,nam_en", "fields=*"};
    for (size_t i = 0; i < COUNT(queries); i++) {
        const struct fault *fault =
            refused(&project_resource, queries[i], "fields", "unknown_column");
        ck_assert_msg(fault->hint ? resource_column(&project_resource, fault->hint) != NULL
                                  : all_are_told(fault, "description_en"),
            "%s: %s", queries[i], fault->detail);
    }
}
END_TEST

START_TEST(a_count_is_exact_or_none)
{
    static const char *const others[] = {"", "true", "1", "Exact", "estimated"};
    ck_assert(question_ask(&question, &project_resource, "count=none"));
    ck_assert(!question.query.count);
    ck_assert(question_ask(&question, &project_resource, "count=exact"));
    ck_assert(question.query.count);
    for (size_t i = 0; i < COUNT(others); i++) {
        ck_assert(!question_filter(&question, &project_resource, "count", others[i]));
        question_fault(&question, "count", "unknown_value");
    }
}
END_TEST

START_TEST(what_others_call_it_is_known)
{
    static const struct {
        const char *habit, *word;
    } rows[] = {{"page_size", "limit"}, {"pagesize", "limit"}, {"per_page", "limit"},
        {"top", "limit"}, {"$limit", "limit"}, {"pageSize", "limit"}, {"$top", "limit"},
        {"page[size]", "limit"}, {"_limit", "limit"}, {"Limit", "limit"}, {"size", "limit"},
        {"page", "cursor"}, {"after", "cursor"}, {"pageToken", "cursor"}, {"order", "sort"},
        {"order_by", "sort"}, {"orderby", "sort"}, {"sort_by", "sort"}, {"$order", "sort"},
        {"orderBy", "sort"}, {"order-by", "sort"}, {"ordering", "sort"}, {"select", "fields"},
        {"columns", "fields"}, {"$select", "fields"}, {"fl", "fields"}, {"with_count", "count"},
        {"skip", "offset"}, {"$offset", "offset"}};
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < COUNT(rows); j++) {
            ck_assert(!question_filter(&question, all_resources[i], rows[j].habit, "1"));
            if (resource_column(all_resources[i], rows[j].habit))
                continue;
            const struct fault *fault =
                question_fault(&question, rows[j].habit, "unknown_parameter");
            ck_assert_str_eq(fault->hint, rows[j].word);
        }
}
END_TEST

START_TEST(an_amount_is_known_by_other_words_with_its_operator)
{
    static const struct {
        const struct resource *resource;
        const char *name, *hint;
    } rows[] = {{&project_resource, "amount", "investment"},
        {&project_resource, "cost__gte", "investment__gte"},
        {&project_resource, "Budget__null", "investment__null"},
        {&figure_resource, "amount__gte", "figure__gte"}, {&figure_resource, "value", "figure"},
        {&figure_resource, "investment__between", "figure__between"},
        {&figure_resource, "top__gte", "limit"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(!question_filter(&question, rows[i].resource, rows[i].name, "1"));
        const struct fault *fault = question_fault(&question, rows[i].name, "unknown_parameter");
        ck_assert_str_eq(fault->hint, rows[i].hint);
    }
}
END_TEST

START_TEST(what_others_call_an_operator_is_known)
{
    static const struct {
        const char *name, *hint;
    } rows[] = {{"name_en__like", "name_en__contains"}, {"name_en__ilike", "name_en__contains"},
        {"name_zh__prefix", "name_zh__startswith"}, {"category__is", "category__null"},
        {"category__not", "category__ne"}, {"category__not_in", "category__nin"},
        {"category__any", "category__in"}, {"investment__min", "investment__gte"},
        {"investment__max", "investment__lte"}, {"investment__over", "investment__gt"},
        {"start_date__since", "start_date__gte"}, {"start_date__until", "start_date__lte"},
        {"start_date__range", "start_date__between"},
        {"investment_unit__not", "investment_unit__ne"}, {"revision__GE", "revision__gte"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(!question_filter(&question, &project_resource, rows[i].name, "1"));
        const struct fault *fault = question_fault(&question, rows[i].name, "unknown_operator");
        ck_assert_str_eq(fault->hint, rows[i].hint);
    }
}
END_TEST

START_TEST(a_part_of_a_columns_name_or_one_in_brackets_is_known)
{
    static const struct {
        const char *name, *hint;
    } rows[] = {{"name", "name_en"}, {"filter[category]", "category"}, {"where[status]", "status"},
        {"start", "start_date"}, {"end", "end_date"}, {"updated", "updated_at"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(!question_filter(&question, &project_resource, rows[i].name, "1"));
        const struct fault *fault = question_fault(&question, rows[i].name, "unknown_parameter");
        ck_assert_str_eq(fault->hint, rows[i].hint);
    }
}
END_TEST

static bool is_parameter(const struct resource *resource, const char *name)
{
    static const char *const words[] = {"limit", "offset", "cursor", "sort", "fields", "count"};
    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i], name) == 0)
            return true;
    const struct column *column = resource_column(resource, name);
    bool q = resource_is_searched(resource) && strcmp(name, "q") == 0;
    return q || (column && column->uses & FILTER);
}

START_TEST(an_unknown_parameter_has_a_hint_or_all_there_are)
{
    static const char *const names[] = {"colour", "", "x", "ID", "Limit", "categorie", "offsett",
        "limit ", "__gte", "__", "_", "limit__gte", "sort__eq", "nothing__gte", "investment_low",
        "investment_high", "investment_quality", "investment_unit_x", "' OR 1=1 --",
        "\xe5\x88\x86\xe7\xb1\xbb", "$filter", "[id]", "filter[id]", "id[]",
        "a_very_long_name_that_no_one_would_ever_give_to_a_parameter_of_any_resource_whatsoever"};
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < COUNT(names); j++) {
            ck_assert(!question_filter(&question, all_resources[i], names[j], "1"));
            const struct fault *fault = question_fault(&question, names[j], "unknown_parameter");
            ck_assert_msg(fault->hint ? is_parameter(all_resources[i], fault->hint)
                                      : all_are_told(fault, "limit"),
                "%s: %s, %s", names[j], fault->hint, fault->detail);
        }
}
END_TEST

START_TEST(all_that_is_wrong_is_told_at_once)
{
    static const struct {
        const char *where, *code;
    } faults[] = {{"limit", "out_of_range"}, {"colour", "unknown_parameter"},
        {"sort", "unknown_column"}, {"sort", "not_sortable"}, {"fields", "unknown_column"},
        {"start_date", "bad_value"}, {"category__like", "unknown_operator"},
        {"note", "not_filterable"}, {"count", "unknown_value"}};
    ck_assert(!question_ask(&question, &project_resource, "%s",
        "limit=-1&colour=red&sort=x,note&fields=id,x&start_date=soon&category=industrial"
        "&category__like=a&note=b&count=2&cursor=x"));
    ck_assert_uint_eq(question.problem.n_faults, COUNT(faults));
    const struct fault *fault = question.problem.faults;
    for (size_t i = 0; i < COUNT(faults); i++, fault = fault->next) {
        ck_assert_str_eq(fault->where, faults[i].where);
        ck_assert_str_eq(fault->code, faults[i].code);
    }
}
END_TEST

START_TEST(thirty_two_filters_are_taken)
{
    static const char *const operators[] = {"", "__ne", "__gt", "__gte", "__lt", "__lte", "__in",
        "__nin", "__contains", "__startswith", "__null"};
    static const char *const columns[] = {"id", "name_en", "name_zh"};
    for (int n = 32; n <= 33; n++) {
        char query[2000] = "limit=1", last[60] = "";
        for (int i = 0; i < n; i++) {
            snprintf(last, sizeof last, "%s%s", columns[i / 11], operators[i % 11]);
            size_t length = strlen(query);
            snprintf(query + length, sizeof query - length, "&%s=true", last);
        }
        bool good = question_ask(&question, &project_resource, "%s", query);
        ck_assert(good == (n == 32));
        if (!good)
            question_fault(&question, last, "too_many_filters");
    }
}
END_TEST

START_TEST(a_handlers_own_parameters_are_known)
{
    static const char *const allowed[] = {"launch", "place"};
    question_ask(&question, &project_resource, "launch=a&place=b");
    problem_init(&question.problem, &question.arena);
    ck_assert(parameters_known(&question.target, allowed, 2, &question.problem));
    question_ask(&question, &project_resource, "lunch=a&place=b&plaice=c");
    problem_init(&question.problem, &question.arena);
    ck_assert(!parameters_known(&question.target, allowed, 2, &question.problem));
    ck_assert_uint_eq(question.problem.n_faults, 2);
    ck_assert_str_eq(question.problem.code, "unknown_parameter");
    ck_assert_str_eq(question.problem.faults->where, "lunch");
    ck_assert_str_eq(question.problem.faults->hint, "launch");
    ck_assert_str_eq(question.problem.last->where, "plaice");
    ck_assert_str_eq(question.problem.last->hint, "place");
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_limit_is_a_number_from_0_to_1000,
        an_offset_goes_to_10000_and_not_with_a_cursor,
        a_bare_question_has_the_defaults,
        a_sort_ends_in_the_key,
        a_wrong_sort_is_named_with_a_right_one,
        a_column_is_sorted_by_once_and_four_at_most,
        fields_select_columns,
        a_field_that_is_not_there_is_named_with_one_that_is,
        a_count_is_exact_or_none,
        what_others_call_it_is_known,
        an_amount_is_known_by_other_words_with_its_operator,
        what_others_call_an_operator_is_known,
        a_part_of_a_columns_name_or_one_in_brackets_is_known,
        an_unknown_parameter_has_a_hint_or_all_there_are,
        all_that_is_wrong_is_told_at_once,
        thirty_two_filters_are_taken,
        a_handlers_own_parameters_are_known,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("parameter", claims);
    question_free(&question);
    return failed;
}
