#!/usr/bin/env python3
"""Make the subset fonts of assets/fonts from their upstream releases.

Sources (npm packages, all under the SIL Open Font License 1.1):

  @expo-google-fonts/noto-sans-sc 0.4.3   400Regular/NotoSansSC_400Regular.ttf
                                          700Bold/NotoSansSC_700Bold.ttf
  @expo-google-fonts/inter        0.4.2   400Regular/Inter_400Regular.ttf
                                          600SemiBold/Inter_600SemiBold.ttf
  @expo-google-fonts/noto-serif-sc 0.4.3  600SemiBold/NotoSerifSC_600SemiBold.ttf

Needs Python 3.11 and fonttools 4.68.0 (scripts/data/requirements.txt). Run:

  npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/inter@0.4.2 \
    @expo-google-fonts/noto-serif-sc@0.4.3
  mkdir noto inter serif
  tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz -C noto
  tar xzf expo-google-fonts-inter-0.4.2.tgz -C inter
  tar xzf expo-google-fonts-noto-serif-sc-0.4.3.tgz -C serif
  python scripts/data/make_fonts.py --noto noto/package --inter inter/package \
    --serif serif/package

The output is a function of the input files and of the fonttools version: the
dates in `head` are the upstream ones, nothing reads the clock.

What the script does, and why:

* Noto Sans SC keeps every character that GBK can encode, and the symbols,
  punctuation and fullwidth forms that stand beside hanzi. No hinting, no
  vertical metrics, and of the layout features only `kern`.
* Noto Serif SC is for titles alone: every hanzi of GB 2312, Latin, pinyin,
  punctuation, fullwidth forms. A rarer character stands in Noto Sans SC.
* Inter keeps Latin, pinyin, punctuation, arrows, signs. Its tabular figures
  are baked in: the `tnum` form of each digit takes the digit's place in cmap,
  because the window passes no OpenType features. `kern` is kept; a kerning
  pair between two digits would break columns, so the script fails on one.
* Six small signs that Inter lacks (U+25B4 25B8 25BE 25C2 2714 2715) are
  aliases of their larger or lighter twins, so that the text font has them.
"""

import argparse
import pathlib
import shutil
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otBase import USE_HARFBUZZ_REPACKER

INTER_RANGES = [
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x01CD, 0x01DC),  # pinyin: caron and u-diaeresis letters
    (0x01F8, 0x01F9),  # n with grave
    (0x1E3E, 0x1E3F),  # m with acute
    (0x1EBC, 0x1EBD),  # e with tilde
    (0x0251, 0x0251),  # script a of pinyin
    (0x0261, 0x0261),  # script g of pinyin
    (0x02C6, 0x02DD),  # spacing modifier letters
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letterlike symbols
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical: command, return, ...
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x26FF),  # sun, warning, stars
    (0x2700, 0x27BF),  # check marks
]

NOTO_RANGES = [
    (0x0020, 0x007E),
    (0x00A0, 0x00FF),
    (0x2000, 0x206F),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x218F),
    (0x2190, 0x23FF),
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x2500, 0x27BF),
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x33FF),  # CJK punctuation, kana, bopomofo, enclosed, units
    (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),  # halfwidth and fullwidth forms
]

SERIF_RANGES = [
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01CD, 0x01DC),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x2070, 0x209F),
    (0x20A0, 0x20BF),
    (0x2100, 0x2116),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2264, 0x2265),
    (0x2460, 0x2473),
    (0x3000, 0x301F),
    (0x3220, 0x3229),
    (0x3371, 0x33DF),
    (0xFF01, 0xFF5E),
]

# alias -> the character whose glyph it borrows
INTER_ALIASES = {
    0x25B4: 0x25B2,
    0x25B8: 0x25B6,
    0x25BE: 0x25BC,
    0x25C2: 0x25C0,
    0x2714: 0x2713,
    0x2715: 0x2717,
}

DIGITS = range(0x30, 0x3A)
KEPT_NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 9, 11, 13, 14, 16, 17]
KEPT_FEATURES = ["kern"]
DROPPED_TABLES = ["vhea", "vmtx", "VORG", "BASE", "STAT", "DSIG", "gasp", "meta"]


def code_points(encoding):
    """Every code point that an encoding has, control characters left out."""
    found = []
    for code in range(0x20, 0x110000):
        if 0xD800 <= code < 0xE000 or code == 0x7F:
            continue
        try:
            chr(code).encode(encoding)
        except UnicodeEncodeError:
            continue
        found.append(code)
    return found


