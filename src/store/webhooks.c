// SPDX-License-Identifier: Apache-2.0
#include "store/webhooks.h"

#include "writer.h"

bool reader_webhook(struct reader *reader, const char *url, bool *ret_known, int64_t *ret_revision,
    struct problem *ret_problem)
{
    const struct cell address = cell_text(url);
    int64_t next; /* 0 is what there is where there is nothing */
    if (!connection_integer(&reader->connection, "SELECT revision + 1 FROM webhook WHERE url = $1",
            &address, 1, &next, ret_problem))
        return false;
    *ret_known = next > 0;
    *ret_revision = next - 1;
    return true;
}

bool writer_webhook_set(
    struct writer *writer, const char *url, int64_t revision, struct problem *ret_problem)
{
    const struct cell cells[] = {cell_text(url), cell_integer(revision)};
    return connection_execute(&writer->reader.connection,
        "INSERT INTO webhook (url, revision) VALUES ($1, $2)"
        " ON CONFLICT (url) DO UPDATE SET revision = excluded.revision",
        cells, 2, ret_problem);
}
