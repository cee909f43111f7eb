#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the cookbook's page of its text: cookbook.py cookbook.md cookbook.html.

The text is Markdown of a few kinds: a title, paragraphs with `code` in them, and sections that
begin with "## " and have one fenced block of each of the KINDS."""
import html
import re
import sys
from pathlib import Path

KINDS = {"sh": "curl", "text": "Answer", "python": "Python, urllib", "pandas": "Python, pandas",
         "r": "R", "js": "JavaScript"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$\n?", re.MULTILINE | re.DOTALL)
HEAD = """<!doctype html>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Groundbreak</title>
<link rel="icon" href="../dashboard/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="../dashboard/base.css">
<link rel="stylesheet" href="docs.css">
<link rel="stylesheet" href="cookbook.css">
<script src="../dashboard/theme.js"></script>
<script type="module" src="cookbook.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="home" href="../">Groundbreak</a>
<nav aria-label="Pages">
<a href="../docs">API</a>
<a href="plain">API on one page</a>
<a href="cookbook" aria-current="page">{title}</a>
<a href="../openapi.json">openapi.json</a>
</nav>
</header>
<main class="page" id="main" tabindex="-1">
<h1>{title}</h1>
"""
FOOT = "</main>\n</body>\n</html>\n"


def paragraphs(text):
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part]


def questions(text):
    """(title, lead, sections) of the text: a section is its title, text and blocks by kind."""
    lead, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    title, _, lead = lead.partition("\n")
    sections = []
    for part in parts:
        asked, _, body = part.partition("\n")
        found = FENCE.findall(body)
        if [kind for kind, _ in found] != list(KINDS):
            raise SystemExit(f"{asked}: its blocks are {[kind for kind, _ in found]}")
        sections.append({"title": asked.strip(), "text": paragraphs(FENCE.sub("", body)),
                         "blocks": {kind: code.rstrip("\n") for kind, code in found}})
    return title.removeprefix("# "), paragraphs(lead), sections


def anchor(title):
    return re.sub(r"\W+", "-", title.lower()).strip("-")


def prose(text):
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def block(kind, code, label):
    return (f'<pre class="{kind}" tabindex="0" role="region" aria-label="{html.escape(label)}">'
            f"<code>{html.escape(code, quote=False)}</code></pre>\n")


def section(number, one):
    named = {kind: f"{name}, question {number}" for kind, name in KINDS.items()}
    made = f'<section id="{anchor(one["title"])}">\n<h2>{number}. {prose(one["title"])}</h2>\n'
    made += "".join(f"<p>{prose(text)}</p>\n" for text in one["text"])
    for kind, code in one["blocks"].items():
        shown, name = block(kind, code, named[kind]), KINDS[kind]
        if kind in ("sh", "text"):
            made += f'<div class="piece">\n<h3>{name}</h3>\n{shown}</div>\n'
        else:
            made += f'<details class="piece">\n<summary>{name}</summary>\n{shown}</details>\n'
    return made + "</section>\n"


def page(text):
    title, lead, sections = questions(text)
    listed = "".join(f'<li><a href="#{anchor(one["title"])}">{prose(one["title"])}</a></li>\n'
                     for one in sections)
    return (HEAD.format(title=html.escape(title))
            + "".join(f'<p class="lead">{prose(part)}</p>\n' for part in lead)
            + f'<nav class="contents" aria-label="Questions">\n<ol>\n{listed}</ol>\n</nav>\n'
            + "".join(section(number, one) for number, one in enumerate(sections, 1)) + FOOT)


if __name__ == "__main__":
    source, made = map(Path, sys.argv[1:])
    made.write_text(page(source.read_text(encoding="utf-8")), encoding="utf-8")
