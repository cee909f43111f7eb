// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_RESOURCES_PROJECT_PARTS_H
#define GROUNDBREAK_RESOURCES_PROJECT_PARTS_H

#include "schema/entity.h"

/* How far the money of a project's figure may have come. */
#define FIGURE_STAGES "announced approved budgeted contracted revised actual"

/* What a project's record holds lists of. */
extern const struct entity project_figure_entity, project_identifier_entity, project_party_entity,
    project_milestone_entity, project_document_entity, project_source_entity;

#endif
