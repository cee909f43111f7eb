// SPDX-License-Identifier: Apache-2.0
/* resources/: const tables that describe what is kept (entities) and what is read (resources). */
#ifndef GROUNDBREAK_RESOURCES_RESOURCES_H
#define GROUNDBREAK_RESOURCES_RESOURCES_H

#include "schema/entity.h"
#include "schema/resource.h"

extern const struct resource project_resource, project_figure_resource, project_identifier_resource,
    project_party_resource, project_milestone_resource, project_document_resource,
    project_source_resource;
extern const struct resource figure_resource;
extern const struct resource launch_resource, announced_resource;
extern const struct resource rd_target_resource, rd_figure_resource, measure_resource;
extern const struct resource source_resource, source_use_resource, citation_resource,
    place_resource;
extern const struct resource change_resource, difference_resource;
extern const struct resource code_resource, category_resource, itemised_resource,
    itemised_launch_resource;

extern const struct resource *const all_resources[];
extern const size_t n_all_resources;

extern const struct entity source_entity, place_entity, code_entity, launch_entity, project_entity,
    rd_figure_entity, measure_entity;

/* The collections of a register document, in the order in which they are written. */
extern const struct entity *const all_entities[];
extern const size_t n_all_entities;

/* The resource of that name that has a list of its own ("places"), or NULL. */
const struct resource *resource_find(const char *name);

/* The entity of that collection ("projects"), or NULL. */
const struct entity *entity_find(const char *collection);

#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
