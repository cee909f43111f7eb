// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "foreign.h"

#include "figure/figure.h"
#include "format/json.h"

#include <string.h>

static struct buffer out;
static struct json json;

static void begin(void)
{
    buffer_free(&out);
    buffer_init(&out, 100000);
    json = json_writer(&out);
}

START_TEST(commas_stand_between_values_and_nowhere_else)
{
    begin();
    json_object_begin(&json);
    json_member_integer(&json, "a", 1);
    json_name(&json, "b");
    json_array_begin(&json);
    json_null(&json);
    json_array_begin(&json);
    json_array_end(&json);
    json_object_begin(&json);
    json_object_end(&json);
    json_boolean(&json, false);
    json_array_end(&json);
    json_name(&json, "c");
    json_object_begin(&json);
    json_member_boolean(&json, "d", true);
    json_member_string(&json, "e", NULL);
    json_object_end(&json);
    json_name(&json, "f");
    json_raw(&json, "[1]", 3);
    json_member_string(&json, "g", "");
    json_object_end(&json);
    ck_assert_str_eq(buffer_string(&out),
        "{\"a\":1,\"b\":[null,[],{},false],\"c\":{\"d\":true,\"e\":null},\"f\":[1],\"g\":\"\"}");
}
END_TEST

START_TEST(what_needs_an_escape_gets_it)
{
    static const struct {
        const char *text, *json;
    } rows[] = {
        {"", "\"\""},
        {"plain ~", "\"plain ~\""},
        {"\"", "\"\\\"\""},
        {"\\", "\"\\\\\""},
        {"/", "\"/\""},
        {"\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""},
        {"\x01\x1f\v", "\"\\u0001\\u001f\\u000b\""},
        {"\x7f", "\"\x7f\""},
        {"a\"b\\c\nd", "\"a\\\"b\\\\c\\nd\""},
        {"\xe5\xb9\xbf\xe5\xb7\x9e", "\"\xe5\xb9\xbf\xe5\xb7\x9e\""},
        {"\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\""},
        {"</script>", "\"</script>\""},
        {"\"\"\"", "\"\\\"\\\"\\\"\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin();
        json_string(&json, rows[i].text);
        ck_assert_str_eq(buffer_string(&out), rows[i].json);
    }
}
END_TEST

START_TEST(a_name_is_escaped_like_a_text)
{
    begin();
    json_object_begin(&json);
    json_member_integer(&json, "a\"\n", 1);
    json_object_end(&json);
    ck_assert_str_eq(buffer_string(&out), "{\"a\\\"\\n\":1}");
}
END_TEST

START_TEST(another_reads_what_is_written)
{
    for (unsigned first = 0; first < 128; first++)
        for (unsigned second = 0; second < 128; second += 7) {
            const char text[] = {(char)first, 'x', (char)second};
            begin();
            json_array_begin(&json);
            json_text(&json, text, sizeof text);
            json_array_end(&json);
            ck_assert_msg(foreign_reads_text(out.bytes, out.length, text, sizeof text), "%02x %02x",
                first, second);
        }
}
END_TEST

START_TEST(a_decimal_is_written_exactly)
{
    static const struct {
        int64_t value;
        int scale;
        const char *json;
    } rows[] = {
        {0, 2, "0"},
        {1250, 2, "12.5"},
        {-5, 2, "-0.05"},
        {19690000000000, 2, "196900000000"},
        {35000, 4, "3.5"},
        {1132644000, 7, "113.2644"},
        {INT64_MAX, 2, "92233720368547758.07"},
        {INT64_MIN, 0, "-9223372036854775808"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin();
        json_decimal(&json, rows[i].value, rows[i].scale);
        ck_assert_str_eq(buffer_string(&out), rows[i].json);
    }
}
END_TEST

START_TEST(a_figure_says_its_bounds_in_its_unit)
{
    static const struct {
        struct figure figure;
        const char *json;
    } rows[] = {
        {{FIGURE_EXACT, true, true, 256000000000, 256000000000, "CNY"},
            "{\"qualifier\":\"exact\",\"low\":2560000000,\"high\":2560000000,\"unit\":\"CNY\"}"},
        {{FIGURE_MORE_THAN, true, false, 35000, 0, "percent"},
            "{\"qualifier\":\"more_than\",\"low\":3.5,\"high\":null,\"unit\":\"percent\"}"},
        {{FIGURE_AT_MOST, false, true, 0, 5, "projects"},
            "{\"qualifier\":\"at_most\",\"low\":null,\"high\":5,\"unit\":\"projects\"}"},
        {{FIGURE_RANGE, true, true, 1, 2, "JPY"},
            "{\"qualifier\":\"range\",\"low\":1,\"high\":2,\"unit\":\"JPY\"}"},
        {{FIGURE_EXACT, true, true, 1, 1, "KWD"},
            "{\"qualifier\":\"exact\",\"low\":0.001,\"high\":0.001,\"unit\":\"KWD\"}"},
        {{FIGURE_WITHHELD, false, false, 0, 0, NULL},
            "{\"qualifier\":\"withheld\",\"low\":null,\"high\":null,\"unit\":null}"},
        {{FIGURE_NOT_STATED, false, false, 0, 0, "CNY"},
            "{\"qualifier\":\"not_stated\",\"low\":null,\"high\":null,\"unit\":\"CNY\"}"},
        {{FIGURE_NOT_STATED, false, false, 0, 0, NULL}, "null"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin();
        json_figure(&json, &rows[i].figure);
        ck_assert_str_eq(buffer_string(&out), rows[i].json);
    }
    begin();
    json_object_begin(&json);
    json_member_figure(&json, "a", &rows[7].figure);
    json_member_figure(&json, "b", &rows[3].figure);
    json_object_end(&json);
    ck_assert_str_eq(buffer_string(&out),
        "{\"a\":null,\"b\":{\"qualifier\":\"range\",\"low\":1,\"high\":2,\"unit\":\"JPY\"}}");
}
END_TEST

START_TEST(a_writer_without_room_is_seen_at_the_end)
{
    buffer_free(&out);
    buffer_init(&out, 10);
    json = json_writer(&out);
    json_array_begin(&json);
    for (int i = 0; i < 10; i++)
        json_string(&json, "abc");
    json_array_end(&json);
    ck_assert(out.failed);
    ck_assert_ptr_null(buffer_string(&out));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        commas_stand_between_values_and_nowhere_else,
        what_needs_an_escape_gets_it,
        a_name_is_escaped_like_a_text,
        another_reads_what_is_written,
        a_decimal_is_written_exactly,
        a_figure_says_its_bounds_in_its_unit,
        a_writer_without_room_is_seen_at_the_end,
        NULL,
    };
    int failed = claims_run("json", claims);
    buffer_free(&out);
    return failed;
}
