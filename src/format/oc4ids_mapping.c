// SPDX-License-Identifier: Apache-2.0
#include "oc4ids_mapping.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MAPPING(its_members)                                                                       \
    {                                                                                              \
        its_members, COUNT(its_members)                                                            \
    }

static const struct member identifier_members[] = {
    {"id", "identifier", MEMBER_TEXT, NULL},
    {"scheme", "scheme", MEMBER_TEXT, NULL},
};
const struct object_mapping identifier_mapping = MAPPING(identifier_members);

static const struct member party_members[] = {
    {"name", "name", MEMBER_NAME, NULL},
    {"id", "id", MEMBER_TEXT, NULL},
};
const struct object_mapping party_mapping = MAPPING(party_members);

/* A date of the register does not say whether it was met: it is when the step is due. */
static const struct member milestone_members[] = {
    {"id", "id", MEMBER_TEXT, NULL},
    {"title", "title", MEMBER_TEXT, NULL},
    {"type", "kind", MEMBER_MILESTONE, NULL},
    {"description", "note", MEMBER_WORDS, "date"},
    {"dueDate", "date", MEMBER_DAY, NULL},
};
const struct object_mapping milestone_mapping = MAPPING(milestone_members);

static const struct member document_members[] = {
    {"documentType", "type", MEMBER_TEXT, NULL},
    {"title", "title", MEMBER_TEXT, NULL},
    {"description", NULL, MEMBER_WORDS, "published_on"},
    {"url", "link", MEMBER_LINK, NULL},
    {"datePublished", "published_on", MEMBER_DAY, NULL},
    {"language", "language", MEMBER_TEXT, NULL},
};
const struct object_mapping document_mapping = MAPPING(document_members);

static const struct member source_members[] = {
    {"title", "title", MEMBER_TEXT, NULL},
    {"url", "link", MEMBER_LINK, NULL},
    {"datePublished", "published_on", MEMBER_DAY, NULL},
    {"language", "language", MEMBER_TEXT, NULL},
    {"author", "author", MEMBER_TEXT, NULL},
};
const struct object_mapping source_mapping = MAPPING(source_members);

const struct milestone_kind milestone_kinds[] = {
    {"start", "delivery", "commencement"},
    {"completion", "delivery", "completion"},
    {"approval", "approval", NULL},
    {"contract", "contractClose", NULL},
};
const size_t n_milestone_kinds = COUNT(milestone_kinds);

const struct period_end period_ends[2] = {
    {"start_date", "startDate", "period-start", "start", "00:00:00Z"},
    {"end_date", "endDate", "period-end", "completion", "23:59:59Z"},
};

const char *const project_statuses[8] = {"identification", "preparation", "implementation",
    "completion", "maintenance", "decommissioning", "decommissioned", "cancelled"};

const struct sector_title sector_titles[] = {
    {"education", "Education"},
    {"health", "Health"},
    {"energy", "Energy"},
    {"energy.solar", "Solar energy"},
    {"energy.wind", "Wind energy"},
    {"energy.hydropower", "Hydropower energy"},
    {"energy.biomass", "Biomass energy"},
    {"energy.geothermal", "Geothermal energy"},
    {"communications", "Communications"},
    {"waterAndWaste", "Water and waste"},
    {"governance", "Governance"},
    {"economy", "Economy"},
    {"cultureSportsAndRecreation", "Culture, sports and recreation"},
    {"transport", "Transport"},
    {"transport.air", "Air transport"},
    {"transport.water", "Water transport"},
    {"transport.rail", "Rail transport"},
    {"transport.road", "Road transport"},
    {"transport.urban", "Urban transport"},
    {"transport.lowCarbon", "Low-carbon transport"},
    {"socialHousing", "Social housing"},
    {"naturalResources", "Natural resources"},
    {"naturalResources.floodProtection", "Flood protection"},
};
const size_t n_sector_titles = COUNT(sector_titles);

const char *const actual_measures[2] = {"actual_investment", "contract_value"};

const struct address_line address_lines[3] = {
    {"locality", "city town"},
    {"region", "region province"},
    {"countryName", "country"},
};
