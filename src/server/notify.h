// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_NOTIFY_H
#define GROUNDBREAK_SERVER_NOTIFY_H

/* Tells the service manager how it stands, such as "READY=1" (sd_notify(3)): a datagram to the
 * socket that NOTIFY_SOCKET names. Does nothing where there is none. */
void notify_send(const char *state);

#endif
