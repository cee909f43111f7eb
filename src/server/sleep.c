// SPDX-License-Identifier: Apache-2.0
#include "sleep.h"

#include "admission.h"

#include <microhttpd.h>

void sleep_begin(struct sleepers *sleepers, struct peer *peer, int64_t until)
{
    if (peer->asleep_link)
        return;
    peer->next_asleep = sleepers->first;
    peer->asleep_link = &sleepers->first;
    if (peer->next_asleep)
        peer->next_asleep->asleep_link = &peer->next_asleep;
    sleepers->first = peer;
    peer->asleep_until = until;
    if (until && (sleepers->next_due == 0 || until < sleepers->next_due))
        sleepers->next_due = until;
    MHD_suspend_connection(peer->carrier);
}

void sleep_forget(struct peer *peer)
{
    if (!peer->asleep_link)
        return;
    *peer->asleep_link = peer->next_asleep;
    if (peer->next_asleep)
        peer->next_asleep->asleep_link = peer->asleep_link;
    peer->asleep_link = NULL;
}

void sleep_end(struct peer *peer)
{
    if (!peer->asleep_link)
        return;
    sleep_forget(peer);
    MHD_resume_connection(peer->carrier);
}

void sleep_end_all(struct sleepers *sleepers)
{
    while (sleepers->first)
        sleep_end(sleepers->first);
    sleepers->next_due = 0;
}

void sleep_end_due(struct sleepers *sleepers, int64_t now)
{
    if (sleepers->next_due == 0 || now < sleepers->next_due)
        return;
    sleepers->next_due = 0;
    for (struct peer *peer = sleepers->first, *next; peer; peer = next) {
        next = peer->next_asleep;
        int64_t until = peer->asleep_until;
        if (until && until <= now)
            sleep_end(peer);
        else if (until && (sleepers->next_due == 0 || until < sleepers->next_due))
            sleepers->next_due = until;
    }
}

int64_t sleep_due_in(const struct sleepers *sleepers, int64_t now)
{
    if (sleepers->next_due == 0)
        return -1;
    return sleepers->next_due > now ? sleepers->next_due - now : 0;
}
