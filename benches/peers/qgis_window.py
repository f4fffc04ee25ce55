"""Opens a QGIS map canvas with the same zones and city layer in a window, and prints the
milliseconds from the start of the process to the first drawn map. It is less than the whole
program does at its start: no plugins, panels or tool bars.

Run with the system's python3 on a display: qgis_window.py
"""
import os
import sys
import time

STARTED = time.time() - float(os.environ.get("STARTED_BEFORE", "0"))

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QMainWindow

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], True)
app.initQgis()
window = QMainWindow()
window.resize(1280, 800)
canvas = QgsMapCanvas()
window.setCentralWidget(canvas)
city = os.path.join(ROOT, "assets/basemap/sources/city.geojson")
layers = [QgsVectorLayer(
    os.path.join(ROOT, "seeds/sources/zones.geojson") + "|geometrytype=Polygon", "zones", "ogr")]
layers += [QgsVectorLayer(f"{city}|geometrytype={kind}", kind, "ogr")
           for kind in ("LineString", "Polygon")]
assert all(layer.isValid() for layer in layers)
canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
canvas.setLayers(layers)
canvas.zoomToFullExtent()


def drawn(*_):
    print(round((time.time() - STARTED) * 1000))
    sys.stdout.flush()
    os._exit(0)


canvas.mapCanvasRefreshed.connect(drawn)
window.show()
canvas.refresh()
app.exec_()
