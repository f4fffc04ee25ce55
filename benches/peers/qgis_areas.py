"""The ellipsoidal area of every polygon of a layer by QGIS: qgis_areas.py LAYER.geojson

Run with the system's python3 and QT_QPA_PLATFORM=offscreen. Prints the milliseconds of reading and of measuring.
"""
import os
import sys
import time

from qgis.core import QgsApplication, QgsDistanceArea, QgsProject, QgsVectorLayer

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
layer = QgsVectorLayer(sys.argv[1], "layer", "ogr")
assert layer.isValid()
start = time.time()
geometries = [feature.geometry() for feature in layer.getFeatures()]
read = time.time()
measure = QgsDistanceArea()
measure.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
measure.setEllipsoid("WGS84")
total = sum(measure.measureArea(geometry) for geometry in geometries)
end = time.time()
print(f"read {(read - start) * 1000:.0f} ms, areas {(end - read) * 1000:.0f} ms, {total:.0f} m2", flush=True)
os._exit(0)
