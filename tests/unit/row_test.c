// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "format/json.h"
#include "format/row.h"
#include "resources/resources.h"

#include <string.h>

#define TEXT(text)                                                                                 \
    {                                                                                              \
        CELL_TEXT, 0, text, sizeof text - 1                                                        \
    }
#define INTEGER(n)                                                                                 \
    {                                                                                              \
        CELL_INTEGER, n, NULL, 0                                                                   \
    }
#define NONE                                                                                       \
    {                                                                                              \
        CELL_NULL, 0, NULL, 0                                                                      \
    }

static const struct column columns[] = {
    {"text", COLUMN_TEXT, 0, "A text."},
    {"code", COLUMN_CODE, 0, "A code."},
    {"integer", COLUMN_INTEGER, 0, "A number."},
    {"boolean", COLUMN_BOOLEAN, 0, "A yes or no."},
    {"date", COLUMN_DATE, 0, "A date."},
    {"time", COLUMN_TIME, 0, "A time."},
    {"degrees", COLUMN_COORDINATE, 0, "Degrees."},
    {"figure", COLUMN_FIGURE, 0, "A figure."},
    {"link", COLUMN_LINK, 0, "A link."},
};

static const struct resource resource = {
    .name = "things", .columns = columns, .n_columns = COUNT(columns)};

/* The row's members, where `selected` has an x for each column that is wanted. */
static const char *members(const char *selected, const struct cell *cells)
{
    static char text[1000];
    __attribute__((cleanup(buffer_free))) struct buffer out;
    bool wanted[COLUMNS_MAX] = {false};
    for (size_t i = 0; selected[i]; i++)
        wanted[i] = selected[i] == 'x';
    buffer_init(&out, sizeof text);
    struct json json = json_writer(&out);
    json_object_begin(&json);
    row_members(&json, &resource, wanted, cells);
    json_object_end(&json);
    strcpy(text, buffer_string(&out));
    return text;
}

START_TEST(each_kind_of_column_is_written_its_way)
{
    const struct cell cells[] = {TEXT("a\"b"), TEXT("c"), INTEGER(-7), INTEGER(1), TEXT("2024-Q1"),
        TEXT("2024-02-20T08:00:00.000Z"), INTEGER(231291000), TEXT("range"), INTEGER(100),
        INTEGER(250), TEXT("CNY"), TEXT("https://a/")};
    ck_assert_str_eq(members("xxxxxxxxx", cells),
        "{\"text\":\"a\\\"b\",\"code\":\"c\",\"integer\":-7,\"boolean\":true,\"date\":\"2024-Q1\","
        "\"time\":\"2024-02-20T08:00:00.000Z\",\"degrees\":23.1291,\"figure\":{\"qualifier\":"
        "\"range\",\"low\":1,\"high\":2.5,\"unit\":\"CNY\"},\"link\":\"https://a/\"}");
}
END_TEST

START_TEST(what_is_null_is_null)
{
    const struct cell cells[12] = {NONE};
    ck_assert_str_eq(members("xxxxxxxxx", cells),
        "{\"text\":null,\"code\":null,\"integer\":null,\"boolean\":null,\"date\":null,"
        "\"time\":null,\"degrees\":null,\"figure\":null,\"link\":null}");
}
END_TEST

START_TEST(zero_and_empty_are_not_null)
{
    const struct cell cells[] = {TEXT(""), INTEGER(0), INTEGER(0), INTEGER(0)};
    ck_assert_str_eq(members("x.xx..x..", cells),
        "{\"text\":\"\",\"integer\":0,\"boolean\":false,\"degrees\":0}");
}
END_TEST

START_TEST(the_cells_are_those_of_the_selected_columns)
{
    const struct cell one[] = {TEXT("https://a/")};
    const struct cell some[] = {
        TEXT("c"), TEXT("exact"), INTEGER(7), INTEGER(7), TEXT("JPY"), TEXT("https://a/")};
    ck_assert_str_eq(members("........x", one), "{\"link\":\"https://a/\"}");
    ck_assert_str_eq(members(".x.....xx", some),
        "{\"code\":\"c\",\"figure\":{\"qualifier\":\"exact\",\"low\":7,\"high\":7,"
        "\"unit\":\"JPY\"},\"link\":\"https://a/\"}");
    ck_assert_str_eq(members(".........", one), "{}");
}
END_TEST

START_TEST(a_figure_is_made_of_its_cells)
{
    static const struct {
        struct cell cells[FIGURE_CELLS];
        struct figure figure;
    } rows[] = {
        {{NONE, NONE, NONE, NONE}, {FIGURE_NOT_STATED, false, false, 0, 0, NULL}},
        {{TEXT("exact"), INTEGER(7), INTEGER(7), TEXT("CNY")},
            {FIGURE_EXACT, true, true, 7, 7, "CNY"}},
        {{TEXT("more_than"), INTEGER(0), NONE, TEXT("CNY")},
            {FIGURE_MORE_THAN, true, false, 0, 0, "CNY"}},
        {{TEXT("less_than"), NONE, INTEGER(9), TEXT("percent")},
            {FIGURE_LESS_THAN, false, true, 0, 9, "percent"}},
        {{TEXT("withheld"), NONE, NONE, NONE}, {FIGURE_WITHHELD, false, false, 0, 0, NULL}},
        {{TEXT("not_stated"), NONE, NONE, TEXT("CNY")},
            {FIGURE_NOT_STATED, false, false, 0, 0, "CNY"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct figure figure = figure_of_cells(rows[i].cells);
        ck_assert_int_eq(figure.qualifier, rows[i].figure.qualifier);
        ck_assert_int_eq(figure.has_low, rows[i].figure.has_low);
        ck_assert_int_eq(figure.has_high, rows[i].figure.has_high);
        ck_assert_int_eq(figure.low, rows[i].figure.low);
        ck_assert_int_eq(figure.high, rows[i].figure.high);
        ck_assert_pstr_eq(figure.unit, rows[i].figure.unit);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        each_kind_of_column_is_written_its_way,
        what_is_null_is_null,
        zero_and_empty_are_not_null,
        the_cells_are_those_of_the_selected_columns,
        a_figure_is_made_of_its_cells,
        NULL,
    };
    return claims_run("row", claims);
}
