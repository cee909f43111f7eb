// SPDX-License-Identifier: Apache-2.0
/* The public faces, byte for byte: each answer is laid out a member a line, with times and versions
 * masked, and held against its file in tests/golden. Where a change is meant, GOLDEN_RENEW=1 in the
 * environment has this program write the files anew; then read the difference. */
#include "listing.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct golden {
    const char *file, *target;
    unsigned status;
} goldens[] = {
    {"index.json", "/", 200},
    {"openapi.json", "/openapi.json", 200},
    {"register.schema.json", "/schema/register.json", 200},
    {"projects.json", "/projects", 200},
    {"projects-page.json", "/projects?sort=-investment,name_en&limit=2&fields=id,investment", 200},
    {"project.json", "/projects/gz-quwan-global-headquarters", 200},
    {"project-disputed.json", "/projects/gz-wanli-tire-phase-iii", 200},
    {"aggregate.json",
        "/projects/aggregate?group_by=sector,district&aggregate=count,sum(investment)", 200},
    {"facets.json", "/projects/facets?facet=category,status,district", 200},
    {"figures.json", "/figures", 200},
    {"figures-aggregate.json", "/figures/aggregate?group_by=measure,figure_unit", 200},
    {"categories.json", "/categories", 200},
    {"categories-summary.json", "/categories/summary", 200},
    {"districts-summary.json", "/districts/summary", 200},
    {"sectors-summary.json", "/sectors/summary", 200},
    {"launches.json", "/launches", 200},
    {"launch.json", "/launches/guangzhou-2024-q1", 200},
    {"launch-summary.json", "/launches/guangzhou-2024-q1/summary", 200},
    {"rd-targets.json", "/rd-targets", 200},
    {"rd-target.json", "/rd-targets/guangzhou-rd-intensity-2024-target", 200},
    {"rd-figures.json", "/rd-figures", 200},
    {"measures.json", "/measures", 200},
    {"sources.json", "/sources", 200},
    {"source.json", "/sources/gz-gov-2024-02-21", 200},
    {"places.json", "/places", 200},
    {"codelist-status.json", "/codelists/status", 200},
    {"search.json", "/search?q=%E4%BA%A7%E4%B8%9A&limit=3", 200},
    {"problem-search.json", "/search?q=a+b+c+d+e+f+g+h+i&kind=project", 400},
    {"oc4ids-package.json", "/oc4ids/package.json", 200},
    {"oc4ids-project.json", "/oc4ids/projects/gz-wanli-tire-phase-iii.json", 200},
    {"problem-parameter.json", "/projects?categry=industrial&limit=x", 400},
    {"problem-path.json", "/project", 404},
};

enum { LINE_COLUMNS = 90 };

/* A document on its way to a layout: the bytes as they are, with white space between values. What
 * fits in a line stays in one. */
struct layout {
    struct buffer out;
    unsigned depth;
    const char *line_end; /* where what is in one line ends */
    char member[64];      /* whose value comes next */
};

static size_t string_length(const char *at)
{
    size_t length = 1;
    while (at[length] != '"')
        length += at[length] == '\\' ? 2 : 1;
    return length + 1;
}

/* The length of an object or list. */
static size_t value_length(const char *at)
{
    size_t length = 0;
    for (unsigned depth = 0; length == 0 || depth > 0;) {
        depth += at[length] == '{' || at[length] == '[';
        depth -= at[length] == '}' || at[length] == ']';
        length += at[length] == '"' ? string_length(at + length) : 1;
    }
    return length;
}

static void line_begin(struct layout *layout)
{
    buffer_char(&layout->out, '\n');
    for (unsigned i = 0; i < layout->depth; i++)
        buffer_text(&layout->out, "  ");
}

/* Copies the string at `at`, or a mask where it differs from run to run; its length. */
static size_t string_lay(struct layout *layout, const char *at)
{
    size_t length = string_length(at);
    bool name = at[length] == ':';
    bool masked =
        !name &&
        (text_equal(layout->member, "updated_at") || text_equal(layout->member, "updated") ||
            text_equal(layout->member, "at") || text_equal(layout->member, "publishedDate") ||
            text_equal(layout->member, "version"));
    if (masked)
        buffer_text(&layout->out, "\"(masked)\"");
    else
        buffer_add(&layout->out, at, length);
    snprintf(layout->member, sizeof layout->member, "%.*s", name ? (int)length - 2 : 0, at + 1);
    return length;
}

