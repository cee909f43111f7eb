// SPDX-License-Identifier: Apache-2.0
#include "figure/figure.h"

#include "base/text.h"

static const char *const qualifiers[FIGURE_QUALIFIERS] = {"exact", "about", "more_than", "at_least",
    "less_than", "at_most", "range", "withheld", "not_stated"};

const char *qualifier_name(enum qualifier qualifier)
{
    return qualifiers[qualifier];
}

enum qualifier qualifier_parse(const char *name)
{
    unsigned i = 0;
    while (i < FIGURE_QUALIFIERS && !text_equal(name, qualifiers[i]))
        i++;
    return (enum qualifier)i;
}

static const char *bounds_fault(const struct figure *figure)
{
    switch (figure->qualifier) {
    case FIGURE_EXACT:
    case FIGURE_ABOUT:
        if (!figure->has_low || !figure->has_high || figure->low != figure->high)
            return "exact and about need low and high, and both the same";
        return NULL;
    case FIGURE_MORE_THAN:
    case FIGURE_AT_LEAST:
        return figure->has_low && !figure->has_high ? NULL
                                                    : "more_than and at_least need low alone";
    case FIGURE_LESS_THAN:
    case FIGURE_AT_MOST:
        return figure->has_high && !figure->has_low ? NULL
                                                    : "less_than and at_most need high alone";
    case FIGURE_RANGE:
        if (!figure->has_low || !figure->has_high || figure->low >= figure->high)
            return "range needs low and high, low below high";
        return NULL;
    case FIGURE_WITHHELD:
    case FIGURE_NOT_STATED:
        return figure->has_low || figure->has_high ? "withheld and not_stated have no bounds"
                                                   : NULL;
    case FIGURE_QUALIFIERS:
        break;
    }
    return "qualifier must be one of exact, about, more_than, at_least, less_than, at_most, range, "
           "withheld, not_stated";
}

const char *figure_fault(const struct figure *figure)
{
    const char *fault = bounds_fault(figure);
    if (fault)
        return fault;
    bool stated = figure->has_low || figure->has_high;
    if (stated && !figure->unit)
        return "a figure needs a unit";
    if (figure->unit && unit_scale(figure->unit) < 0)
        return "unit must be an ISO 4217 currency, percent or projects";
    bool negative = (figure->has_low && figure->low < 0) || (figure->has_high && figure->high < 0);
    if (negative && !text_equal(figure->unit, "percent"))
        return "an amount must not be negative";
    return NULL;
}

static bool is_point(const struct figure *figure)
{
    return figure->qualifier == FIGURE_EXACT || figure->qualifier == FIGURE_ABOUT;
}

/* Whether all that `figure` can be lies below all that `other` can be. */
static bool lies_below(const struct figure *figure, const struct figure *other)
{
    if (!figure->has_high || !other->has_low)
        return false;
    bool touch_excluded =
        figure->qualifier == FIGURE_LESS_THAN || other->qualifier == FIGURE_MORE_THAN;
    return figure->high < other->low || (touch_excluded && figure->high == other->low);
}

enum agreement figure_compare(const struct figure *total, const struct figure *sum)
{
    bool stated = (total->has_low || total->has_high) && (sum->has_low || sum->has_high);
    if (!stated || !text_equal(total->unit, sum->unit))
        return AGREEMENT_UNKNOWN;
    bool exact = total->qualifier == FIGURE_EXACT && sum->qualifier == FIGURE_EXACT;
    if (exact && total->low == sum->low)
        return AGREEMENT_EQUAL;
    if (total->qualifier == FIGURE_ABOUT || sum->qualifier == FIGURE_ABOUT)
        return AGREEMENT_UNKNOWN;
    bool apart = lies_below(total, sum) || lies_below(sum, total);
    return apart ? AGREEMENT_INCONSISTENT : AGREEMENT_CONSISTENT;
}

const char *agreement_name(enum agreement agreement)
{
    static const char *const names[] = {"unknown", "equal", "consistent", "inconsistent"};
    return names[agreement];
}

__extension__ typedef __int128 wide; /* low x 10^6 may not fit 64 bits */

bool figure_ratio(const struct figure *part, const struct figure *whole, int64_t *ret_ratio)
{
    if (!is_point(whole) || whole->low <= 0 || !part->has_low || part->low < 0)
        return false;
    if (!text_equal(part->unit, whole->unit))
        return false;
    wide scaled = ((wide)part->low * 1000000 + whole->low / 2) / whole->low;
    if (scaled > INT64_MAX)
        return false;
    *ret_ratio = (int64_t)scaled;
    return true;
}
