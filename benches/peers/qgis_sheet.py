"""A QGIS print layout of the same zones over the same city layer, to PNG at 1920 x 1080.

Run with the system's python3 and QT_QPA_PLATFORM=offscreen: qgis_sheet.py OUT.png [LAYER.geojson]
With a layer, that alone is drawn, without labels. SCALE in the environment makes the picture so many times as large.
"""
import os
import sys

from qgis.core import (
    QgsApplication, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsFillSymbol,
    QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
    QgsLayoutItemScaleBar, QgsLayoutSize, QgsPalLayerSettings, QgsPrintLayout, QgsProject,
    QgsSingleSymbolRenderer, QgsVectorLayer, QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QRectF, QSize

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
project = QgsProject.instance()
project.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
own_layer = sys.argv[2] if len(sys.argv) > 2 else None
city = os.path.join(ROOT, "assets/basemap/sources/city.geojson")
for kind in () if own_layer else ("LineString", "Polygon"):
    layer = QgsVectorLayer(f"{city}|geometrytype={kind}", f"city {kind}", "ogr")
    assert layer.isValid()
    project.addMapLayer(layer)
zones = QgsVectorLayer(
    own_layer or os.path.join(ROOT, "seeds/sources/zones.geojson") + "|geometrytype=Polygon",
    "zones", "ogr")
assert zones.isValid()
zones.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(
    {"color": "200,40,40,90", "outline_color": "120,0,0", "outline_width": "0.2"})))
settings = QgsPalLayerSettings()
settings.fieldName = "name_zh"
zones.setLabeling(QgsVectorLayerSimpleLabeling(settings))
zones.setLabelsEnabled(own_layer is None)
project.addMapLayer(zones)

layout = QgsPrintLayout(project)
layout.initializeDefaults()
layout.pageCollection().pages()[0].setPageSize(QgsLayoutSize(338.67, 190.5))
page_map = QgsLayoutItemMap(layout)
page_map.attemptSetSceneRect(QRectF(5, 20, 260, 165))
layout.addLayoutItem(page_map)
to_page = QgsCoordinateTransform(zones.crs(), project.crs(), project)
page_map.zoomToExtent(to_page.transformBoundingBox(zones.extent()))
title = QgsLayoutItemLabel(layout)
title.setText("Beijing project zones")
title.attemptSetSceneRect(QRectF(5, 5, 200, 12))
layout.addLayoutItem(title)
legend = QgsLayoutItemLegend(layout)
legend.attemptSetSceneRect(QRectF(270, 20, 60, 60))
layout.addLayoutItem(legend)
scale_bar = QgsLayoutItemScaleBar(layout)
scale_bar.setLinkedMap(page_map)
scale_bar.applyDefaultSize()
scale_bar.attemptSetSceneRect(QRectF(10, 170, 60, 10))
layout.addLayoutItem(scale_bar)
export = QgsLayoutExporter.ImageExportSettings()
scale = float(os.environ.get("SCALE", "1"))
export.imageSize = QSize(round(1920 * scale), round(1080 * scale))
export.dpi = 144 * scale
result = QgsLayoutExporter(layout).exportToImage(sys.argv[1], export)
sys.stdout.flush()
# The destructors of QGIS are slow and sometimes crash: not part of the comparison.
os._exit(int(result))
