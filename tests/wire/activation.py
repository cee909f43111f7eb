# SPDX-License-Identifier: Apache-2.0
"""Sockets handed to a server by who starts it, as systemd does (sd_listen_fds(3))."""
import fcntl
import socket
import sys

# Runs a command as systemd does: with sockets from descriptor 3 on, and told whose they are.
LAUNCH = """
import os, sys
descriptors, names = sys.argv[1].split(","), sys.argv[2]
for place, descriptor in enumerate(descriptors, 3):
    os.dup2(int(descriptor), place)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(descriptors)),
                  LISTEN_FDNAMES=names)
os.execv(sys.argv[3], sys.argv[3:])
"""
BEYOND = 100  # descriptors that those from 3 on do not overwrite


def listener():
    one = socket.socket()
    one.bind(("127.0.0.1", 0))
    one.listen()
    return one


def handed_over(names, *sockets):
    """The arguments of a Server that is given these sockets."""
    descriptors = [fcntl.fcntl(one.fileno(), fcntl.F_DUPFD, BEYOND) for one in sockets]
    listed = ",".join(str(one) for one in descriptors)
    return {"launcher": (sys.executable, "-c", LAUNCH, listed, names), "sockets": descriptors}
