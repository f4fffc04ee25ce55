#!/usr/bin/env python3
"""Read assets/basemap/beijing.pmtiles back with other people's code and check it.

  python scripts/data/check_basemap.py                  # all checks, exit 1 on a finding
  python scripts/data/check_basemap.py --picture 116.55,39.96,13 -o dongba.png

Checked: the archive opens with `pmtiles`, each tile with `mapbox_vector_tile`;
polygons are valid and wound as the specification wants; each point is in one
tile of a zoom; lines and polygons, put together from the tiles' cores, have
the length and area of the source; labels have both names.
Not checked: whether the map is right.
"""

import argparse
import gzip
import math
import pathlib
import sys
from collections import Counter, defaultdict

import mapbox_vector_tile
import shapely
from PIL import Image, ImageDraw, ImageFont
from pmtiles.reader import MmapSource, Reader, all_tiles
from shapely.geometry import box, shape

import make_basemap as made
from vector_tiles import EXTENT

ROOT = pathlib.Path(__file__).parents[2]


def decode(data):
    return mapbox_vector_tile.decode(gzip.decompress(data),
                                     default_options={"y_coord_down": True})



def check(path):
    findings, tiles = [], Counter()
    points = Counter()
    core = box(0, 0, EXTENT, EXTENT)
    measured = defaultdict(float)
    bytes_by_zoom = Counter()
    names = set()
    with path.open("rb") as file:
        reader = Reader(MmapSource(file))
        header = reader.header()
        print({k: v for k, v in header.items() if "offset" not in k and "length" not in k})
        for (zoom, x, y), data in all_tiles(MmapSource(file)):
            tiles[zoom] += 1
            bytes_by_zoom[zoom] += len(data)
            if reader.get(zoom, x, y) != data:
                findings.append(f"{zoom}/{x}/{y}: not found by its number")
            for layer, content in decode(data).items():
                if content["extent"] != EXTENT:
                    findings.append(f"{zoom}/{x}/{y} {layer}: extent {content['extent']}")
                for feature in content["features"]:
                    where = f"{zoom}/{x}/{y} {layer} {feature['id']}"
                    geometry = shape(feature["geometry"])
                    p = feature["properties"]
                    if not geometry.is_valid:
                        findings.append(f"{where}: {shapely.is_valid_reason(geometry)}")
                    if layer in ("places", "pois", "roads") and not (
                            p.get("name_en") and p.get("name_zh")):
                        findings.append(f"{where}: a name is missing")
                    names.add(p.get("name_zh", ""))
                    if geometry.geom_type == "Point":
                        points[zoom, layer, feature["id"]] += 1
                        if not (0 <= geometry.x < EXTENT and 0 <= geometry.y < EXTENT):
                            findings.append(f"{where}: point outside its tile")
                    elif geometry.geom_type.endswith("Polygon"):
                        inner = geometry.intersection(core).area if geometry.is_valid else 0
                        measured[zoom, layer, feature["id"], "area"] += inner
                    else:
                        measured[zoom, layer, feature["id"], "length"] += (
                            shapely.clip_by_rect(geometry, 0, 0, EXTENT, EXTENT).length)
    findings += [f"zoom {z} {layer} {i}: in {n} tiles" for (z, layer, i), n in points.items()
                 if n != 1]

    expected = defaultdict(float)
    for item in made.all_items():
        for zoom in range(item.first, item.last + 1):
            if item.geometry.geom_type == "Point":
                if not points[zoom, item.layer, item.identity]:
                    findings.append(f"zoom {zoom} {item.layer} {item.identity}: point missing")
                continue
            drawn = made.project(item.geometry, zoom)
            what = "area" if item.geometry.geom_type == "Polygon" else "length"
            expected[zoom, item.layer, item.identity, what] += getattr(drawn, what)
    for key, value in expected.items():
        zoom, _, _, what = key
        slack = (0.02 if zoom < made.MAX_ZOOM else 0.002) * value + (
            200 if what == "area" else 16)
        if abs(measured[key] - value) > slack:
            findings.append(f"{key}: {measured[key]:.0f} in the tiles, {value:.0f} in the source")

    for zoom in sorted(tiles):
        print(f"zoom {zoom:2}: {tiles[zoom]:5} tiles, {bytes_by_zoom[zoom]:8} bytes compressed")
    odd = sorted(n for n in names if not n.encode("gb2312", "ignore").decode("gb2312") == n)
    print("names beyond GB2312:", odd)
    print(f"{path.name}: {path.stat().st_size} bytes, {len(findings)} findings")
    return findings


