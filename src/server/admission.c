// SPDX-License-Identifier: Apache-2.0
#include "admission.h"

#include "base/problem.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

bool admission_init(struct admission *admission, unsigned open_max, unsigned per_address,
    struct problem *ret_problem)
{
    size_t n_buckets = 64;
    while (n_buckets < open_max)
        n_buckets *= 2;
    struct peer **buckets = calloc(n_buckets, sizeof(struct peer *));
    if (!buckets)
        return problem_memory(ret_problem);
    *admission = (struct admission){.open_max = open_max,
        .per_address = per_address,
        .n_buckets = n_buckets,
        .buckets = buckets};
    pthread_mutex_init(&admission->lock, NULL);
    return true;
}

void admission_free(struct admission *admission)
{
    if (!admission->buckets)
        return;
    pthread_mutex_destroy(&admission->lock);
    free(admission->buckets);
    admission->buckets = NULL;
}

bool admission_full(struct admission *admission)
{
    pthread_mutex_lock(&admission->lock);
    bool full = admission->n_open >= admission->open_max;
    pthread_mutex_unlock(&admission->lock);
    return full;
}

static uint64_t big_endian(const unsigned char *bytes, size_t length)
{
    uint64_t value = 0;
    for (size_t i = 0; i < length; i++)
        value = value << 8 | bytes[i];
    return value;
}

static void origin_ipv4(struct peer *peer, const unsigned char bytes[static 4])
{
    inet_ntop(AF_INET, bytes, peer->name, sizeof peer->name);
    /* No IPv6 prefix that is given out looks like this. */
    peer->origin = UINT64_C(0xffff) << 32 | big_endian(bytes, 4);
}

static void origin_read(struct peer *peer)
{
    if (peer->address.ss_family == AF_INET) {
        struct sockaddr_in ipv4;
        memcpy(&ipv4, &peer->address, sizeof ipv4);
        unsigned char bytes[4];
        memcpy(bytes, &ipv4.sin_addr, sizeof bytes);
        origin_ipv4(peer, bytes);
    } else if (peer->address.ss_family == AF_INET6) {
        struct sockaddr_in6 ipv6;
        memcpy(&ipv6, &peer->address, sizeof ipv6);
        const unsigned char *bytes = ipv6.sin6_addr.s6_addr;
        if (IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr)) {
            origin_ipv4(peer, bytes + 12);
            return;
        }
        inet_ntop(AF_INET6, bytes, peer->name, sizeof peer->name);
        peer->origin = big_endian(bytes, 8);
    }
}

static struct peer **bucket_of(const struct admission *admission, uint64_t origin)
{
    uint64_t mixed = origin * UINT64_C(0x9e3779b97f4a7c15) >> 32;
    return &admission->buckets[mixed & (admission->n_buckets - 1)];
}

/* Counts no further than it must. */
static bool crowded(const struct admission *admission, uint64_t origin)
{
    if (admission->per_address == 0)
        return false;
    unsigned n = 0;
    const struct peer *other = *bucket_of(admission, origin);
    for (; other && n < admission->per_address; other = other->next_in_bucket)
        n += other->origin == origin;
    return n >= admission->per_address;
}

static void bucket_add(struct peer **bucket, struct peer *peer)
{
    peer->next_in_bucket = *bucket;
    peer->bucket_link = bucket;
    if (*bucket)
        (*bucket)->bucket_link = &peer->next_in_bucket;
    *bucket = peer;
}

bool admission_enter(struct admission *admission, struct peer *peer)
{
    origin_read(peer);
    pthread_mutex_lock(&admission->lock);
    bool welcome = !crowded(admission, peer->origin);
    if (welcome) {
        bucket_add(bucket_of(admission, peer->origin), peer);
        admission->n_open++;
    }
    pthread_mutex_unlock(&admission->lock);
    return welcome;
}

void admission_leave(struct admission *admission, struct peer *peer)
{
    pthread_mutex_lock(&admission->lock);
    *peer->bucket_link = peer->next_in_bucket;
    if (peer->next_in_bucket)
        peer->next_in_bucket->bucket_link = peer->bucket_link;
    admission->n_open--;
    pthread_mutex_unlock(&admission->lock);
}
