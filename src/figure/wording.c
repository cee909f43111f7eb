// SPDX-License-Identifier: Apache-2.0
#include "figure/wording.h"

#include "base/fold.h"
#include "base/text.h"

#include "number.h"

#include <string.h>
#include <strings.h>

static const char not_understood[] = "is not understood as an amount";

enum { WORDING_MAX = 200, POWER_MAX = 15 };

/* A word and what it says of the amount. */
struct word {
    const char *text;
    int says;
};

/* Longer words first, for one begins another. */
static const struct word qualifiers_before[] = {
    {"超过", FIGURE_MORE_THAN},
    {"超", FIGURE_MORE_THAN},
    {"逾", FIGURE_MORE_THAN},
    {"不少于", FIGURE_AT_LEAST},
    {"不低于", FIGURE_AT_LEAST},
    {"不超过", FIGURE_AT_MOST},
    {"约", FIGURE_ABOUT},
    {"近", FIGURE_ABOUT},
    {"more than", FIGURE_MORE_THAN},
    {"over", FIGURE_MORE_THAN},
    {">=", FIGURE_AT_LEAST},
    {"≥", FIGURE_AT_LEAST},
    {">", FIGURE_MORE_THAN},
    {"at least", FIGURE_AT_LEAST},
    {"not less than", FIGURE_AT_LEAST},
    {"less than", FIGURE_LESS_THAN},
    {"under", FIGURE_LESS_THAN},
    {"<=", FIGURE_AT_MOST},
    {"≤", FIGURE_AT_MOST},
    {"<", FIGURE_LESS_THAN},
    {"at most", FIGURE_AT_MOST},
    {"up to", FIGURE_AT_MOST},
    {"not more than", FIGURE_AT_MOST},
    {"about", FIGURE_ABOUT},
    {"approximately", FIGURE_ABOUT},
    {"approx.", FIGURE_ABOUT},
    {"around", FIGURE_ABOUT},
    {"circa", FIGURE_ABOUT},
    {"ca.", FIGURE_ABOUT},
    {"~", FIGURE_ABOUT},
    {"≈", FIGURE_ABOUT},
};

static const struct word qualifiers_behind[] = {
    {"以上", FIGURE_AT_LEAST},
    {"以下", FIGURE_AT_MOST},
    {"多", FIGURE_MORE_THAN},
    {"余", FIGURE_MORE_THAN},
    {"+", FIGURE_AT_LEAST},
};

static const struct word scales[] = {
    {"万亿", 12},
    {"亿", 8},
    {"万", 4},
    {"trillion", 12},
    {"tn", 12},
    {"billion", 9},
    {"bn", 9},
    {"million", 6},
    {"mn", 6},
    {"m", 6},
    {"thousand", 3},
    {"k", 3},
};

/* Currency signs, each with the currencies it may stand for. */
static const struct sign {
    const char *text, *units;
} signs[] = {
    {"US$", "USD"},
    {"R$", "BRL"},
    {"£", "GBP"},
    {"€", "EUR"},
    {"¥", "CNY JPY"},
    {"￥", "CNY JPY"},
    {"人民币", "CNY"},
    {"元", "CNY"},
    {"$", "ARS AUD BBD BMD BND BOB BSD BZD CAD CLP COP CRC CUP DOP FJD GYD HKD JMD KYD LRD MXN NAD "
          "NIO NZD SBD SGD SRD TTD TWD USD UYU XCD"},
};

/* What is left of a text that is read from its front, and what was found so far. */
struct reading {
    const struct wording *wording;
    const char *at;
    bool qualified;
    enum qualifier qualifier;
    int power; /* -1 before a scale was read */
    size_t n_numbers;
    char numbers[2][NUMBER_SIZE];
    const char *wrong;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the text goes on with the word; a Latin one ends where the letters do. */
static bool word_starts(const char *at, const char *word)
{
    size_t length = strlen(word);
    return strncasecmp(at, word, length) == 0 &&
           !(is_letter(word[length - 1]) && is_letter(at[length]));
}

static const struct word *word_take(struct reading *reading, const struct word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (word_starts(reading->at, words[i].text)) {
            reading->at += strlen(words[i].text);
            return &words[i];
        }
    return NULL;
}

static bool qualifier_take(struct reading *reading, const struct word *words, size_t n)
{
    const struct word *word = word_take(reading, words, n);
    if (!word)
        return false;
    if (reading->qualified)
        reading->wrong = "is qualified twice";
    reading->qualified = true;
    reading->qualifier = (enum qualifier)word->says;
    return true;
}

static bool unit_among(const char *unit, const char *units)
{
    const char *at = strstr(units, unit);
    return at && (at[3] == ' ' || !at[3]);
}

/* A sign or an ISO code, which must be that of the column. */
static bool sign_take(struct reading *reading)
{
    const char *unit = reading->wording->unit;
    if (strncmp(reading->at, unit, 3) == 0 && !is_letter(reading->at[3])) {
        reading->at += 3;
        return true;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!text_starts(reading->at, signs[i].text))
            continue;
        reading->at += strlen(signs[i].text);
        if (!unit_among(unit, signs[i].units))
            reading->wrong = "has the sign of another currency";
        return true;
    }
    return false;
}

static bool scale_take(struct reading *reading)
{
    const struct word *word = word_take(reading, scales, sizeof scales / sizeof *scales);
    if (!word)
        return false;
    if (reading->power >= 0)
        reading->wrong = "has two scales";
    reading->power = word->says;
    return true;
}

