// SPDX-License-Identifier: Apache-2.0
/* Mapping profiles: each fault is told with its JSON pointer; those of the program are right. */
#include "claims.h"

#include "base/arena.h"
#include "base/embedded.h"
#include "base/problem.h"
#include "intake/table.h"

#include <string.h>

static struct arena arena;

/* A whole profile with `more` behind its fields. */
#define PROFILE(more)                                                                              \
    "{\"format\":\"groundbreak-profile\",\"version\":1,\"title\":\"T\",\"table\":\"csv\","         \
    "\"encoding\":\"utf-8\",\"source\":\"s\",\"id_columns\":[{\"column\":\"id\"}],\"fields\":[{"   \
    "\"field\":\"name_en\",\"column\":\"name\"}]" more "}"
#define FIELDS(fields)                                                                             \
    "{\"format\":\"groundbreak-profile\",\"version\":1,\"title\":\"T\",\"table\":\"csv\","         \
    "\"encoding\":\"utf-8\",\"source\":\"s\",\"id_columns\":[{\"column\":\"id\"}],\"fields\":"     \
    "[" fields "]}"
#define FIGURE(more)                                                                               \
    ",\"figures\":[{\"id\":\"f\",\"column\":\"c\",\"measure\":\"m\",\"preferred\":true" more "}]"

static const struct example {
    const char *profile, *where, *hint;
} examples[] = {
    {"{}", "/format", NULL},
    {"[]", "", NULL},
    {PROFILE(",\"colour\":1"), "/colour", NULL},
    {PROFILE(",\"delimeter\":\";\""), "/delimeter", "delimiter"},
    {PROFILE(",\"delimiter\":\"ab\""), "/delimiter", NULL},
    {PROFILE(",\"delimiter\":\"\\\"\""), "/delimiter", NULL},
    {PROFILE(",\"decimal\":\"coma\""), "/decimal", "comma"},
    {PROFILE(",\"rows\":\"many\""), "/rows", NULL},
    {PROFILE(",\"id_prefix\":\"a b\""), "/id_prefix", NULL},
    {PROFILE(FIGURE(",\"unit\":\"XYZ\"")), "/figures/0/unit", NULL},
    {PROFILE(FIGURE("")), "/figures/0/unit", NULL},
    {PROFILE(FIGURE(",\"unit\":\"USD\",\"scale\":300")), "/figures/0/scale", NULL},
    {PROFILE(FIGURE(",\"unit\":\"USD\",\"scale\":0")), "/figures/0/scale", NULL},
    {PROFILE(FIGURE(",\"unit\":\"USD\",\"stage\":\"bought\"")), "/figures/0/stage", NULL},
    {PROFILE(FIGURE(",\"unit\":\"USD\",\"each_row\":\"p\"")), "/figures/0/each_row", NULL},
    {PROFILE(",\"identifiers\":[{\"scheme\":\"a\",\"column\":\"b\"},{\"scheme\":\"a\",\"column\":"
             "\"c\"}]"),
        "/identifiers/1/scheme", NULL},
    {PROFILE(",\"parties\":[{\"id\":\"a\",\"column\":\"b\",\"role\":\"c\",\"name\":\"name_es\"}]"),
        "/parties/0/name", "name_en"},
    {PROFILE(",\"sources\":[{\"id\":\"s\"}]"), "/sources/0/title", NULL},
    {FIELDS("{\"field\":\"nam_en\",\"column\":\"name\"}"), "/fields/0/field", "name_en"},
    {FIELDS("{\"field\":\"id\",\"column\":\"name\"}"), "/fields/0/field", NULL},
    {FIELDS("{\"field\":\"name_en\"}"), "/fields/0/column", NULL},
    {FIELDS("{\"field\":\"name_en\",\"column\":\"a\",\"value\":\"b\"}"), "/fields/0/value", NULL},
    {FIELDS("{\"field\":\"start_date\",\"value\":\"2024-02-30\"}"), "/fields/0/value", NULL},
    {FIELDS("{\"field\":\"name_en\",\"column\":\"a\",\"pick\":\"least\"}"), "/fields/0/pick", NULL},
    {FIELDS("{\"field\":\"start_date\",\"column\":\"a\"}"), "/fields", NULL},
};

START_TEST(a_fault_of_a_profile_is_told_with_its_place)
{
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct profile *profile;
        struct problem problem;
        const char *text = examples[i].profile;
        problem_init(&problem, &arena);
        ck_assert_msg(!profile_read(text, strlen(text), &profile, &problem), "taken: %s", text);
        ck_assert_int_eq(problem.kind, PROBLEM_UNPROCESSABLE);
        ck_assert_ptr_nonnull(problem.faults);
        ck_assert_msg(strcmp(problem.faults->where, examples[i].where) == 0, "%s: %s, not %s", text,
            problem.faults->where, examples[i].where);
        if (examples[i].hint)
            ck_assert_str_eq(problem.faults->hint, examples[i].hint);
    }
    arena_free(&arena);
}
END_TEST

START_TEST(a_profile_that_is_no_json_is_told_with_its_line)
{
    struct profile *profile;
    struct problem problem;
    problem_init(&problem, &arena);
    ck_assert(!profile_read("{\n\"a\":1,\n\"a\":2}", 15, &profile, &problem));
    ck_assert_str_eq(problem.code, "malformed_json");
    ck_assert_ptr_nonnull(strstr(problem.detail, "line 3"));
    arena_free(&arena);
}
END_TEST

START_TEST(every_profile_of_the_program_is_found_by_its_name)
{
    size_t n = 0;
    for (; embedded_profiles[n].name; n++) {
        struct profile *profile;
        struct problem problem;
        char name[100];
        size_t length = strlen(embedded_profiles[n].name) - strlen(".json");
        memcpy(name, embedded_profiles[n].name, length);
        name[length] = '\0';
        problem_init(&problem, &arena);
        bool found = profile_find(name, &profile, &problem);
        ck_assert_msg(
            found, "%s: %s: %s", name, problem.faults ? problem.faults->where : "", problem.detail);
        profile_free(profile);
    }
    ck_assert_uint_ge(n, 5);
    arena_free(&arena);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_fault_of_a_profile_is_told_with_its_place,
        a_profile_that_is_no_json_is_told_with_its_line,
        every_profile_of_the_program_is_found_by_its_name,
        NULL,
    };
    arena_init(&arena, (size_t)16 * 1024 * 1024);
    return claims_run("table_profile", claims);
}
