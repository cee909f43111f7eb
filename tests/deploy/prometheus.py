#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whatever asks for a metric by name finds it at /metrics: prometheus.py BINARY ROOT."""
import json
import re
import shutil
import subprocess

from ground import DEPLOY
from wire import Claims, Server, asked, check, request

PROMETHEUS = DEPLOY / "prometheus"
METRIC = re.compile(r"\b(?:groundbreak|process)_[a-z_]+\b")
ALERT = re.compile(r"^\s*- alert: (\w+)$", re.MULTILINE)
SECONDS = 60


def dashboard():
    return json.loads((DEPLOY / "grafana" / "dashboard.json").read_text(encoding="utf-8"))


def samples(server):
    """The names of all samples of a server that was asked something."""
    asked(server, request("/projects"))
    text = asked(server.admin, request("/metrics"))[2].decode()
    return {re.match("[a-z_]+", line)[0] for line in text.splitlines() if line[0] != "#"}


def unknown(names, server):
    return sorted(set(names) - samples(server))


def every_metric_of_the_dashboard_is_told(server):
    shown = dashboard()
    names = [name for panel in shown["panels"] for target in panel["targets"]
             for name in METRIC.findall(target["expr"])]
    check(len(set(names)) > 20 and not unknown(names, server), unknown(names, server))


def every_metric_of_the_alerts_is_told(server):
    rules = (PROMETHEUS / "alerts.yml").read_text(encoding="utf-8")
    names = METRIC.findall(re.sub(r'description: .*|summary: .*', "", rules))
    check(len(set(names)) > 8 and not unknown(names, server), unknown(names, server))


def what_is_told_is_shown(server):
    """A metric that no panel has is one that nobody will find."""
    text = json.dumps(dashboard())
    ours = {name for name in samples(server) if name.startswith("groundbreak_")}
    forgotten = sorted(name for name in ours if name not in text)
    check(forgotten == ["groundbreak_http_request_body_bytes_total",
                        "groundbreak_register_readable"], forgotten)


def the_panels_have_room_and_a_name(_):
    panels = dashboard()["panels"]
    cells = [(panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y) for panel in panels
             for x in range(panel["gridPos"]["w"]) for y in range(panel["gridPos"]["h"])]
    check(len(cells) == len(set(cells)) and max(x for x, _ in cells) < 24, "they overlap")
    for names in ([panel["id"] for panel in panels], [panel["title"] for panel in panels]):
        check(len(names) == len(set(names)) and all(names), names)


def every_alert_is_tested(_):
    alerts = ALERT.findall((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))
    tests = (PROMETHEUS / "alerts_test.yml").read_text(encoding="utf-8")
    spoken = set(re.findall(r"alertname: (\w+)\n", tests))
    silent = set(re.findall(r"alertname: (\w+), .*exp_alerts: \[\]", tests))
    check(len(alerts) >= 10 and spoken == silent == set(alerts), (alerts, spoken, silent))


def promtool(*arguments):
    run = subprocess.run(["promtool", *arguments], cwd=PROMETHEUS, capture_output=True, text=True,
                         timeout=SECONDS, check=False)
    check(run.returncode == 0, run.stdout + run.stderr)


def promtool_takes_the_configuration(_):
    promtool("check", "config", "prometheus.yml")


def the_alerts_speak_when_they_should_and_not_before(_):
    promtool("test", "rules", "alerts_test.yml")


def main():
    claims = Claims()
    with Server("--admin-listen", "127.0.0.1:0") as server:
        for claim in [
            every_metric_of_the_dashboard_is_told,
            every_metric_of_the_alerts_is_told,
            what_is_told_is_shown,
            the_panels_have_room_and_a_name,
            every_alert_is_tested,
            *([promtool_takes_the_configuration, the_alerts_speak_when_they_should_and_not_before]
              if shutil.which("promtool") else []),
        ]:
            claims.claim(claim, server)
    claims.end()


main()
