#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes files into a C array of struct embedded: embed.py [--gzip] OUT.c ARRAY FILE...

The same files give the same text, compressed or not. An empty one is left out: it could not be
had."""
import gzip
import hashlib
import os
import sys


def literal(data):
    """The bytes as lines of a C initialiser."""
    rows = (data[i : i + 24] for i in range(0, len(data), 24))
    return ",\n".join(",".join(str(byte) for byte in row) for row in rows)


def main(kept, out, array, *paths):
    files = [(os.path.basename(path), open(path, "rb").read()) for path in sorted(paths)
             if os.path.getsize(path)]
    with open(out, "w", encoding="ascii") as c:
        c.write('#include "base/embedded.h"\n')
        for i, (_, data) in enumerate(files):
            text = kept(data) + bytes(1)
            c.write(f"static const unsigned char file_{i}[] = {{{literal(text)}}};\n")
        c.write(f"const struct embedded {array}[] = {{\n")
        for i, (name, data) in enumerate(files):
            checksum = hashlib.sha256(data).hexdigest()
            c.write(f'{{"{name}", (const char *)file_{i}, sizeof file_{i} - 1, "{checksum}"}},\n')
        c.write("{0}};\n")


if sys.argv[1] == "--gzip":
    main(lambda data: gzip.compress(data, mtime=0), *sys.argv[2:])
else:
    main(bytes, *sys.argv[1:])
