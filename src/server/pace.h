// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_PACE_H
#define GROUNDBREAK_SERVER_PACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* An answer must be taken no slower than this. */
enum { TAKEN_BYTES_A_SECOND = 4 * 1024 };

/* Whose turn it is on a connection, and how fast the client is at it. */
struct pace {
    int64_t asking_since; /* when the client's turn to ask began; 0 while it is answered */
    int64_t taking_since; /* when the last look at what it has taken was; 0 before the first */
    uint64_t taken;       /* all bytes that it had acknowledged then */
};

/* It is the client's turn to ask. */
void pace_ask(struct pace *pace);

/* It has sent so many bytes of a body that is wanted: each TAKEN_BYTES_A_SECOND of them buy it a
 * second more. */
void pace_send(struct pace *pace, size_t n_bytes);

/* It has asked; its next turn, once there is an answer, is to take that. */
void pace_answer(struct pace *pace);

/* Looks at a connection; to be called at least every second. True where the client is too slow: it
 * has been asking for twice `timeout` (microseconds), or has taken less than TAKEN_BYTES_A_SECOND
 * over the last `timeout` though there was more to take. Where the system does not tell what was
 * taken, nobody takes too slowly and pace->taken stays 0. */
bool pace_slow(struct pace *pace, int socket, int64_t timeout);

#endif
