// SPDX-License-Identifier: Apache-2.0
#include "form.h"

#include "check.h"

#include "base/arena.h"
#include "base/text.h"
#include "http/message.h"

#include <string.h>
#include <strings.h>

/* What follows "http://" or "https://"; NULL where neither is there. */
static const char *scheme_skip(const char *target)
{
    static const char *const schemes[] = {"http://", "https://"};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
        if (strncasecmp(target, schemes[i], strlen(schemes[i])) == 0)
            return target + strlen(schemes[i]);
    return NULL;
}

const char *form_origin(const char *target, struct arena *arena)
{
    const char *host = scheme_skip(target);
    if (!host)
        return target;
    size_t length = strcspn(host, "/?#");
    const char *rest = host + length;
    char *name = arena_copy(arena, host, length);
    if (!name)
        return NULL;
    if (!host_valid(name) || *rest == '#')
        return target;
    return *rest == '/' ? rest : arena_format(arena, "/%s", rest);
}

bool form_asterisk(const struct request *request)
{
    return request->method == METHOD_OPTIONS && text_equal(request->target, "*");
}

void asterisk_answer(struct response *ret_response)
{
    *ret_response = (struct response){.status = 204};
    response_header(ret_response, "Allow", "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE");
}
