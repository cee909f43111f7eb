// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#include "base/text.h"

const struct resource *const all_resources[] = {
    &project_resource,
    &project_figure_resource,
    &project_identifier_resource,
    &project_party_resource,
    &project_milestone_resource,
    &project_document_resource,
    &project_source_resource,
    &figure_resource,
    &launch_resource,
    &announced_resource,
    &category_resource,
    &rd_target_resource,
    &rd_figure_resource,
    &measure_resource,
    &source_resource,
    &source_use_resource,
    &citation_resource,
    &place_resource,
    &code_resource,
    &change_resource,
    &difference_resource,
    &itemised_resource,
    &itemised_launch_resource,
};
const size_t n_all_resources = COUNT(all_resources);

const struct entity *const all_entities[] = {
    &source_entity,
    &place_entity,
    &code_entity,
    &launch_entity,
    &project_entity,
    &rd_figure_entity,
    &measure_entity,
};
const size_t n_all_entities = COUNT(all_entities);

const struct entity *entity_find(const char *collection)
{
    for (size_t i = 0; i < n_all_entities; i++)
        if (text_equal(all_entities[i]->collection, collection))
            return all_entities[i];
    return NULL;
}

/* Not all_resources: the parts of a record have names of their own, one of them "sources". */
const struct resource *resource_find(const char *name)
{
    static const struct resource *const listed[] = {&project_resource, &launch_resource,
        &category_resource, &rd_target_resource, &rd_figure_resource, &measure_resource,
        &source_resource, &place_resource, &change_resource};
    for (size_t i = 0; i < COUNT(listed); i++)
        if (text_equal(listed[i]->name, name))
            return listed[i];
    return NULL;
}
