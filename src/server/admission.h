// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_ADMISSION_H
#define GROUNDBREAK_SERVER_ADMISSION_H

#include "pace.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct MHD_Connection;
struct transfer;
struct problem;

/* A client's connection, from accept to close. */
struct peer {
    int socket;
    struct sockaddr_storage address;
    socklen_t address_length;
    char name[INET6_ADDRSTRLEN]; /* the address as text; IPv4 over IPv6 as plain IPv4 */
    uint64_t origin;             /* what the limit per address counts by */
    struct peer *next_in_bucket, **bucket_link;
    struct peer *next, **link;      /* of the same thread, which alone uses what follows */
    struct MHD_Connection *carrier; /* libmicrohttpd's side of it */
    struct pace pace;
    bool patient;              /* libmicrohttpd does not count its silence */
    bool slow;                 /* closed for its pace */
    struct transfer *transfer; /* under way; NULL between two */
    bool unread;               /* closed on bytes that the client may still be sending */
    struct peer *next_asleep, **asleep_link; /* asleep where the link is set */
    int64_t asleep_until;                    /* clock_microseconds; 0 for as long as it takes */
};

/* Who may come in: counts the open connections of all threads, in all and per address. */
struct admission {
    pthread_mutex_t lock;
    unsigned n_open;
    unsigned open_max;
    unsigned per_address; /* 0 for no limit */
    size_t n_buckets;
    struct peer **buckets;
};

bool admission_init(struct admission *admission, unsigned open_max, unsigned per_address,
    struct problem *ret_problem);
void admission_free(struct admission *admission);

/* Whether no more connections may be open just now. */
bool admission_full(struct admission *admission);

/* Counts `peer` in; false where its address has as many open as it may. An IPv6 client is its /64,
 * for it can take any address in there. Sets name and origin from the address. */
bool admission_enter(struct admission *admission, struct peer *peer);
void admission_leave(struct admission *admission, struct peer *peer);

#endif
