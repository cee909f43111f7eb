// SPDX-License-Identifier: Apache-2.0
#include "oc4ids_words.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"

#include <string.h>

/* The words before the amount, and whether that is its low bound, its high one or none. */
static const struct {
    const char *words;
    bool low, high;
} phrases[FIGURE_QUALIFIERS] = {
    [FIGURE_EXACT] = {"exactly", true, false},
    [FIGURE_ABOUT] = {"about", true, false},
    [FIGURE_MORE_THAN] = {"more than", true, false},
    [FIGURE_AT_LEAST] = {"at least", true, false},
    [FIGURE_LESS_THAN] = {"less than", false, true},
    [FIGURE_AT_MOST] = {"at most", false, true},
    [FIGURE_RANGE] = {"from", true, true},
    [FIGURE_WITHHELD] = {"withheld", false, false},
    [FIGURE_NOT_STATED] = {"not stated", false, false},
};

bool figure_is_value(const struct figure *figure)
{
    /* Of ISO 4217, and not in the currency list of OC4IDS 0.9.5. */
    static const char *const newer[] = {"SLE", "VED", "XCG", "ZWG"};
    if (figure->qualifier != FIGURE_EXACT)
        return false;
    for (size_t i = 0; i < sizeof newer / sizeof *newer; i++)
        if (text_equal(newer[i], figure->unit))
            return false;
    return true;
}

/* "more than 320000000000 CNY", "from 1 to 2.5 EUR", "withheld, in EUR", "not stated". */
static const char *phrase_make(const struct figure *figure, struct arena *arena)
{
    const char *words = phrases[figure->qualifier].words;
    bool low = phrases[figure->qualifier].low, high = phrases[figure->qualifier].high;
    char from[DECIMAL_TEXT_SIZE] = "", to[DECIMAL_TEXT_SIZE] = "";
    if (low)
        decimal_format(figure->low, unit_scale(figure->unit), from);
    if (high)
        decimal_format(figure->high, unit_scale(figure->unit), to);
    if (low || high)
        return arena_format(
            arena, "%s %s%s%s %s", words, from, low && high ? " to " : "", to, figure->unit);
    return arena_format(
        arena, "%s%s%s", words, figure->unit ? ", in " : "", figure->unit ? figure->unit : "");
}

/* Two texts, either of which may be NULL, with a line break between them. */
static const char *lines_join(
    const char *first, const char *second, struct arena *arena, bool *ret_whole)
{
    *ret_whole = true;
    if (!first || !second)
        return first ? first : second;
    const char *both = arena_format(arena, "%s\n%s", first, second);
    *ret_whole = both != NULL;
    return both;
}

const char *figure_words(const struct figure *figure, const char *verbatim, const char *note,
    struct arena *arena, bool *ret_whole)
{
    if (figure_is_value(figure) && !verbatim)
        return lines_join(NULL, note, arena, ret_whole);
    const char *phrase = phrase_make(figure, arena);
    if (phrase && verbatim)
        phrase = arena_format(arena, "%s (%s)", phrase, verbatim);
    *ret_whole = false;
    return phrase ? lines_join(phrase, note, arena, ret_whole) : NULL;
}

/* Where the words end that `text` begins with, or NULL. */
static const char *words_pass(const char *text, const char *words)
{
    return text_starts(text, words) ? text + strlen(words) : NULL;
}

/* The digits at `text`; where they end, or NULL where there are none or too many. */
static const char *digits_pass(const char *text, char ret_digits[static DECIMAL_TEXT_SIZE])
{
    size_t length = strspn(text, "0123456789.");
    if (length == 0 || length >= DECIMAL_TEXT_SIZE)
        return NULL;
    memcpy(ret_digits, text, length);
    ret_digits[length] = '\0';
    return text + length;
}

/* The currency at `text`; the end of it, or NULL. */
static const char *unit_pass(const char *text, struct arena *arena, const char **ret_unit)
{
    char unit[4] = "";
    strncat(unit, text, 3);
    if (!unit_is_currency(unit))
        return NULL;
    *ret_unit = arena_copy(arena, unit, 3);
    return *ret_unit ? text + 3 : NULL;
}