COLOURS = {
    "landuse": {"park": "#d8e8cf", "airport": "#e3def0", "landmark": "#ece2cf"},
    "water": "#b5d5ea",
    "roads": {"ring_road": "#f0c778", "expressway": "#f0c778", "arterial": "#ffffff",
              "metro": "#a99cc8", "rail": "#999999"},
}


def picture(path, longitude, latitude, zoom, target, size=(1200, 800)):
    """A quick plot, tile squares in red, to look for seams and gaps."""
    scale = 512 / EXTENT
    image = Image.new("RGB", size, "#f3f0e8")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(ROOT / "assets/fonts/NotoSansSC-Regular.ttf"), 13)
    (cx, cy), = made.project(shapely.Point(longitude, latitude), zoom).coords
    left, top = cx - size[0] / 2 / scale, cy - size[1] / 2 / scale
    right, bottom = left + size[0] / scale, top + size[1] / scale
    shown = []
    with path.open("rb") as file:
        reader = Reader(MmapSource(file))
        for y in range(math.floor(top / EXTENT), math.floor(bottom / EXTENT) + 1):
            for x in range(math.floor(left / EXTENT), math.floor(right / EXTENT) + 1):
                data = reader.get(zoom, x, y)
                tile = decode(data) if data else {}
                shown.append((x, y, tile))
    def place(tile_x, tile_y, coords):
        return [((tile_x * EXTENT + px - left) * scale, (tile_y * EXTENT + py - top) * scale)
                for px, py in coords]

    labels = []
    for layer in made.LAYERS:
        for x, y, tile in shown:
            for feature in tile.get(layer, {}).get("features", []):
                p, g = feature["properties"], feature["geometry"]
                if g["type"] == "Point":
                    labels.append((place(x, y, [g["coordinates"]])[0], p))
                elif g["type"].endswith("Polygon"):
                    fill = COLOURS["water"] if layer == "water" else COLOURS[layer][p["kind"]]
                    polygons = [g["coordinates"]] if g["type"] == "Polygon" else g["coordinates"]
                    for polygon in polygons:
                        mask = Image.new("1", size)
                        pen = ImageDraw.Draw(mask)
                        for number, ring in enumerate(polygon):
                            pen.polygon(place(x, y, ring), fill=number == 0)
                        image.paste(fill, mask=mask)
                else:
                    lines = ([g["coordinates"]] if g["type"] == "LineString"
                             else g["coordinates"])
                    colour, width = {"water": (COLOURS["water"], 4),
                                     "boundaries": ("#b08f8f", 1)}.get(layer, (None, 1))
                    if layer == "roads":
                        colour = COLOURS["roads"][p["class"]]
                        width = 5 if p["kind"] == "highway" else 3
                        if p.get("is_bridge"):
                            colour, width = "#c03030", width + 2
                    for line in lines:
                        draw.line(place(x, y, line), fill=colour, width=width, joint="curve")
    for x, y, _ in shown:
        a, b = place(x, y, [(0, 0), (EXTENT, EXTENT)])
        draw.rectangle([a, b], outline="#ffb0b0")
    for (px, py), p in sorted(labels, key=lambda label: label[1]["min_zoom"]):
        if p["min_zoom"] <= zoom + 1:
            draw.text((px, py), f"{p['name_zh']} {p['name_en']}", font=font, fill="#333333",
                      anchor="mm")
    image.save(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=pathlib.Path, default=made.OUTPUT)
    parser.add_argument("--picture", metavar="LON,LAT,ZOOM")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("basemap.png"))
    args = parser.parse_args()
    if args.picture:
        longitude, latitude, zoom = args.picture.split(",")
        picture(args.file, float(longitude), float(latitude), int(zoom), args.output)
        return
    findings = check(args.file)
    for finding in findings[:40]:
        print(finding)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