static bool number_take(struct reading *reading)
{
    size_t length = number_length(reading->at);
    if (length == 0)
        return false;
    if (reading->n_numbers == 2 || !number_plain(reading->at, length, reading->wording->decimal,
                                       reading->numbers[reading->n_numbers]))
        reading->wrong = not_understood;
    else
        reading->n_numbers++;
    reading->at += length;
    return true;
}

/* The dash of a range, behind its first number. */
static bool dash_take(struct reading *reading)
{
    static const char *const dashes[] = {"-", "–", "—", "~", "至"};
    for (size_t i = 0; reading->n_numbers == 1 && i < sizeof dashes / sizeof *dashes; i++) {
        const char *behind = reading->at + strlen(dashes[i]);
        if (!text_starts(reading->at, dashes[i]))
            continue;
        behind += strspn(behind, " ");
        if (number_length(behind) == 0)
            return false;
        reading->at = behind;
        reading->qualified = true;
        reading->qualifier = FIGURE_RANGE;
        return number_take(reading);
    }
    return false;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool piece_take(struct reading *reading)
{
    if (*reading->at == ' ') {
        reading->at++;
        return true;
    }
    if (reading->n_numbers == 0)
        return number_take(reading) || sign_take(reading) ||
               qualifier_take(reading, qualifiers_before, COUNT(qualifiers_before));
    return dash_take(reading) || scale_take(reading) || sign_take(reading) ||
           qualifier_take(reading, qualifiers_behind, COUNT(qualifiers_behind));
}

static const char *amount_scale(const struct reading *reading, const char *number, int64_t *ret)
{
    const struct wording *wording = reading->wording;
    int power = reading->power < 0 ? wording->power : reading->power;
    if (!decimal_parse(number, unit_scale(wording->unit) + power, ret))
        return strchr(number, '.') ? "has more decimals than its currency" : "is too large";
    return *ret > unit_amount_max(wording->unit) ? "is too large" : NULL;
}

static const char *bounds_set(
    enum qualifier qualifier, const int64_t values[2], struct figure *figure)
{
    bool upper = qualifier == FIGURE_LESS_THAN || qualifier == FIGURE_AT_MOST;
    bool lower = qualifier == FIGURE_MORE_THAN || qualifier == FIGURE_AT_LEAST;
    figure->qualifier = qualifier;
    figure->has_low = !upper;
    figure->has_high = !lower;
    figure->low = upper ? 0 : values[0];
    figure->high = lower ? 0 : values[qualifier == FIGURE_RANGE];
    if (qualifier == FIGURE_RANGE && figure->low == figure->high)
        figure->qualifier = FIGURE_EXACT;
    return figure->has_low && figure->has_high && figure->low > figure->high
               ? "has a low end above its high one"
               : NULL;
}

static const char *amount_read(
    const char *line, const struct wording *wording, struct figure *ret_figure)
{
    struct reading reading = {.wording = wording, .at = line, .power = -1};
    int64_t values[2] = {0};
    while (*reading.at && !reading.wrong)
        if (!piece_take(&reading))
            reading.wrong = *reading.at == '-' ? "is negative" : not_understood;
    if (!reading.wrong && reading.n_numbers == 0)
        reading.wrong = not_understood;
    for (size_t i = 0; i < reading.n_numbers && !reading.wrong; i++)
        reading.wrong = amount_scale(&reading, reading.numbers[i], &values[i]);
    if (reading.wrong)
        return reading.wrong;
    return bounds_set(reading.qualified ? reading.qualifier : FIGURE_EXACT, values, ret_figure);
}

/* The amount behind a label such as "Low:", up to the next label or the end. */
static const char *labelled_read(
    const char *line, const char *label, const struct wording *wording, int64_t *ret_value)
{
    const char *at = strcasestr(line, label);
    struct figure figure = {.unit = wording->unit};
    char part[WORDING_MAX] = "";
    if (!at)
        return not_understood;
    at += strlen(label);
    size_t length = strcspn(at, "LMHlmh");
    while (length > 0 && strchr(" ,;", at[length - 1]))
        length--;
    memcpy(part, at, length);
    const char *wrong = amount_read(part, wording, &figure);
    if (!wrong && figure.qualifier != FIGURE_EXACT)
        wrong = not_understood;
    *ret_value = figure.low;
    return wrong;
}

static const char *span_read(
    const char *line, const struct wording *wording, struct figure *ret_figure)
{
    int64_t values[2] = {0}, middle = 0;
    const char *wrong = labelled_read(line, "low:", wording, &values[0]);
    if (!wrong)
        wrong = labelled_read(line, "high:", wording, &values[1]);
    if (!wrong && strcasestr(line, "mid:"))
        wrong = labelled_read(line, "mid:", wording, &middle);
    if (!wrong && strcasestr(line, "mid:") && (middle < values[0] || middle > values[1]))
        wrong = "has a middle outside its ends";
    return wrong ? wrong : bounds_set(FIGURE_RANGE, values, ret_figure);
}

const char *figure_read(const char *text, const struct wording *wording, struct figure *ret_figure)
{
    char line[WORDING_MAX];
    struct figure figure = {.unit = wording->unit};
    const char *wrong = NULL;
    if (!text_one_line(text, strlen(text), line, sizeof line))
        return not_understood;
    if (strncasecmp(line, "exempt under ", 13) == 0)
        figure = (struct figure){.qualifier = FIGURE_WITHHELD};
    else if (strncasecmp(line, "low:", 4) == 0)
        wrong = span_read(line, wording, &figure);
    else
        wrong = amount_read(line, wording, &figure);
    if (!wrong)
        *ret_figure = figure;
    return wrong;
}
