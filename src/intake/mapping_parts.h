// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_MAPPING_PARTS_H
#define GROUNDBREAK_INTAKE_MAPPING_PARTS_H

#include "mapping.h"

/* Makes the parts of the project's record; false without memory. */
bool parts_map(struct group *group, struct record *record);

/* Writes the letters and digits of `text` in small letters, what lies between them as one "-", at
 * most `size` bytes with the NUL; a letter that is not ASCII counts as lying between. */
void words_write(const char *text, char *ret_words, size_t size);

#endif
