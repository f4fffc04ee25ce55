#!/usr/bin/env python3
"""Writes N irregular parcels of 20 corners over Beijing as GeoJSON: parcels.py N OUT.

The same N gives the same bytes. 100,000 are 73 MB, 1,000,000 about 730 MB.
"""

import json
import math
import random
import sys

WEST, SOUTH, EAST, NORTH = 115.5, 39.5, 117.4, 41.0
CORNERS = 20
KINDS = ("residential", "commercial", "green", "public")


def ring(chance, lon, lat, width, height):
    corners = []
    for corner in range(CORNERS):
        angle = 2 * math.pi * corner / CORNERS
        radius = 0.35 + 0.12 * chance.random()
        corners.append(
            [
                round(lon + width * radius * math.cos(angle), 7),
                round(lat + height * radius * math.sin(angle), 7),
            ]
        )
    return corners + corners[:1]


def main():
    count, out = int(sys.argv[1]), sys.argv[2]
    chance = random.Random(count)
    side = math.ceil(math.sqrt(count))
    width, height = (EAST - WEST) / side, (NORTH - SOUTH) / side
    with open(out, "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        for number in range(count):
            lon = WEST + (number % side + 0.5) * width
            lat = SOUTH + (number // side + 0.5) * height
            feature = {
                "type": "Feature",
                "properties": {
                    "id": number,
                    "name": f"Parcel {number}",
                    "area_published": round(chance.uniform(0.1, 40), 3),
                    "kind": chance.choice(KINDS),
                },
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [ring(chance, lon, lat, width, height)],
                },
            }
            file.write(json.dumps(feature))
            file.write(",\n" if number + 1 < count else "\n")
        file.write("]}\n")


if __name__ == "__main__":
    main()
