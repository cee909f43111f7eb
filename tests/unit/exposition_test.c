// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "format/exposition.h"

struct ledger {
    struct buffer out;
    struct exposition exposition;
};

static void ledger_begin(struct ledger *ledger)
{
    buffer_init(&ledger->out, 64 * 1024);
    ledger->exposition = (struct exposition){.out = &ledger->out};
}

static void ledger_end(struct ledger *ledger, const char *expected)
{
    ck_assert_str_eq(buffer_string(&ledger->out), expected);
    buffer_free(&ledger->out);
}

START_TEST(a_family_says_help_and_type_once)
{
    struct ledger ledger;
    ledger_begin(&ledger);
    exposition_family(&ledger.exposition, "asked_total", METRIC_COUNTER, "What was asked.");
    exposition_integer(&ledger.exposition, (const struct label[]){{"of", "a"}, {0}}, 1);
    exposition_integer(
        &ledger.exposition, (const struct label[]){{"of", "b"}, {"at", "c"}, {0}}, 2);
    exposition_gauge(&ledger.exposition, "open", "What is open.", -3);
    ledger_end(&ledger, "# HELP asked_total What was asked.\n"
                        "# TYPE asked_total counter\n"
                        "asked_total{of=\"a\"} 1\n"
                        "asked_total{of=\"b\",at=\"c\"} 2\n"
                        "# HELP open What is open.\n"
                        "# TYPE open gauge\n"
                        "open -3\n");
}
END_TEST

START_TEST(what_would_end_a_label_is_escaped)
{
    struct ledger ledger;
    ledger_begin(&ledger);
    ledger.exposition.name = "n";
    exposition_integer(&ledger.exposition, (const struct label[]){{"of", "a\"b\\c\nd广"}, {0}}, 1);
    ledger_end(&ledger, "n{of=\"a\\\"b\\\\c\\nd广\"} 1\n");
}
END_TEST

START_TEST(durations_are_seconds)
{
    static const struct {
        int64_t microseconds;
        const char *text;
    } rows[] = {
        {0, "n 0.000000\n"},
        {1, "n 0.000001\n"},
        {1500000, "n 1.500000\n"},
        {INT64_C(86400000000), "n 86400.000000\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ledger ledger;
        ledger_begin(&ledger);
        ledger.exposition.name = "n";
        exposition_seconds(&ledger.exposition, NULL, rows[i].microseconds);
        ledger_end(&ledger, rows[i].text);
    }
}
END_TEST

START_TEST(the_buckets_of_a_histogram_add_up)
{
    static const int64_t bounds[] = {500, 2500, 1000000};
    static const uint64_t counts[] = {1, 0, 2, 4};
    const struct histogram histogram = {bounds, counts, 3, 9000001};
    struct ledger ledger;
    ledger_begin(&ledger);
    exposition_family(&ledger.exposition, "took_seconds", METRIC_HISTOGRAM, "How long it took.");
    exposition_histogram(&ledger.exposition, &(struct label){"of", "a"}, &histogram);
    ledger_end(&ledger, "# HELP took_seconds How long it took.\n"
                        "# TYPE took_seconds histogram\n"
                        "took_seconds_bucket{of=\"a\",le=\"0.0005\"} 1\n"
                        "took_seconds_bucket{of=\"a\",le=\"0.0025\"} 1\n"
                        "took_seconds_bucket{of=\"a\",le=\"1\"} 3\n"
                        "took_seconds_bucket{of=\"a\",le=\"+Inf\"} 7\n"
                        "took_seconds_sum{of=\"a\"} 9.000001\n"
                        "took_seconds_count{of=\"a\"} 7\n");
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_family_says_help_and_type_once,
        what_would_end_a_label_is_escaped,
        durations_are_seconds,
        the_buckets_of_a_histogram_add_up,
        NULL,
    };
    return claims_run("exposition", claims);
}
