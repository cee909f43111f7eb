// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

#include "http/target.h"

#include <stdio.h>
#include <string.h>

enum {
    TARGETS = 4000,
    PIECES_MAX = 14,
    REQUEST_MEMORY = 16 * 1024 * 1024, /* as the server gives a request */
};

/* The same numbers on every machine (Marsaglia's xorshift), so that a failure can be repeated. */
static unsigned random_below(uint64_t *state, unsigned n)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (unsigned)(*state >> 33) % n;
}

static const char *const paths[] = {"/projects", "/projects/", "/launches", "/launches/", "/",
    "/categories", "/categories/summary", "/districts/summary", "/sectors/summary", "/measures",
    "/rd-targets", "/rd-targets/", "/sources", "/places", "/codelists/", "/codelists/status",
    "/launches/guangzhou-2024-q1/summary", "/launches/%27/summary", "//", "/openapi.json", "/%2e",
    "/projects/gz-wanli-tire-phase-iii", "/schema/register.json", "/health/ready", "/version",
    "/projects.csv", "/launches.ndjson", "/sources.xlsx", "/projects.geojson", "/places.geojson",
    "/projects/aggregate", "/projects/facets", "/figures", "/figures.csv", "/figures/aggregate",
    "/sources/cns-2024-02-20/citations", "/launches/guangzhou-2024-q1/figures",
    "/schema/projects.json", "/projects.csv-metadata.json", "/datapackage.json"};

static const char *const names[] = {"limit", "sort", "fields", "count", "cursor", "launch", "place",
    "id", "name_en", "name_zh", "name_local", "investment", "figure", "measure", "period",
    "start_date", "latitude", "district", "revision", "rank", "projects", "target", "actual",
    "updated_at", "link", "code", "list", "oc4ids", "preferred", "q", "bbox", "as_of", "format",
    "bom", "safe", "group_by", "aggregate", "facet", "category__", "__eq", "a__b__c", "rowid",
    "sqlite_master", "%00", "%ff", "", "+", "%E4%B8%87", "investment_low", "position", "key"};

static const char *const operators[] = {"", "", "", "__eq", "__ne", "__gt", "__gte", "__lt",
    "__lte", "__in", "__nin", "__contains", "__startswith", "__null", "__between", "__possible_gte",
    "__possible_lte", "_unit", "_qualifier", "_unit__null", "_qualifier__nin"};

static const char *const values[] = {"", "1", "0", "-1", "-0", "1000", "1001", "3.5", "1e9", "0x1",
    "99999999999999999999", "9223372036854775807", "-9223372036854775808", "92233720368547758.07",
    "true", "false", "null", "id", "-id", "name_en,-investment", "--", ",", ",,,", "..", "1..2",
    "2024", "2024-Q1", "2024-02-30", "0000", "9999-12-31", "2024..2024-Q2", "CNY", "percent", "RMB",
    "'", "\"", "%22", "%27%20OR%201=1--", ";DROP%20TABLE%20project;", "%25", "_", "%5C", "%5C%27",
    "UNION%20SELECT%20sql%20FROM%20sqlite_master", "$1", "?1", ":a", "@x", "/*", "*/", "%2e%2e%2f",
    "%00", "%0a", "%7f", "%ff", "%c0%af", "%ed%a0%80", "%F0%9F%8F%97", "%e4%ba%a7", "\xe4\xba\xa7",
    "\xff", "\xc3", "%", "%4", "%zz", "{}", "[]", "<script>", "%E2%80%AE", "AAAAAAAAAAAAAAAA",
    "csv", "xlsx", "geojson", "json", "status,sector", "count,sum(investment)", "sum(", "1,2,3,4",
    "-180,-90,180,90", "exact", "not_stated", "440100", "guangzhou-2024-q1",
    "gz-wanli-tire-phase-iii", "NaN", "inf"};

static const char *const joints[] = {"&", "&", "&", "&", "=", "?", "/", "#", "&&", "", ";", "%26"};

static const char *choose(uint64_t *state, const char *const *pieces, size_t n)
{
    return pieces[random_below(state, (unsigned)n)];
}

static void target_make(uint64_t *state, char ret_target[static TARGET_BYTES_MAX])
{
    int length = snprintf(ret_target, TARGET_BYTES_MAX, "%s", choose(state, paths, COUNT(paths)));
    const char *joint = random_below(state, 10) ? "?" : choose(state, values, COUNT(values));
    for (unsigned n = random_below(state, PIECES_MAX) / 3; n > 0; n--) {
        length += snprintf(ret_target + length, (size_t)(TARGET_BYTES_MAX - length), "%s%s%s=%s",
            joint, choose(state, names, COUNT(names)), choose(state, operators, COUNT(operators)),
            choose(state, values, COUNT(values)));
        joint = choose(state, joints, COUNT(joints));
    }
}

/* Any bytes but NUL: now and then one of a target is another. */
static void target_spoil(uint64_t *state, char *target)
{
    size_t length = strlen(target);
    for (unsigned n = random_below(state, 8) / 5; n > 0 && length > 0; n--)
        target[random_below(state, (unsigned)length)] = (char)(1 + random_below(state, 255));
}

static bool expected(unsigned status)
{
    return status == 200 || status == 400 || status == 404 || status == 414;
}

