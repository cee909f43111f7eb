// SPDX-License-Identifier: Apache-2.0
#include "vocabulary.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/fold.h"
#include "base/text.h"

#include <string.h>

enum { LIST_BYTES_MAX = 8 * 1024, WORD_SIZE = 256 };

void vocabulary_columns(
    struct vocabulary *vocabulary, const struct resource *resource, unsigned uses)
{
    for (size_t i = 0; i < resource->n_columns; i++)
        if (!uses || resource->columns[i].uses & uses)
            vocabulary->names[vocabulary->n++] = resource->columns[i].name;
}

/* "projects have no column "x"; there are id, name_en, ..." */
static const char *detail_list(
    const struct vocabulary *vocabulary, const char *detail, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer list;
    buffer_init(&list, LIST_BYTES_MAX);
    buffer_text(&list, detail);
    for (size_t i = 0; i < vocabulary->n; i++) {
        buffer_text(&list, i ? ", " : "; there are ");
        buffer_text(&list, vocabulary->names[i]);
    }
    return list.failed ? NULL : arena_copy(arena, list.bytes, list.length);
}

bool vocabulary_tell(
    const struct vocabulary *vocabulary, const char *word, struct arena *arena, struct fault *fault)
{
    const char *meant = vocabulary->meant;
    char small[WORD_SIZE];
    if (!meant && text_fold(word, strlen(word), small, sizeof small))
        meant = text_likely(small, vocabulary->names, vocabulary->n);
    fault->hint = meant;
    if (!meant && fault->detail)
        fault->detail = detail_list(vocabulary, fault->detail, arena);
    return fault->detail != NULL;
}

bool vocabulary_fault(const struct vocabulary *vocabulary, const char *word, struct fault *fault,
    struct problem *problem)
{
    return vocabulary_tell(vocabulary, word, problem->arena, fault)
               ? problem_add(problem, PROBLEM_BAD_REQUEST, fault)
               : problem_memory(problem);
}
