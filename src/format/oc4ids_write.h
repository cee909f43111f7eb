// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_OC4IDS_WRITE_H
#define GROUNDBREAK_FORMAT_OC4IDS_WRITE_H

#include "format/json.h"
#include "format/oc4ids.h"

#include "oc4ids_mapping.h"

struct date;

enum { LANGUAGES = 3 };

/* A project on its way out. Where memory ends, the buffer written to is marked failed. */
struct writing {
    struct json *json;
    const struct oc4ids_options *options;
    const struct oc4ids_project *project;
    struct arena *arena;
    const char *order[LANGUAGES]; /* "en", "zh", "local", the wanted one first */
};

/* The text of a field, NULL where it is null. */
const char *text_of(const struct record *record, const char *field);

/* The name of a record in the first language that it has one in; NULL without a record. */
const char *name_of(const struct writing *writing, const struct record *record);

/* `text`, which is never NULL: what could not be made for want of memory breaks the answer rather
 * than being left out. */
const char *whole(struct writing *writing, const char *text);

/* The date of a field where it is no day, else NULL. */
const char *imprecise(const struct record *record, const char *field);

/* Writes a date that is a day as a moment of it; nothing of any other. */
void member_day(struct writing *writing, const char *name, const char *text, const char *time);

/* Writes date_words. */
void member_words(struct writing *writing, const char *name, const char *date, const char *note);

/* Writes the type and the code of a milestone of that kind. */
void member_milestone(struct writing *writing, const char *kind);

/* Writes a member where the text is not NULL. */
void member_text(struct writing *writing, const char *name, const char *text);

/* Writes what the mapping says of the record. */
void object_members(
    struct writing *writing, const struct object_mapping *mapping, const struct record *record);

/* Writes {"startDate", "endDate"} of the days a date may mean. */
void period_write(struct writing *writing, const struct date *date);

/* Writers of one member each, with its name; nothing where there is nothing to say. */
void budget_write(struct writing *writing);
void forecasts_write(struct writing *writing);
void metrics_write(struct writing *writing);
void locations_write(struct writing *writing);
void identifiers_write(struct writing *writing);
void authority_write(struct writing *writing);
void parties_write(struct writing *writing);
void milestones_write(struct writing *writing);
void documents_write(struct writing *writing);

/* The project's list of that name; its items are records of one entity. */
const struct record_list *list_of(const struct writing *writing, const char *collection);

#endif
