#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes files into a C array of struct embedded: embed.py OUT.c ARRAY FILE..."""
import hashlib
import os
import sys


def literal(data):
    """The bytes as lines of a C initialiser; the same input gives the same text."""
    rows = (data[i : i + 24] for i in range(0, len(data), 24))
    return ",\n".join(",".join(str(byte) for byte in row) for row in rows)


def main(out, array, *paths):
    files = [(os.path.basename(path), open(path, "rb").read()) for path in sorted(paths)]
    with open(out, "w", encoding="ascii") as c:
        c.write('#include "base/embedded.h"\n')
        for i, (_, data) in enumerate(files):
            c.write(f"static const unsigned char file_{i}[] = {{{literal(data + bytes(1))}}};\n")
        c.write(f"const struct embedded {array}[] = {{\n")
        for i, (name, data) in enumerate(files):
            checksum = hashlib.sha256(data).hexdigest()
            c.write(f'{{"{name}", (const char *)file_{i}, {len(data)}, "{checksum}"}},\n')
        c.write("{0}};\n")


main(*sys.argv[1:])
