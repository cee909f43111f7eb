// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#define BIT(type) (1u << (type))

enum {
    TEXTS = BIT(COLUMN_TEXT) | BIT(COLUMN_CODE) | BIT(COLUMN_LINK),
    ORDERED = BIT(COLUMN_INTEGER) | BIT(COLUMN_DATE) | BIT(COLUMN_TIME) | BIT(COLUMN_COORDINATE) |
              BIT(COLUMN_FIGURE),
    ANY = TEXTS | ORDERED | BIT(COLUMN_BOOLEAN),
};

static const struct {
    const char *name;
    unsigned types;
} operators[OPERATORS] = {
    [OPERATOR_EQ] = {"eq", ANY},
    [OPERATOR_NE] = {"ne", ANY & ~BIT(COLUMN_FIGURE)},
    [OPERATOR_GT] = {"gt", TEXTS | ORDERED},
    [OPERATOR_GTE] = {"gte", TEXTS | ORDERED},
    [OPERATOR_LT] = {"lt", TEXTS | ORDERED},
    [OPERATOR_LTE] = {"lte", TEXTS | ORDERED},
    [OPERATOR_IN] = {"in", TEXTS | BIT(COLUMN_INTEGER)},
    [OPERATOR_NIN] = {"nin", TEXTS | BIT(COLUMN_INTEGER)},
    [OPERATOR_CONTAINS] = {"contains", TEXTS},
    [OPERATOR_STARTSWITH] = {"startswith", TEXTS},
    [OPERATOR_NULL] = {"null", ANY},
    [OPERATOR_BETWEEN] = {"between", TEXTS | ORDERED},
    [OPERATOR_POSSIBLE_GTE] = {"possible_gte", BIT(COLUMN_FIGURE)},
    [OPERATOR_POSSIBLE_LTE] = {"possible_lte", BIT(COLUMN_FIGURE)},
};

const char *operator_name(enum operator op)
{
    return operators[op].name;
}

bool operator_fits(enum operator op, enum column_type type)
{
    return operators[op].types & BIT(type);
}
