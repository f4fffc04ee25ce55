#!/usr/bin/env python3
"""Writes tests/data/datum_points.csv.gz: 10,000 positions over Beijing in four datums and two grids,
as other libraries compute them (PRCoords for GCJ-02 and BD-09, PROJ for the grids).

Columns: lon, lat (WGS-84), lon, lat (GCJ-02), lon, lat (BD-09), all in 1e-9 degrees; easting, northing
(EPSG:4548), easting, northing (EPSG:32650), in tenths of a millimetre. Differences to the row before.
"""

import gzip
import io
import os
import random

import prcoords
from pyproj import Transformer

OUT = os.path.join(os.path.dirname(__file__), "../../tests/data/datum_points.csv.gz")
COUNT = 10_000


def main():
    chance = random.Random(4547)
    to_grid = [
        Transformer.from_crs(4490, 4548, always_xy=True),
        Transformer.from_crs(4326, 32650, always_xy=True),
    ]
    rows = []
    for _ in range(COUNT):
        lon, lat = round(chance.uniform(115.4, 117.5), 6), round(chance.uniform(39.4, 41.1), 6)
        gcj = prcoords.wgs_gcj((lat, lon))
        bd = prcoords.gcj_bd(gcj)
        row = [lon, lat, gcj.lon, gcj.lat, bd.lon, bd.lat]
        row = [round(value * 1e9) for value in row]
        for grid in to_grid:
            row += [round(value * 1e4) for value in grid.transform(lon, lat)]
        rows.append(row)
    rows.sort()
    text = io.StringIO()
    before = [0] * len(rows[0])
    for row in rows:
        text.write(",".join(str(value - last) for value, last in zip(row, before)) + "\n")
        before = row
    with open(OUT, "wb") as file:
        file.write(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