/* Another format than JSON goes to its end. */
static void stream_hold(const struct response *response, const char *target)
{
    char piece[16384];
    ssize_t n = 1;
    if (!response->stream.read)
        return;
    while (n > 0 || n == STREAM_LATER)
        n = response->stream.read(response->stream.context, piece, sizeof piece);
    response->stream.close(response->stream.context);
    ck_assert_msg(n == 0 && response->status == 200, "%s: the stream broke", target);
}

static void target_hold(struct test_register *reg, const char *target)
{
    struct arena arena;
    struct response response;
    const struct request request = {.method = METHOD_GET, .target = target, .id = "hostile"};
    struct api_pending *pending = NULL;
    arena_init(&arena, REQUEST_MEMORY);
    ck_assert(api_answer(reg->worker, &request, &arena, &pending, &response));
    bool streamed = response.stream.read != NULL;
    stream_hold(&response, target);
    json_t *json = streamed ? json_object()
                            : json_loadb(response.body.bytes, response.body.length,
                                  JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    ck_assert_msg(expected(response.status), "%s: %u %s", target, response.status,
        response.fault ? response.fault : "");
    ck_assert_msg(json != NULL, "%s: %u, no JSON: %.*s", target, response.status,
        (int)response.body.length, response.body.bytes);
    ck_assert_msg((response.status == 200) == !json_object_get(json, "request_id"), "%s", target);
    json_decref(json);
    buffer_free(&response.body);
    arena_free(&arena);
}

static void targets_hold(uint64_t seed, void (*make)(struct test_register *reg))
{
    struct test_register reg;
    char target[TARGET_BYTES_MAX];
    make(&reg);
    for (size_t i = 0; i < TARGETS / 2; i++) {
        target_make(&seed, target);
        target_hold(&reg, target);
        target_spoil(&seed, target);
        target_hold(&reg, target);
    }
    register_remove(&reg);
}

START_TEST(no_target_gets_anything_but_an_answer_or_a_refusal)
{
    targets_hold(20240220, register_make_guangzhou);
}
END_TEST

START_TEST(nor_does_it_from_a_register_of_several_currencies)
{
    targets_hold(319, register_make_varied);
}
END_TEST

START_TEST(nor_does_it_from_an_empty_register)
{
    targets_hold(3200, register_make);
}
END_TEST

START_TEST(nor_does_any_name_with_any_operator)
{
    static const char *const lists[] = {"/projects", "/launches", "/rd-targets"};
    static const char *const plain[] = {"true", "1", "2024", "a..b", "x,y"};
    struct test_register reg;
    char target[TARGET_BYTES_MAX];
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(lists) * COUNT(names); i++)
        for (size_t j = 0; j < COUNT(operators); j++)
            for (size_t k = 0; k < 2; k++) {
                snprintf(target, sizeof target, "%s?%s%s=%s", lists[i % COUNT(lists)],
                    names[i / COUNT(lists)], operators[j], plain[(i + j + k * 3) % COUNT(plain)]);
                target_hold(&reg, target);
            }
    register_remove(&reg);
}
END_TEST

/* What is as long as may be, of each kind that is read in parts. */
START_TEST(the_longest_questions_are_answered_in_the_memory_of_a_request)
{
    static const char *const heads[] = {
        "/projects?fields=", "/projects?sort=", "/projects?revision__in=", "/projects?id__in=",
        "/projects?name_en__contains=", "/projects?cursor=", "/projects?", "/", "/projects/"};
    static const char *const fillings[] = {
        ",", "a,", "id,", "1,", "%25", "%E4%B8%87", "&a", "a=&", "/", "a/", "_", "aB0-"};
    struct test_register reg;
    char target[TARGET_BYTES_MAX + 1];
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(heads); i++)
        for (size_t j = 0; j < COUNT(fillings); j++) {
            size_t length = strlen(heads[i]), more = strlen(fillings[j]);
            memcpy(target, heads[i], length + 1);
            for (; length + more <= TARGET_BYTES_MAX; length += more)
                memcpy(target + length, fillings[j], more + 1);
            target_hold(&reg, target);
        }
    register_remove(&reg);
}
END_TEST

START_TEST(a_refused_question_leaves_the_next_one_its_answer)
{
    static const char *const refused[] = {"/projects?investment__gte=x", "/projects/none",
        "/categories/summary?launch=none", "/codelists/none", "/projects?sort=none"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer before = register_ask_for(&reg, 200, "/projects?sort=-investment");
    for (size_t i = 0; i < 200; i++)
        target_hold(&reg, refused[i % COUNT(refused)]);
    struct answer after = register_ask_for(&reg, 200, "/projects?sort=-investment");
    ck_assert(json_equal(before.json, after.json));
    answer_free(&after);
    answer_free(&before);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        no_target_gets_anything_but_an_answer_or_a_refusal,
        nor_does_it_from_a_register_of_several_currencies,
        nor_does_it_from_an_empty_register,
        nor_does_any_name_with_any_operator,
        the_longest_questions_are_answered_in_the_memory_of_a_request,
        a_refused_question_leaves_the_next_one_its_answer,
        NULL,
    };
    return claims_run("hostile", claims);
}
