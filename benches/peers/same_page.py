#!/usr/bin/env python3
"""Compares pages as PNG with the same pages as SVG drawn by Chromium and as PDF drawn by poppler.

    benches/peers/same_page.py PROGRAM [EXPORT-OPTION…]

Needs Chromium, pdftoppm and Pillow. For each page it prints the root of the mean squared difference
of all pixels, and the largest mean difference of any 16 x 16 pixels, both in percent of the range: the first
is the edges of letters, the second would be a thing that is missing or elsewhere. Ends with 1 where
the second exceeds LIMIT.
"""
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image, ImageChops, ImageStat

# The number of a page of several stands in the PDF alone, which is 20 % of its block.
LIMIT = 25.0
BLOCK = 16
PAGES = [
    ["--zone", "dongba", "--lang", "en"],
    ["--zone", "dongba", "--lang", "zh", "--theme", "dark"],
    ["--zone", "cbd-core", "--lang", "both", "--theme", "grey-safe"],
    ["--zone", "embassy-quarter", "--with", "dongba", "--lang", "zh"],
    ["--zone", "cncc-2", "--layout", "figures", "--lang", "zh"],
    ["--zone", "yanqi-convention-area", "--layout", "map", "--size", "1600x1000"],
]


def compare(one, other):
    if one.size != other.size:
        other = other.resize(one.size, Image.BOX)
    difference = ImageChops.difference(one, other)
    rms = sum(value**2 for value in ImageStat.Stat(difference).rms) / 3
    grey = difference.convert("L")
    small = grey.resize((grey.width // BLOCK, grey.height // BLOCK), Image.BOX)
    return rms**0.5 / 2.55, small.getextrema()[1] / 2.55


def main():
    program, more = sys.argv[1], sys.argv[2:]
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for page in PAGES:
            files = {}
            for kind in ["png", "svg", "pdf"]:
                files[kind] = folder / f"page.{kind}"
                subprocess.run(
                    [program, "export", *page, *more, "--format", kind, "--force", "-o", files[kind]],
                    check=True, capture_output=True,
                )
            png = Image.open(files["png"]).convert("RGB")
            shot = folder / "svg.png"
            subprocess.run(
                ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                 f"--window-size={png.width},{png.height}", f"--screenshot={shot}",
                 files["svg"].as_uri()],
                check=True, capture_output=True,
            )
            subprocess.run(
                # Four times as fine, so that the hinting of letters does not matter.
                ["pdftoppm", "-png", "-r", "384", "-l", "1", "-singlefile", files["pdf"], folder / "pdf"],
                check=True,
            )
            for name, path in [("SVG, Chromium", shot), ("PDF, poppler", folder / "pdf.png")]:
                rms, block = compare(png, Image.open(path).convert("RGB"))
                worst = max(worst, block)
                print(f"{' '.join(page)}: {name}: {rms:.1f} % rms, {block:.1f} % in the worst block")
    return int(worst > LIMIT)


sys.exit(main())
