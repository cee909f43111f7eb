// SPDX-License-Identifier: Apache-2.0
#include "found.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/search.h"
#include "query/statement.h"
#include "resources/resources.h"

#include "rows.h"

#include <string.h>

enum { EXCERPT_CHARACTERS = 120, TOKENS_BYTES_MAX = 16 * 1024 * 1024 };

/* Whether the first `length` bytes of a text have the word. */
static bool start_has(const char *text, size_t length, const struct word *word, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer tokens;
    const char *start = text[length] ? arena_copy(arena, text, length) : text;
    buffer_init(&tokens, TOKENS_BYTES_MAX);
    if (start)
        words_index(start, &tokens);
    return start && buffer_string(&tokens) && word_found(word, tokens.bytes);
}

/* The position of the character that starts at or before `at`. */
static size_t character_start(const char *text, size_t at)
{
    while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
        at--;
    return at;
}

/* Where the word first ends in a text that has it: the shortest start of the text that does. */
static size_t word_end(const char *text, const struct word *word)
{
    size_t without = 0, with = strlen(text);
    while (with - without > 1) {
        __attribute__((cleanup(arena_free))) struct arena arena;
        arena_init(&arena, TOKENS_BYTES_MAX);
        size_t middle = character_start(text, without + (with - without) / 2);
        if (middle == without)
            break; /* one character is left */
        if (start_has(text, middle, word, &arena))
            with = middle;
        else
            without = middle;
    }
    return with;
}

/* Moves n characters on or back, no further than the text goes. */
static size_t characters_move(const char *text, size_t at, int n)
{
    for (; n > 0 && text[at]; n--)
        for (at++; ((unsigned char)text[at] & 0xc0) == 0x80;)
            at++;
    for (; n < 0 && at > 0; n++)
        at = character_start(text, at - 1);
    return at;
}

static const char *excerpt(const char *text, const struct word *word, struct arena *arena)
{
    if (utf8_length(text) <= EXCERPT_CHARACTERS)
        return text;
    size_t end = word_end(text, word);
    size_t from = characters_move(text, end, -EXCERPT_CHARACTERS / 2);
    size_t to = characters_move(text, from, EXCERPT_CHARACTERS);
    return arena_format(
        arena, "%s%.*s%s", from > 0 ? "…" : "", (int)(to - from), text + from, text[to] ? "…" : "");
}

/* A record's texts while they come in: its names, and the texts that have a word. */
struct texts {
    const struct found *found;
    struct arena *arena;
    const char *names[3];
    struct json *json;
};

static const char *const name_fields[3] = {"name_en", "name_zh", "name_local"};

static bool name_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct texts *texts = context;
    for (size_t i = 0; i < COUNT(name_fields); i++) {
        if (!text_equal(cells[0].text, name_fields[i]))
            continue;
        texts->names[i] = arena_copy(texts->arena, cells[1].text, cells[1].length);
        if (!texts->names[i])
            return problem_memory(problem);
    }
    return true;
}

static bool match_write(void *context, const struct cell *cells, struct problem *problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer tokens;
    struct texts *texts = context;
    buffer_init(&tokens, TOKENS_BYTES_MAX);
    words_index(cells[1].text, &tokens);
    if (!buffer_string(&tokens))
        return problem_memory(problem);
    for (size_t i = 0; i < texts->found->n_words; i++) {
        if (!word_found(&texts->found->words[i], tokens.bytes))
            continue;
        const char *part = excerpt(cells[1].text, &texts->found->words[i], texts->arena);
        if (!part)
            return problem_memory(problem);
        json_object_begin(texts->json);
        json_member_string(texts->json, "field", cells[0].text);
        json_member_string(texts->json, "excerpt", part);
        json_object_end(texts->json);
        return true;
    }
    return true;
}

bool found_write(struct exchange *exchange, struct json *json, const struct found *found)
{
    struct texts texts = {.found = found, .arena = exchange->arena, .json = json};
    struct statement statement;
    if (!statement_search_texts(
            found->kind, found->record, exchange->arena, &statement, exchange->problem) ||
        !statement_each(exchange->reader, &statement, name_take, &texts, exchange->problem))
        return false;
    json_object_begin(json);
    json_member_string(json, "kind", found->kind);
    json_member_string(json, "id", found->record);
    for (size_t i = 0; i < COUNT(name_fields); i++)
        json_member_string(json, name_fields[i], texts.names[i]);
    json_name(json, "matches");
    json_array_begin(json);
    if (!statement_each(exchange->reader, &statement, match_write, &texts, exchange->problem))
        return false;
    json_array_end(json);
    json_object_end(json);
    return true;
}
