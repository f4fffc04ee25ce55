#!/usr/bin/env python3
"""Every polygon's area by GeographicLib beside ours: areas.py LAYER.geojson [PROGRAM]

Needs `pip install geographiclib` (Karney's own library) and our release build. Prints how many areas
differ, and the largest differences; the exit code is 1 where one passes max(1e-9 of the area, 1e-3 m²).
"""

import json
import pathlib
import subprocess
import sys
import time

from geographiclib.geodesic import Geodesic

RELATIVE, ABSOLUTE_M2 = 1e-9, 1e-3
ROOT = pathlib.Path(__file__).resolve().parents[2]


def ours(program, layer):
    """Areas in m² by the order of the layer."""
    output = subprocess.run(
        [program, "areas", "--format", "json", layer], check=True, capture_output=True
    )
    return [row["drawn_km2"] * 1e6 for row in json.loads(output.stdout)]


def ring_area(ring):
    polygon = Geodesic.WGS84.Polygon()
    for lon, lat in ring[:-1]:
        polygon.AddPoint(lat, lon)
    return abs(polygon.Compute()[2])


def karney(geometry):
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return sum(ring_area(p[0]) - sum(map(ring_area, p[1:])) for p in polygons)


def main():
    layer = sys.argv[1]
    program = sys.argv[2] if len(sys.argv) > 2 else str(ROOT / "target/release/beijing-zones")
    areas = ours(program, layer)
    with open(layer, encoding="utf-8") as file:
        features = json.load(file)["features"]
    if len(areas) != len(features):
        sys.exit(f"{len(areas)} areas of {len(features)} features")
    start = time.time()
    worst_m2 = worst_relative = worst_share = wrong = 0
    total = total_karney = 0.0
    for number, (area, feature) in enumerate(zip(areas, features)):
        exact = karney(feature["geometry"])
        difference = abs(area - exact)
        total += area
        total_karney += exact
        worst_m2 = max(worst_m2, difference)
        worst_relative = max(worst_relative, difference / exact)
        share = difference / max(RELATIVE * exact, ABSOLUTE_M2)
        worst_share = max(worst_share, share)
        if share > 1:
            wrong += 1
            print(f"feature {number}: ours {area:.6f}, GeographicLib {exact:.6f} m²")
    print(f"{len(areas)} polygons, GeographicLib took {time.time() - start:.0f} s")
    print(f"sum: ours {total:.3f} m², GeographicLib {total_karney:.3f} m²")
    print(f"largest difference: {worst_m2:.2e} m², {worst_relative:.1e} of an area")
    print(f"beyond max({RELATIVE:g}, {ABSOLUTE_M2:g} m²): {wrong}; nearest to it {worst_share:.3f} of that")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