def expand(ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


def single_substitutions(font, feature_tag):
    """The one-to-one glyph map of a GSUB feature."""
    gsub = font["GSUB"].table
    mapping = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag != feature_tag:
            continue
        for index in record.Feature.LookupListIndex:
            for table in gsub.LookupList.Lookup[index].SubTable:
                table = getattr(table, "ExtSubTable", table)
                mapping.update(getattr(table, "mapping", {}))
    return mapping


def set_cmap(font, code, glyph):
    for table in font["cmap"].tables:
        if table.isUnicode() and (code in table.cmap or code <= 0xFFFF):
            table.cmap[code] = glyph


def bake_tabular_figures(font):
    tabular = single_substitutions(font, "tnum")
    cmap = font.getBestCmap()
    for code in DIGITS:
        set_cmap(font, code, tabular[cmap[code]])
    widths = {font["hmtx"][font.getBestCmap()[code]][0] for code in DIGITS}
    if len(widths) != 1:
        sys.exit(f"digits are not tabular: advances {sorted(widths)}")


def add_aliases(font):
    cmap = font.getBestCmap()
    for alias, original in INTER_ALIASES.items():
        if alias not in cmap:
            set_cmap(font, alias, cmap[original])


def digit_kerning(font):
    """Kerning pairs between two digits, as (left, right, units)."""
    digits = {font.getBestCmap()[code] for code in DIGITS}
    pairs = []
    if "GPOS" not in font:
        return pairs
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType != 2:
                continue
            covered = table.Coverage.glyphs
            if table.Format == 1:
                for left, pair_set in zip(covered, table.PairSet):
                    for record in pair_set.PairValueRecord:
                        value = record.Value1.XAdvance if record.Value1 else 0
                        if left in digits and record.SecondGlyph in digits and value:
                            pairs.append((left, record.SecondGlyph, value))
            else:
                first = table.ClassDef1.classDefs
                second = table.ClassDef2.classDefs
                for left in digits & set(covered):
                    row = table.Class1Record[first.get(left, 0)].Class2Record
                    for right in digits:
                        record = row[second.get(right, 0)]
                        value = getattr(record.Value1, "XAdvance", 0) or 0
                        if value:
                            pairs.append((left, right, value))
    return sorted(pairs)


def subset_font(font, unicodes):
    options = subset.Options()
    options.layout_features = KEPT_FEATURES
    options.layout_scripts = ["*"]
    options.hinting = False
    options.glyph_names = False
    options.legacy_cmap = False
    options.symbol_cmap = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.recalc_bounds = False
    options.canonical_order = True
    options.harfbuzz_repacker = False
    options.name_IDs = KEPT_NAME_IDS
    options.name_languages = [0x409]
    options.drop_tables += DROPPED_TABLES
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(unicodes))
    subsetter.subset(font)
    font.recalcTimestamp = False


def open_font(path):
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False)
    # else the bytes depend on whether uharfbuzz happens to be installed
    font.cfg[USE_HARFBUZZ_REPACKER] = False
    return font


def make_noto(source, target, unicodes):
    font = open_font(source)
    subset_font(font, unicodes)
    font.save(target, reorderTables=True)
    return set(font.getBestCmap())


def make_inter(source, target, unicodes):
    font = open_font(source)
    bake_tabular_figures(font)
    add_aliases(font)
    subset_font(font, unicodes)
    pairs = digit_kerning(font)
    if pairs:
        sys.exit(f"{target.name}: kerning between digits breaks columns: {pairs[:5]}")
    font.save(target, reorderTables=True)
    return set(font.getBestCmap())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--noto", type=pathlib.Path, required=True,
                        help="unpacked folder of @expo-google-fonts/noto-sans-sc")
    parser.add_argument("--inter", type=pathlib.Path, required=True,
                        help="unpacked folder of @expo-google-fonts/inter")
    parser.add_argument("--serif", type=pathlib.Path, required=True,
                        help="unpacked folder of @expo-google-fonts/noto-serif-sc")
    parser.add_argument("--out", type=pathlib.Path,
                        default=pathlib.Path(__file__).parents[2] / "assets/fonts")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    gbk = code_points("gbk")
    noto_set = expand(NOTO_RANGES) | set(gbk)
    inter_set = expand(INTER_RANGES)
    covered = set()
    for style, folder in (("Regular", "400Regular"), ("Bold", "700Bold")):
        covered |= make_noto(args.noto / folder / f"NotoSansSC_{folder}.ttf",
                             args.out / f"NotoSansSC-{style}.ttf", noto_set)
    for style, folder in (("Regular", "400Regular"), ("SemiBold", "600SemiBold")):
        covered |= make_inter(args.inter / folder / f"Inter_{folder}.ttf",
                              args.out / f"Inter-{style}.ttf", inter_set)
    hanzi = {code for code in code_points("gb2312") if 0x4E00 <= code <= 0x9FFF}
    serif = make_noto(args.serif / "600SemiBold/NotoSerifSC_600SemiBold.ttf",
                      args.out / "NotoSerifSC-SemiBold.ttf",
                      expand(SERIF_RANGES) | hanzi)
    if hanzi - serif:
        sys.exit(f"Noto Serif SC lacks {len(hanzi - serif)} hanzi of GB 2312")
    shutil.copyfile(args.serif / "LICENSE_FONT", args.out / "OFL-NotoSerifSC.txt")
    shutil.copyfile(args.noto / "LICENSE_FONT", args.out / "OFL-NotoSansSC.txt")
    shutil.copyfile(args.inter / "LICENSE_FONT", args.out / "OFL-Inter.txt")

    missing = [code for code in gbk if code not in covered]
    print(f"GBK: {len(gbk)} characters, {len(missing)} in neither font:",
          " ".join(f"U+{code:04X} {chr(code)}" for code in missing))
    for path in sorted(args.out.glob("*.ttf")):
        print(f"{path.stat().st_size:>9}  {path.name}")


if __name__ == "__main__":
    main()