static void bracket_lay(struct layout *layout, const char *at)
{
    bool opens = *at == '{' || *at == '[', in_line = at < layout->line_end;
    layout->member[0] = '\0';
    if (opens && !in_line && value_length(at) <= LINE_COLUMNS - 2 * layout->depth) {
        layout->line_end = at + value_length(at);
        in_line = true;
    }
    if (!opens && !in_line) {
        layout->depth--;
        line_begin(layout);
    }
    buffer_char(&layout->out, *at);
    if (opens && !in_line) {
        layout->depth++;
        line_begin(layout);
    }
}

/* Lays out compact JSON. The caller frees layout->out. */
static const char *body_lay(struct layout *layout, const char *body)
{
    buffer_init(&layout->out, (size_t)4 * 1024 * 1024);
    for (const char *at = body; *at; at++) {
        if (*at == '"') {
            at += string_lay(layout, at) - 1;
        } else if (strchr("{}[]", *at)) {
            bracket_lay(layout, at);
        } else {
            buffer_char(&layout->out, *at);
            if (*at == ':' || (*at == ',' && at < layout->line_end))
                buffer_char(&layout->out, ' ');
            else if (*at == ',')
                line_begin(layout);
        }
    }
    return buffer_string(&layout->out);
}

static const char *file_read(struct arena *arena, const char *path)
{
    struct buffer bytes;
    char part[4096];
    FILE *file = fopen(path, "rb");
    buffer_init(&bytes, (size_t)4 * 1024 * 1024);
    for (size_t n; file && (n = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add(&bytes, part, n);
    if (file)
        fclose(file);
    const char *text = arena_copy(arena, bytes.bytes, bytes.length);
    buffer_free(&bytes);
    return text;
}

static void file_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_msg(file && fputs(text, file) >= 0 && fclose(file) == 0, "%s", path);
}

/* The first line that differs, both ways. */
static const char *difference(
    struct arena *arena, const char *file, const char *expected, const char *got)
{
    unsigned line = 1;
    const char *from = expected, *to = got;
    for (size_t i = 0; expected[i] == got[i] && got[i]; i++)
        if (got[i] == '\n') {
            line++;
            from = expected + i + 1;
            to = got + i + 1;
        }
    return arena_format(arena, "\n# tests/golden/%s:%u: \"%.*s\" is now \"%.*s\"", file, line,
        (int)strcspn(from, "\n"), from, (int)strcspn(to, "\n"), to);
}

static const char *golden_difference(struct test_register *reg, const struct golden *golden)
{
    struct layout layout = {0};
    const char *path = arena_format(&reg->arena, TESTS_FOLDER "/golden/%s", golden->file);
    struct answer answer = register_ask_for(reg, golden->status, "%s", golden->target);
    const char *got = body_lay(&layout, answer.response.body.bytes);
    const char *told = "", *renew = getenv("GOLDEN_RENEW");
    ck_assert_ptr_nonnull(got);
    if (renew && *renew) {
        file_write(path, got);
    } else {
        const char *expected = file_read(&reg->arena, path);
        if (!text_equal(expected, got))
            told = difference(&reg->arena, golden->file, expected, got);
    }
    buffer_free(&layout.out);
    answer_free(&answer);
    return told;
}

START_TEST(every_public_answer_is_to_the_byte_as_it_was)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    const char *told = "";
    for (size_t i = 0; i < COUNT(goldens); i++)
        told = arena_format(&reg.arena, "%s%.400s", told, golden_difference(&reg, &goldens[i]));
    ck_assert_msg(
        *told == '\0', "where that is meant: GOLDEN_RENEW=1 tests/run --suite api%.4000s", told);
    register_remove(&reg);
}
END_TEST

START_TEST(a_layout_keeps_every_byte_but_masks_and_white_space)
{
    static const char compact[] =
        "{\"a\":[1,-2.50,\"x, {y}: \\\"z\\\\\"],\"b\":{},\"version\":{\"version\":\"1\"},"
        "\"updated_at\":\"2024-02-20T08:00:00Z\",\"c\":\"long enough for a line of its own\"}\n";
    static const char laid[] =
        "{\n  \"a\": [1, -2.50, \"x, {y}: \\\"z\\\\\"],\n  \"b\": {},\n"
        "  \"version\": {\"version\": \"(masked)\"},\n  \"updated_at\": \"(masked)\",\n"
        "  \"c\": \"long enough for a line of its own\"\n}\n";
    struct layout layout = {0};
    ck_assert_str_eq(body_lay(&layout, compact), laid);
    buffer_free(&layout.out);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_layout_keeps_every_byte_but_masks_and_white_space,
        every_public_answer_is_to_the_byte_as_it_was,
        NULL,
    };
    return claims_run("golden", claims);
}
