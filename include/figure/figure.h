// SPDX-License-Identifier: Apache-2.0
/* figure/: quantities that may say "more than", and arithmetic that stays honest about it. */
#ifndef GROUNDBREAK_FIGURE_FIGURE_H
#define GROUNDBREAK_FIGURE_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum qualifier {
    FIGURE_EXACT,      /* low = high */
    FIGURE_ABOUT,      /* low = high, imprecise */
    FIGURE_MORE_THAN,  /* low only, itself excluded */
    FIGURE_AT_LEAST,   /* low only, itself included */
    FIGURE_LESS_THAN,  /* high only, itself excluded */
    FIGURE_AT_MOST,    /* high only, itself included */
    FIGURE_RANGE,      /* low < high, both included */
    FIGURE_WITHHELD,   /* known to someone who does not say */
    FIGURE_NOT_STATED, /* not stated */
    FIGURE_QUALIFIERS,
};

/* A quantity: bounds in the unit's smallest parts (fen, cents; see unit_scale). */
struct figure {
    enum qualifier qualifier;
    bool has_low, has_high;
    int64_t low, high;
    const char *unit; /* NULL only where withheld or not stated */
};

/* "exact", "more_than", ...; and back, FIGURE_QUALIFIERS for no qualifier. */
const char *qualifier_name(enum qualifier qualifier);
enum qualifier qualifier_parse(const char *name);

/* NULL where the figure has the bounds its qualifier needs, no negative amount and a unit; else a
 * sentence that says what is wrong. */
const char *figure_fault(const struct figure *figure);

/* Decimal digits kept of a unit: its ISO 4217 minor unit for a currency, 4 for "percent", 0 for
 * "projects"; -1 for a unit that is not known. */
int unit_scale(const char *unit);
bool unit_is_currency(const char *unit);

/* Reads a plain decimal ("12.5", "-3", no exponent) as an integer of 10^-scale. False where it is
 * no number, has more decimals than `scale` or does not fit. */
bool decimal_parse(const char *text, int scale, int64_t *ret_value);

enum { DECIMAL_TEXT_SIZE = 24 };

/* Writes value x 10^-scale exactly, without trailing zeros: "12.5", "196900000000". */
void decimal_format(int64_t value, int scale, char ret_text[static DECIMAL_TEXT_SIZE]);

/* A sum of figures of one unit, and what it is made of. Lower bounds add; the upper bound is
 * unknown once a term has none or is missing. */
struct figure_sum {
    const char *unit;
    int64_t n_exact, n_about, n_bounded, n_strict, n_open, n_missing;
    int64_t low, high;
    bool overflow;
};

/* Terms with an amount, however imprecise. */
int64_t figure_sum_stated(const struct figure_sum *sum);

void figure_sum_add(struct figure_sum *sum, const struct figure *term);

/* Adds the terms of `part`, which is of the same unit or has no amount at all. */
void figure_sum_merge(struct figure_sum *sum, const struct figure_sum *part);

/* The sum as a figure: exact or about when every term is, else a range or "at least" or "more
 * than"; not_stated without a stated term or when it does not fit. */
struct figure figure_sum_total(const struct figure_sum *sum);

/* The mean of the terms with an amount, the others left out: the bounds of the sum divided, the
 * lower rounded down and the upper up to whole smallest parts of the unit. A sum without play has
 * one mean, rounded half up and then no more than about. */
struct figure figure_sum_mean(const struct figure_sum *sum);

/* The figure of a value that lies between two bounds, each of which may be missing: exact (or
 * about, where it is no more than that) when they are the same, else a range, a bound or
 * not_stated. */
struct figure figure_between(const int64_t *low, const int64_t *high, const char *unit, bool about);

/* What a stated total and the sum of the parts it is made of say of each other. */
enum agreement {
    AGREEMENT_UNKNOWN,      /* too little is known to tell */
    AGREEMENT_EQUAL,        /* both exact and the same */
    AGREEMENT_CONSISTENT,   /* both can be true */
    AGREEMENT_INCONSISTENT, /* they cannot both be true */
};
enum agreement figure_compare(const struct figure *total, const struct figure *sum);
const char *agreement_name(enum agreement agreement);

enum { RATIO_SCALE = 6 };

/* part / whole in 10^-RATIO_SCALE, rounded half up; false where the whole is not exact or about, or
 * is 0, the part has no lower bound, or the units differ. The part counts with its lower bound. */
bool figure_ratio(const struct figure *part, const struct figure *whole, int64_t *ret_ratio);

#endif
