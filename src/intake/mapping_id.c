// SPDX-License-Identifier: Apache-2.0
#include "base/buffer.h"
#include "base/fold.h"
#include "base/text.h"

#include "mapping.h"
#include "mapping_parts.h"

#include <inttypes.h>
#include <string.h>

enum { ID_SIZE = 129, WORDS_SIZE = 100 };

/* Of the first column's letters and digits and a hash of all columns: for what is long. */
static const char *hashed_id(
    const struct profile *profile, const char *const *cells, struct arena *arena)
{
    uint64_t hash = TEXT_HASH_START;
    char words[WORDS_SIZE];
    for (size_t i = 0; i < profile->n_id_columns; i++) {
        const char *text = cells[profile->id_columns[i]];
        hash = text_hash(hash, text ? text : "", text ? strlen(text) + 1 : 1);
    }
    const char *first = cells[profile->id_columns[0]];
    words_write(first ? first : "", words, sizeof words);
    return arena_format(
        arena, "%s%s%s%016" PRIx64, profile->id_prefix, words, *words ? "-" : "", hash);
}

static const char *words_id(const struct profile *profile, const char *const *cells,
    struct arena *arena, const char **ret_wrong)
{
    char id[ID_SIZE];
    size_t length = strlen(profile->id_prefix), n_words = 0;
    memcpy(id, profile->id_prefix, length + 1);
    for (size_t i = 0; i < profile->n_id_columns; i++) {
        const char *text = cells[profile->id_columns[i]];
        char words[ID_SIZE];
        words_write(text ? text : "", words, sizeof words);
        size_t n = strlen(words);
        n_words += n;
        if (n > 0 && n_words > n)
            id[length++] = '-';
        if (length + n + 1 >= ID_SIZE) {
            *ret_wrong = "the columns of its id are too long for one";
            return NULL;
        }
        memcpy(id + length, words, n + 1);
        length += n;
    }
    *ret_wrong = "the columns of its id say nothing";
    return n_words > 0 ? arena_copy(arena, id, length) : NULL;
}

const char *mapping_id(const struct profile *profile, const char *const *cells, struct arena *arena,
    const char **ret_wrong)
{
    bool said = false;
    for (size_t i = 0; i < profile->n_id_columns; i++) {
        const char *text = cells[profile->id_columns[i]];
        size_t length = text ? strlen(text) : 0;
        said |= text && (text_trim(text, &length), length > 0);
    }
    *ret_wrong = "the columns of its id say nothing";
    if (!said)
        return NULL;
    return profile->hashed_ids ? hashed_id(profile, cells, arena)
                               : words_id(profile, cells, arena, ret_wrong);
}
