#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What compose.yaml and k8s/ ask for is there and strict: containers.py BINARY ROOT."""
import re
import shutil
import subprocess
import sys

from ground import DEPLOY
from wire import BINARY, Claims, check

try:
    import yaml
except ImportError:
    print("1..0 # SKIP needs python3-yaml")
    sys.exit(0)

SECONDS = 60
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def load(path):
    return yaml.safe_load((DEPLOY / path).read_text(encoding="utf-8"))


def settings_known():
    said = subprocess.run([BINARY, "serve", "--help"], capture_output=True, text=True, check=True,
                          timeout=SECONDS).stdout
    return {"GROUNDBREAK_" + name.upper().replace("-", "_")
            for name in re.findall(r"^  --([a-z0-9-]+)", said, re.MULTILINE)}


def each_service_is_read_only_without_capabilities_it_does_not_name():
    services = load("compose.yaml")["services"]
    check(set(services) == {"register", "cache", "prometheus"}, set(services))
    for name, service in services.items():
        check(service["read_only"] and service["cap_drop"] == ["ALL"]
              and service["security_opt"] == ["no-new-privileges:true"]
              and service["mem_limit"] and service["pids_limit"], name)
    check("cap_add" not in services["register"] and "profiles" not in services["register"],
          "the register")
    check(services["cache"]["profiles"] == ["cache"], "the cache is always there")
    check(services["prometheus"]["profiles"] == ["metrics"], "Prometheus is always there")


def what_the_services_mount_is_there():
    composed = load("compose.yaml")
    for name, service in composed["services"].items():
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            own = source.startswith("./")
            there = ((DEPLOY / source).exists() or source.endswith("/tls") if own
                     else source in composed["volumes"])
            check(there, f"{name}: {source}")
        for one in service.get("configs", []):
            check(one["source"] in composed["configs"], one)


def the_register_is_built_and_set_as_the_program_wants():
    register = load("compose.yaml")["services"]["register"]
    check(f"AS {register['build']['target']}\n" in CONTAINERFILE, register["build"])
    check(set(register["environment"]) <= settings_known(), register["environment"])
    check(register["volumes"][0].endswith(":/var/lib/groundbreak"), register["volumes"])
    check("VOLUME /var/lib/groundbreak" in CONTAINERFILE, "another volume")


def one_pod_at_a_time_writes():
    spec = load("k8s/deployment.yaml")["spec"]
    check(spec["replicas"] == 1 and spec["strategy"] == {"type": "Recreate"}, spec)
    check(load("k8s/claim.yaml")["spec"]["accessModes"] == ["ReadWriteOnce"], "more may write")


def the_pod_has_no_right_it_does_not_need():
    spec = load("k8s/deployment.yaml")["spec"]["template"]["spec"]
    pod, one = spec["securityContext"], spec["containers"][0]["securityContext"]
    check(pod["runAsNonRoot"] and pod["seccompProfile"] == {"type": "RuntimeDefault"}, pod)
    check(f"USER {pod['runAsUser']}:{pod['runAsGroup']}" in CONTAINERFILE, "not the image's user")
    check(one == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True,
                  "capabilities": {"drop": ["ALL"]}}, one)
    check(not spec["automountServiceAccountToken"], "it may ask the cluster")


def probes_ports_and_volumes_are_there():
    spec = load("k8s/deployment.yaml")["spec"]["template"]["spec"]
    container = spec["containers"][0]
    ports = {port["name"]: port["containerPort"] for port in container["ports"]}
    environment = {one["name"]: one["value"] for one in container["env"]}
    check(set(environment) <= settings_known(), environment)
    check(environment["GROUNDBREAK_ADMIN_LISTEN"] == f"0.0.0.0:{ports['metrics']}", environment)
    check(f"EXPOSE {ports['http']}" in CONTAINERFILE, ports)
    for probe, path in (("startupProbe", "/health/ready"), ("livenessProbe", "/health/live"),
                        ("readinessProbe", "/health/ready")):
        check(container[probe]["httpGet"] == {"path": path, "port": "metrics"}, probe)
    claim = spec["volumes"][0]["persistentVolumeClaim"]["claimName"]
    check(claim == load("k8s/claim.yaml")["metadata"]["name"], claim)
    check(container["volumeMounts"] == [{"name": spec["volumes"][0]["name"],
                                         "mountPath": "/var/lib/groundbreak"}], "not mounted")
    target = load("k8s/service.yaml")["spec"]["ports"][0]["targetPort"]
    check(target in ports, target)


def kustomize_puts_it_together():
    run = subprocess.run(["kubectl", "kustomize", DEPLOY / "k8s"], capture_output=True, text=True,
                         timeout=SECONDS, check=False)
    check(run.returncode == 0, run.stderr)
    made = {one["kind"]: one for one in yaml.safe_load_all(run.stdout)}
    check(set(made) == {"Deployment", "PersistentVolumeClaim", "Service"}, set(made))
    labels = made["Deployment"]["spec"]["template"]["metadata"]["labels"]
    check(made["Deployment"]["spec"]["selector"]["matchLabels"].items() <= labels.items()
          and made["Service"]["spec"]["selector"].items() <= labels.items(), labels)


def main():
    claims = Claims()
    for claim in [
        each_service_is_read_only_without_capabilities_it_does_not_name,
        what_the_services_mount_is_there,
        the_register_is_built_and_set_as_the_program_wants,
        one_pod_at_a_time_writes,
        the_pod_has_no_right_it_does_not_need,
        probes_ports_and_volumes_are_there,
        *([kustomize_puts_it_together] if shutil.which("kubectl") else []),
    ]:
        claims.claim(claim)
    claims.end()


main()
