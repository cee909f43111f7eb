#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the bill of materials, CycloneDX 1.5: sbom.py BINARY VERSION OUT [LOCK FETCHED].

It lists what the linker put into the program: each library that the file itself names as needed,
and the Debian package that it is from here. On another system a library has its file's name and no
more. Where the build fetched something by npm, so that the file FETCHED is not empty, what LOCK,
its package-lock.json, pins is listed too. The same program on the same packages gives the same
text; the time is SOURCE_DATE_EPOCH's."""
import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import time
import uuid
from pathlib import Path
from urllib.parse import quote

FIELDS = ("name", "version", "architecture", "source", "source_version")
FORMAT = "${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}\\n"


def said(*command):
    """What a command says, also where it fails in part; nothing where it is absent."""
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              env=os.environ | {"LC_ALL": "C"}, check=False).stdout
    except OSError:
        return ""


def libraries(binary):
    """{name: path, or None} of the libraries that the program needs by itself."""
    needed = re.findall(r"\(NEEDED\) .*\[(\S+)\]", said("readelf", "-d", binary))
    if not needed:
        raise SystemExit(f"{sys.argv[0]}: {binary} names no library; is readelf there?")
    # The loader itself stands there by its path alone.
    lines = re.findall(r"^\s*(?:(\S+) => )?(/\S+)", said("ldd", binary), re.MULTILINE)
    paths = {name or os.path.basename(path): path for name, path in lines}
    return {name: paths.get(name) for name in sorted(needed)}


def spellings(path):
    """The names by which a package may know the file, where /lib is a link to /usr/lib."""
    whole = os.path.realpath(path)
    return {path, whole, "/usr" + path.removeprefix("/usr"), whole.removeprefix("/usr")}


def packages(paths):
    """{path: the fields of the Debian package that the file is from}, where it is from one."""
    known = {spelling: path for path in paths for spelling in spellings(path)}
    lines = re.findall(r"^(\S+): (/\S+)$", said("dpkg-query", "-S", *known), re.MULTILINE)
    owners = {known[spelling]: owner for owner, spelling in lines}
    if not owners:
        return {}
    rows = said("dpkg-query", "-W", "-f", FORMAT, *owners.values()).splitlines()
    fields = {row.split("\t")[0]: dict(zip(FIELDS, row.split("\t"), strict=True)) for row in rows}
    return {path: fields[owner.partition(":")[0]] for path, owner in owners.items()}


def system():
    """(name, release) of the system whose packages these are."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        text = ""
    fields = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.MULTILINE))
    return fields.get("ID", "debian"), fields.get("VERSION_ID")


def package_url(package):
    """https://github.com/package-url/purl-spec: its qualifiers in the order of their names."""
    name, release = system()
    upstream = package["source"]
    if package["source_version"] != package["version"]:
        upstream += "@" + package["source_version"]
    qualifiers = {"arch": package["architecture"]}
    if release:
        qualifiers["distro"] = f"{name}-{release}"
    if upstream != package["name"]:
        qualifiers["upstream"] = upstream
    queried = "&".join(f"{key}={quote(value, safe=':')}" for key, value in qualifiers.items())
    return (f"pkg:deb/{name}/{quote(package['name'], safe='')}"
            f"@{quote(package['version'], safe=':')}?{queried}")


def component(package, names):
    url = package_url(package)
    return {"type": "library", "bom-ref": url, "name": package["name"],
            "version": package["version"], "purl": url,
            "properties": [{"name": "groundbreak:linked", "value": name} for name in names]}


def components(binary):
    found = libraries(binary)
    owned = packages([path for path in found.values() if path])
    linked = {}
    for name, path in found.items():
        if path in owned:
            linked.setdefault(owned[path]["name"], (owned[path], []))[1].append(name)
    return [component(*linked[name]) for name in sorted(linked)] + [
        {"type": "library", "bom-ref": name, "name": name}
        for name, path in found.items() if path not in owned]


def fetched(lock):
    """What npm's lock file pins for the package that it is of, without what that needs in turn."""
    known = json.loads(Path(lock).read_text(encoding="utf-8"))["packages"]
    for name in sorted(known[""]["dependencies"]):
        pinned = known[f"node_modules/{name}"]
        url = f"pkg:npm/{quote(name, safe='/')}@{quote(pinned['version'], safe=':')}"
        digest = base64.b64decode(pinned["integrity"].removeprefix("sha512-")).hex()
        yield {"type": "library", "bom-ref": url, "name": name, "version": pinned["version"],
               "hashes": [{"alg": "SHA-512", "content": digest}],
               "licenses": [{"license": {"id": pinned["license"]}}], "purl": url}


def bill(version, contained):
    url = f"pkg:generic/groundbreak@{version}"
    program = {"type": "application", "bom-ref": url, "name": "groundbreak", "version": version,
               "description": "Open register server for major public projects",
               "licenses": [{"license": {"id": "Apache-2.0"}}], "purl": url}
    metadata = {"component": program}
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        metadata["timestamp"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(epoch)))
    return {"metadata": metadata, "components": contained,
            "dependencies": [{"ref": url, "dependsOn": [each["bom-ref"] for each in contained]}]}


def main(binary, version, out, *fetching):
    contained = components(binary)
    if fetching and os.path.getsize(fetching[1]) > 0:
        contained += fetched(fetching[0])
    body = bill(version, contained)
    digest = hashlib.sha256(json.dumps(body).encode()).hexdigest()
    head = {"bomFormat": "CycloneDX", "specVersion": "1.5",
            "serialNumber": uuid.uuid5(uuid.NAMESPACE_OID, digest).urn, "version": 1}
    Path(out).write_text(json.dumps(head | body, indent=2) + "\n", encoding="utf-8")


main(*sys.argv[1:])
