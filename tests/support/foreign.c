// SPDX-License-Identifier: Apache-2.0
#include "foreign.h"

#include <jansson.h>
#include <string.h>

bool foreign_reads_text(const char *json, size_t json_length, const char *text, size_t text_length)
{
    json_t *list = json_loadb(json, json_length, JSON_ALLOW_NUL, NULL);
    const json_t *value = json_array_get(list, 0);
    bool same = json_array_size(list) == 1 && json_is_string(value) &&
                json_string_length(value) == text_length &&
                memcmp(json_string_value(value), text, text_length) == 0;
    json_decref(list);
    return same;
}

bool foreign_reads_member(const char *json, size_t json_length, const char *name, const char *inner)
{
    json_t *object = json_loadb(json, json_length, JSON_REJECT_DUPLICATES, NULL);
    bool there = json_object_get(json_object_get(object, name), inner) != NULL;
    json_decref(object);
    return there;
}
