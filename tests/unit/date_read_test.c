// SPDX-License-Identifier: Apache-2.0
/* Dates as people write them, and texts that differ in spaces and letter case alone. */
#include "claims.h"

#include "base/date.h"
#include "base/fold.h"

#include <string.h>

static const struct example {
    enum date_order order;
    const char *text, *read; /* a date, or else why it is none */
} examples[] = {
    {DATE_DMY, "31/12/2017", "2017-12-31"},
    {DATE_DMY, "1/2/2017", "2017-02-01"},
    {DATE_MDY, "1/2/2017", "2017-01-02"},
    {DATE_MDY, "6/28/2024", "2024-06-28"},
    {DATE_DMY, "30/06/2017 ", "2017-06-30"},
    {DATE_DMY, "1.2.2017", "2017-02-01"},
    {DATE_DMY, "3/2023", "2023-03"},
    {DATE_MDY, "2021", "2021"},
    {DATE_MDY, "2024-02-20", "2024-02-20"},
    {DATE_DMY, "2024/2/20", "2024-02-20"},
    {DATE_YMD, "2024-Q1", "2024-Q1"},
    {DATE_YMD, "2024-02-20T00:00:00.000", "2024-02-20"},
    {DATE_YMD, "2024-02-20 00:00:00", "2024-02-20"},
    {DATE_MDY, "June 19, 2020", "2020-06-19"},
    {DATE_YMD, "September 5, 2020", "2020-09-05"},
    {DATE_YMD, "19 Jun 2020", "2020-06-19"},
    {DATE_YMD, "June 2020", "2020-06"},
    {DATE_YMD, "2024年2月20日", "2024-02-20"},
    {DATE_YMD, "2024年2月", "2024-02"},
    {DATE_DMY, "29/2/2023", "is a day that does not exist"},
    {DATE_DMY, "6/28/2024", "is a day that does not exist"},
    {DATE_DMY, "06/03/19", "has a year of two digits, which leaves the century open"},
    {DATE_DMY, "05/21", "has a year of two digits, which leaves the century open"},
    {DATE_DMY, "13/2023", "is a month that does not exist"},
    {DATE_DMY, "a definir", "is no date"},
    {DATE_DMY, "PNS", "is no date"},
    {DATE_DMY, "", "is no date"},
    {DATE_DMY, "1/2/2017 and later", "is no date"},
    {DATE_DMY, "0/0/0000", "is a day that does not exist"},
    {DATE_DMY, "1/2/3/2017", "is no date"},
    {DATE_DMY, "20240220", "is no date"},
    {DATE_DMY, "2024-02-20T10:00:00", "is no date"},
};

START_TEST(a_date_is_read_as_people_write_it)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char date[11] = "";
        const char *wrong = date_read(examples[i].text, examples[i].order, date);
        ck_assert_msg(strcmp(wrong ? wrong : date, examples[i].read) == 0, "%s: %s, not %s",
            examples[i].text, wrong ? wrong : date, examples[i].read);
    }
}
END_TEST

START_TEST(words_typed_differently_fold_to_the_same)
{
    static const char *const same[] = {"En Ejecución ", "\u00a0en  ejecución", "EN EJECUCIÓN",
        "en\tejecuci\u00f3n", "\u3000En\r\nEjecución"};
    char folded[64];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        ck_assert(text_fold(same[i], strlen(same[i]), folded, sizeof folded));
        ck_assert_str_eq(folded, "en ejecución");
    }
    ck_assert(text_fold("  ", 2, folded, sizeof folded));
    ck_assert_str_eq(folded, "");
    ck_assert(text_fold("广州 ×Ä", strlen("广州 ×Ä"), folded, sizeof folded));
    ck_assert_str_eq(folded, "广州 ×ä");
    ck_assert(!text_fold("toolong", 7, folded, 7));
    ck_assert(text_fold("toolong", 7, folded, 8));
}
END_TEST

START_TEST(only_the_spaces_around_a_text_are_trimmed)
{
    const char *text = "\u00a0 a b\u3000c à\u00a0\n";
    size_t length = strlen(text);
    const char *trimmed = text_trim(text, &length);
    ck_assert_uint_eq(length, strlen("a b\u3000c à"));
    ck_assert_mem_eq(trimmed, "a b\u3000c à", length);
    length = 2;
    text_trim("  ", &length);
    ck_assert_uint_eq(length, 0);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_date_is_read_as_people_write_it,
        words_typed_differently_fold_to_the_same,
        only_the_spaces_around_a_text_are_trimmed,
        NULL,
    };
    return claims_run("date_read", claims);
}