/* " 5 EUR" or " 1 to 2.5 EUR" after the words; where it ends, or NULL. */
static const char *amounts_pass(const char *text, struct arena *arena, struct figure *figure)
{
    enum qualifier qualifier = figure->qualifier;
    bool low = phrases[qualifier].low, high = phrases[qualifier].high;
    char from[DECIMAL_TEXT_SIZE], to[DECIMAL_TEXT_SIZE];
    const char *at = words_pass(text, " ");
    if (at && low)
        at = digits_pass(at, from);
    if (at && low && high)
        at = words_pass(at, " to ");
    if (at && high)
        at = digits_pass(at, to);
    at = at ? words_pass(at, " ") : NULL;
    at = at ? unit_pass(at, arena, &figure->unit) : NULL;
    if (!at || (low && !decimal_parse(from, unit_scale(figure->unit), &figure->low)) ||
        (high && !decimal_parse(to, unit_scale(figure->unit), &figure->high)))
        return NULL;
    bool same = qualifier == FIGURE_EXACT || qualifier == FIGURE_ABOUT;
    figure->has_low = low;
    figure->has_high = high || same;
    if (same)
        figure->high = figure->low;
    return at;
}

static const char *figure_pass(
    const char *text, enum qualifier qualifier, struct arena *arena, struct figure *ret_figure)
{
    struct figure figure = {.qualifier = qualifier};
    const char *at = words_pass(text, phrases[qualifier].words);
    if (!at)
        return NULL;
    if (phrases[qualifier].low || phrases[qualifier].high)
        at = amounts_pass(at, arena, &figure);
    else if (text_starts(at, ", in "))
        at = unit_pass(at + 5, arena, &figure.unit);
    if (!at || figure_fault(&figure))
        return NULL;
    *ret_figure = figure;
    return at;
}

/* What follows a figure: nothing, or its verbatim in brackets, then nothing or a line break and a
 * note. */
static bool rest_read(
    const char *at, struct arena *arena, const char **ret_verbatim, const char **ret_note)
{
    size_t length = strcspn(at, "\n");
    const char *note = at[length] ? at + length + 1 : NULL, *verbatim = NULL;
    if (note && !*note)
        return false;
    if (length > 3 && text_starts(at, " (") && at[length - 1] == ')')
        verbatim = arena_copy(arena, at + 2, length - 3);
    else if (length > 0)
        return false;
    note = note ? arena_copy(arena, note, strlen(note)) : NULL;
    if ((length > 0 && !verbatim) || (at[length] && !note))
        return false;
    *ret_verbatim = verbatim;
    *ret_note = note;
    return true;
}

bool figure_words_read(const char *text, struct arena *arena, struct figure *ret_figure,
    const char **ret_verbatim, const char **ret_note)
{
    for (int i = 0; i < FIGURE_QUALIFIERS; i++) {
        struct figure figure;
        const char *at = figure_pass(text, (enum qualifier)i, arena, &figure);
        if (!at || !rest_read(at, arena, ret_verbatim, ret_note))
            continue;
        *ret_figure = figure;
        return true;
    }
    return false;
}

#define DATE_WORD "Date: "

const char *date_words(const char *date, const char *note, struct arena *arena, bool *ret_whole)
{
    const char *line = date ? arena_format(arena, DATE_WORD "%s", date) : NULL;
    *ret_whole = false;
    return date && !line ? NULL : lines_join(line, note, arena, ret_whole);
}

bool date_words_read(
    const char *text, struct arena *arena, const char **ret_date, const char **ret_note)
{
    struct date date;
    size_t length = strcspn(text, "\n"), word = strlen(DATE_WORD);
    const char *day =
        text_starts(text, DATE_WORD) ? arena_copy(arena, text + word, length - word) : NULL;
    bool dated = day && date_parse(day, &date) && date.precision != DATE_DAY;
    const char *rest = !dated ? text : text[length] ? text + length + 1 : NULL;
    const char *note = rest && *rest ? arena_copy(arena, rest, strlen(rest)) : NULL;
    *ret_date = dated ? day : NULL;
    *ret_note = note;
    return (note || !rest || !*rest) && (day || !text_starts(text, DATE_WORD));
}
