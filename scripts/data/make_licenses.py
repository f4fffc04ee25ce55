#!/usr/bin/env python3
"""Writes assets/licenses.txt: every library that the program is built from, on any system, with its
licence and the text of it.

    scripts/data/make_licenses.py          writes the file
    scripts/data/make_licenses.py --check  says whether it is as it should be, and changes nothing

Needs cargo, and the network for crates that were never fetched. Where a library may be taken under
one of several licences it is taken under the first of PREFERRED; a text that several libraries share
stands once.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "assets" / "licenses.txt"
PREFERRED = ["Apache-2.0", "MIT", "Zlib", "BSD-3-Clause", "ISC", "MPL-2.0", "Unicode-3.0"]
FILES = re.compile(r"^(licen[cs]e|copying|notice|unlicense|ofl)", re.IGNORECASE)


def cargo(*arguments):
    run = ["cargo", *arguments]
    return subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def packages():
    """Name and version to licence and folder, of what is linked into the program."""
    tree = cargo("tree", "--locked", "-e", "normal,no-proc-macro", "--target", "all",
                 "--prefix", "none", "--format", "{p}")
    linked = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    about = json.loads(cargo("metadata", "--locked", "--format-version", "1"))
    found = {}
    for package in about["packages"]:
        key = (package["name"], "v" + package["version"])
        if key in linked and package["source"]:
            folder = Path(package["manifest_path"]).parent
            found[(package["name"], package["version"])] = (package, folder)
    return dict(sorted(found.items()))


def alternatives(expression):
    """The licences of which one is enough; those joined by AND stay together."""
    if not expression:
        return []
    flat = expression.replace("/", " OR ").replace("(", "").replace(")", "")
    return [part.strip() for part in re.split(r"\bOR\b", flat)]


def taken(expression):
    """The licence a library is taken under."""
    if re.search(r"\bAND\b", expression or ""):
        return expression
    offered = alternatives(expression)
    for wanted in PREFERRED:
        for one in offered:
            if one.split(" WITH ")[0] == wanted:
                return one
    return offered[0] if offered else "see its text"


def texts_of(package, folder, licence):
    """The texts that go with a licence: those whose name or first lines say so, else all."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and FILES.match(path.name))
    declared = package.get("license_file")
    if declared and (folder / declared).is_file():
        files.append(folder / declared)
    read = [(path, path.read_text(encoding="utf-8", errors="replace")) for path in dict.fromkeys(files)]
    if re.search(r"\bAND\b", licence):
        return [text for _, text in read]
    signs = {
        "Apache-2.0": ("apache", "Apache License"),
        "MIT": ("mit", "Permission is hereby granted, free of charge"),
        "Zlib": ("zlib", "This software is provided 'as-is'"),
        "BSD-3-Clause": ("bsd", "Redistribution and use"),
        "ISC": ("isc", "Permission to use, copy, modify"),
        "MPL-2.0": ("mpl", "Mozilla Public License"),
        "Unicode-3.0": ("unicode", "UNICODE LICENSE"),
    }
    name, sign = signs.get(licence.split(" WITH ")[0], ("", ""))
    notices = [text for path, text in read if path.name.lower().startswith("notice")]
    fitting = [
        text for path, text in read
        if not path.name.lower().startswith("notice")
        and (name and name in path.name.lower() or sign and sign.lower() in text[:1200].lower())
    ]
    fitting = fitting or [text for path, text in read if not path.name.lower().startswith("notice")]
    if fitting or notices:
        return fitting[:1] + notices
    # Published without the text, as a part of a larger project.
    if licence.startswith("Apache-2.0"):
        return [(ROOT / "LICENSE-APACHE").read_text(encoding="utf-8")]
    who = ", ".join(package.get("authors") or []) or f"the authors of {package['name']}"
    if licence == "MIT":
        ours = (ROOT / "LICENSE-MIT").read_text(encoding="utf-8")
        terms = ours[ours.index("Permission is hereby granted"):]
        return [f"MIT License\n\nCopyright (c) {who}\n\n{terms}"]
    return [f"{licence}: https://spdx.org/licenses/{licence}.html\nCopyright (c) {who}"]


def tidy(text):
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\f", "").split("\n")]
    text = "\n".join(lines).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", text)


def whole():
    found = packages()
    shared = {}
    rows = []
    for (name, version), (package, folder) in found.items():
        licence = taken(package.get("license"))
        rows.append(f"{name} {version} · {licence}")
        for text in texts_of(package, folder, licence):
            text = tidy(text)
            same = re.sub(r"\s+", " ", text)
            # The appendix of the Apache licence is a pattern to fill in, and not always there.
            same = re.sub(r"END OF TERMS AND CONDITIONS.*", "", same)
            # Nor is its address written the same way everywhere.
            same = re.sub(r"https?://\S+", "", same).lower()
            shared.setdefault(same, (text, []))[1].append(f"{name} {version}")
    parts = [f"{len(rows)} libraries are part of the program.", "", *rows]
    ordered = sorted(shared.values(), key=lambda entry: (-len(entry[1]), entry[1]))
    for text, users in ordered:
        parts += ["", "=" * 72, ", ".join(users), "-" * 72, text]
    return "\n".join(parts) + "\n"


def main():
    text = whole()
    if "--check" in sys.argv[1:]:
        if OUT.read_text(encoding="utf-8") != text:
            sys.exit("assets/licenses.txt is not as the libraries are: run scripts/data/make_licenses.py")
        return
    OUT.write_text(text, encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(text) >> 10} KB")


if __name__ == "__main__":
    main()
