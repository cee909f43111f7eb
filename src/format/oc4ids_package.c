// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "format/json.h"
#include "format/oc4ids.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

enum { URI_BYTES_MAX = 64 * 1024 };

/* Whether a byte may stand in a URI beside the letters and digits (RFC 3986, 2). */
static bool is_escape(const char *at)
{
    return *at == '%' && isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2]);
}

static void byte_add(struct buffer *out, const char *at, const char *marks)
{
    bool plain = isalnum((unsigned char)*at) || strchr(marks, *at) || is_escape(at);
    if (plain)
        buffer_char(out, *at);
    else
        buffer_format(out, "%%%02X", (unsigned)(unsigned char)*at);
}

static bool port_fits(const char *at, const char *end)
{
    if (at == end)
        return true;
    for (at++; at < end; at++)
        if (!isdigit((unsigned char)*at))
            return false;
    return true;
}

/* "[::1]" and the like; where it ends, or NULL. */
static const char *literal_pass(const char *at, const char *end)
{
    struct in6_addr address;
    char text[INET6_ADDRSTRLEN] = "";
    const char *close = memchr(at, ']', (size_t)(end - at));
    if (!close || close - at - 1 >= (long)sizeof text)
        return NULL;
    memcpy(text, at + 1, (size_t)(close - at - 1));
    return inet_pton(AF_INET6, text, &address) == 1 ? close + 1 : NULL;
}

/* [user@]host[:port] up to `end`. */
static bool authority_add(struct buffer *out, const char *at, const char *end)
{
    static const char marks[] = "-._~!$&'()*+,;=";
    const char *user = memrchr(at, '@', (size_t)(end - at));
    for (; user && at <= user; at++)
        byte_add(out, at, at == user ? "@" : "-._~!$&'()*+,;=:");
    if (at == end)
        return false;
    const char *host_end = *at == '[' ? literal_pass(at, end) : memchr(at, ':', (size_t)(end - at));
    if (*at == '[' && !host_end)
        return false;
    bool literal = *at == '[';
    for (host_end = host_end ? host_end : end; at < host_end; at++) {
        if (literal)
            buffer_char(out, *at);
        else
            byte_add(out, at, marks);
    }
    if (at < end && *at != ':')
        return false;
    buffer_add(out, at, (size_t)(end - at));
    return port_fits(at, end);
}

const char *oc4ids_uri(const char *link, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    const char *slashes = strstr(link, "://"), *at = slashes ? slashes + 3 : link;
    const char *end = at + strcspn(at, "/?#");
    buffer_init(&out, URI_BYTES_MAX);
    buffer_add(&out, link, (size_t)(at - link));
    if (!slashes || !authority_add(&out, at, end))
        return NULL;
    bool fragment = false;
    for (at = end; *at; at++) {
        byte_add(&out, at, fragment || *at != '#' ? "-._~!$&'()*+,;=:@/?" : "#");
        fragment |= *at == '#';
    }
    return buffer_string(&out) ? arena_copy(arena, out.bytes, out.length) : NULL;
}

void oc4ids_package_begin(
    struct json *json, const struct oc4ids_options *options, const char *uri, const char *published)
{
    json_object_begin(json);
    json_member_string(json, "uri", uri);
    json_member_string(json, "publishedDate", published);
    json_member_string(json, "version", OC4IDS_VERSION);
    json_name(json, "publisher");
    json_object_begin(json);
    json_member_string(
        json, "name", *options->publisher ? options->publisher : OC4IDS_PUBLISHER_UNSTATED);
    json_object_end(json);
    if (*options->license)
        json_member_string(json, "license", options->license);
    json_name(json, "projects");
    json_array_begin(json);
}

void oc4ids_package_end(struct json *json)
{
    json_array_end(json);
    json_object_end(json);
    buffer_char(json->out, '\n');
}
