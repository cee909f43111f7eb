#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a service manager relies on, sd_notify(3) and sd_listen_fds(3): service.py BINARY."""
import os
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from activation import handed_over, listener
from wire import BINARY, Claims, Server, asked, check, request

def told(manager):
    manager.settimeout(10)
    return manager.recv(4096).decode()


def the_manager_is_told_when_it_is_ready_and_when_it_stops(name):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if name.startswith("@") else name)
        with Server(environment={"NOTIFY_SOCKET": name}) as server:
            check(told(manager) == "READY=1", "not ready")
            check(asked(server, request("/health/ready"))[0] == 200, "told too early")
            check(server.stop(signal.SIGTERM, 4) == 0, "its exit code is not 0")
            check(told(manager) == "STOPPING=1", "not stopping")


def a_manager_on_a_path_is_told():
    with tempfile.TemporaryDirectory() as folder:
        the_manager_is_told_when_it_is_ready_and_when_it_stops(str(Path(folder, "notify")))


def a_manager_with_an_abstract_name_is_told():
    the_manager_is_told_when_it_is_ready_and_when_it_stops(f"@groundbreak-test-{os.getpid()}")


def a_manager_that_is_not_there_holds_up_nobody():
    for name in ("/nowhere/at/all", "@" + "x" * 300, "unix:what"):
        with Server(environment={"NOTIFY_SOCKET": name}) as server:
            check(asked(server, request())[0] == 200, name)


def a_socket_that_was_handed_over_is_served_in_place_of_an_own_one():
    with listener() as public:
        port = public.getsockname()[1]
        with Server(**handed_over("groundbreak.socket", public)) as server:
            check(server.port == port, f"it listens at {server.port}, not at {port}")
            check(asked(server, request("/projects"))[0] == 200, "not answered")
            check(server.admin is None, "it has an admin's address")


def one_named_admin_has_the_metrics():
    with listener() as public, listener() as admin:
        ports = public.getsockname()[1], admin.getsockname()[1]
        with Server(**handed_over("admin:http", admin, public)) as server:
            check((server.port, server.admin.port) == ports, (server.port, server.admin, ports))
            _, _, body = asked(server.admin, request("/metrics"))
            check(b"groundbreak_build_info" in body, body[:200])


def sockets_of_another_process_are_left_alone():
    environment = {"LISTEN_PID": "1", "LISTEN_FDS": "1"}
    with Server(environment=environment) as server:
        check(asked(server, request())[0] == 200, "not answered")


def refused(names, *sockets):
    """What it says, where it does not start with them."""
    with tempfile.TemporaryDirectory() as folder:
        handed = handed_over(names, *sockets)
        run = subprocess.run(
            [*handed["launcher"], BINARY, "serve", "--db", str(Path(folder, "a.db"))],
            pass_fds=handed["sockets"], capture_output=True, text=True, timeout=20, check=False)
    check(run.returncode == 64, (run.returncode, run.stderr))
    return run.stderr


def what_is_no_socket_that_listens_is_refused():
    with socket.socket() as deaf:
        check("no socket that listens" in refused("", deaf), "it does not say why")


def two_sockets_for_one_purpose_are_refused():
    with listener() as one, listener() as other:
        check("several" in refused("a:b", one, other), "it does not say why")


def main():
    claims = Claims()
    for claim in [
        a_manager_on_a_path_is_told,
        a_manager_with_an_abstract_name_is_told,
        a_manager_that_is_not_there_holds_up_nobody,
        a_socket_that_was_handed_over_is_served_in_place_of_an_own_one,
        one_named_admin_has_the_metrics,
        sockets_of_another_process_are_left_alone,
        what_is_no_socket_that_listens_is_refused,
        two_sockets_for_one_purpose_are_refused,
    ]:
        claims.claim(claim)
    claims.end()


main()
