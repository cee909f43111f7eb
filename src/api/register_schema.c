// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "format/document.h"
#include "query/query.h"
#include "resources/resources.h"

bool register_schema_answer(struct exchange *exchange)
{
    if (!parameters_only(exchange, NULL, 0))
        return false;
    struct json json = answer_json(exchange);
    response_header(exchange->response, "Content-Type", "application/schema+json");
    document_schema(&json, all_entities, n_all_entities);
    return true;
}
