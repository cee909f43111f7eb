// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"

#include "document.h"

#include <string.h>

/* `target` merged with `patch`, a reference of the caller's; NULL without memory. The parser bounds
 * how deep this goes. A null for what is not there stays, for the reading to find a member that
 * nothing has: to it a null is as good as nothing. */
static json_t *merged(json_t *target, json_t *patch)
{
    if (!json_is_object(patch))
        return json_incref(patch);
    json_t *result = json_is_object(target) ? json_incref(target) : json_object();
    const char *name;
    json_t *value;
    bool done = result != NULL;
    json_object_foreach(patch, name, value)
    {
        json_t *old = json_object_get(result, name);
        if (json_is_null(value) && old)
            json_object_del(result, name);
        else
            done = done && json_object_set_new(result, name, merged(old, value)) == 0;
    }
    if (!done)
        json_decref(result);
    return done ? result : NULL;
}

static bool member_merge(json_t *root, const char *name, json_t *value)
{
    json_t *old = json_object_get(root, name);
    if (!json_is_null(value))
        return json_object_set_new(root, name, merged(old, value)) == 0;
    if (old)
        json_object_del(root, name);
    return true;
}

bool document_patch(struct document *document, const struct document *patch,
    const struct entity *entity, const struct pointer *at, struct problem *ret_problem)
{
    const char *names[MEMBERS_MAX], *name;
    json_t *value;
    if (!json_is_object(patch->root))
        return pointer_fault(ret_problem, at, "wrong_value", "must be an object", NULL);
    bool known = members_known(names, member_names(entity, names), patch->root, at, ret_problem);
    json_object_foreach(patch->root, name, value)
    {
        if (!member_merge(document->root, name, value))
            return problem_memory(ret_problem);
    }
    return known;
}

static bool member_key(json_t *root, const struct field *field, const char *text,
    const struct pointer *at, struct problem *ret_problem)
{
    json_t *given = json_object_get(root, field->name);
    if (!given || json_is_null(given))
        return json_object_set_new(root, field->name, json_stringn(text, strlen(text))) == 0 ||
               problem_memory(ret_problem);
    if (!json_is_string(given) ||
        (json_string_length(given) == strlen(text) && text_equal(json_string_value(given), text)))
        return true;
    const char *detail = arena_format(ret_problem->arena,
        "must be \"%s\", as the record is called here, or left out: a key does not change", text);
    return pointer_fault(
        ret_problem, &(struct pointer){at, field->name, 0}, "wrong_key", detail, NULL);
}

bool document_key(struct document *document, const struct entity *entity, const char *const *key,
    const struct pointer *at, struct problem *ret_problem)
{
    bool good = true;
    if (!json_is_object(document->root))
        return true;
    for (size_t i = 0; i < entity->n_fields && entity->fields[i].flags & KEY; i++)
        good &= member_key(document->root, &entity->fields[i], key[i], at, ret_problem);
    return good;
}
