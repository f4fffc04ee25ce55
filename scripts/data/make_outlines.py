#!/usr/bin/env python3
"""Writes seeds/outlines.ron, the outlines of all zones, from the drawn geometry.

    python3 scripts/data/make_outlines.py \
        [--zones seeds/sources/zones.geojson] \
        [--city assets/basemap/sources/city.geojson] \
        [--out seeds/outlines.ron]

`zones.geojson` gives geometry, accuracy and the date of the statement behind each outline;
`city.geojson` gives the named roads and rivers. What cannot be computed stands in the tables
below: how each outline came about and what is doubtful in it, in both languages, which figure it
was solved to meet, and which lines count as published, solved or assumed for which zone.

An edge belongs to a line when both of its ends and its middle lie within `ON_LINE_M` of it (the
two files share their vertices). Consecutive edges of one quality along one line become one run,
so that every edge of every exterior ring is covered by exactly one run. An edge on no line of the
zone's table is `Assumed`, unless the table names it by its vertices.

An outline that is called digitised but has an edge that is not published is written as
`Schematic`: the quality of a zone is the worst of its edges.

Standard library only; the same inputs give the same bytes.
"""

import argparse
import json
import math
from pathlib import Path

ON_LINE_M = 2.0
PUBLISHED, SOLVED, ASSUMED = "Published", "Solved", "Assumed"

# Zone -> the figure its outline was solved or scaled to meet. The CBD core, the eastward expansion
# and the Olympic Green central area are absent on purpose: their edges were fixed first. The two
# convention halls are absent because their lengths are published, not their area.
FITTED = {
    "jinzhan-west": "jinzhan-west/land-2020",
    "jinzhan-middle": "jinzhan-middle/land-2020",
    "jinzhan-east": "jinzhan-east/land-2020",
    "jinzhan": "jinzhan/land-2020",
    "embassy-quarter": "embassy-quarter/site-2016",
    "dongba-north-2010": "dongba-north-2010/land-2010",
    "dongba": "dongba/land-2021",
    "yanqi-lake": "yanqi-lake/water-2008",
    "yanqi-island": "yanqi-island/land-2014",
    "yanqi-convention-area": "yanqi-convention-area/land",
    "yanqi-town": "yanqi-town/land",
    "yanqi-demonstration-zone": "yanqi-demonstration-zone/land-2013",
    "cncc-2": "cncc-2/site-2024",
    "city-sub-centre": "city-sub-centre/land-2019",
    "universal-resort": "universal-resort/land-2021",
    "new-shougang": "new-shougang/land-park",
    "daxing-airport-zone": "daxing-airport-zone/land-beijing",
    "china-germany-park": "china-germany-park/land-2021",
    "ciec-new-hall": "ciec-new-hall/site-2021",
    "wenyu-river-park": "wenyu-river-park/land-2018",
    "liangma-waterfront": "liangma-waterfront/land-2019",
}

# Zone -> the date of the oldest statement of its extent that the catalogue cites, where
# `valid_from` is earlier than any source of ours.
KNOWN_FROM = {
    "cbd-core": "2009-02-27",
    "cncc-2": "2024-11-28",
    "cncc-2-main-hall": "about 2023",
    "embassy-area-1": "2016-09-03",
    "embassy-area-2": "2016-09-03",
    "embassy-area-3": "2016-09-03",
    "city-sub-centre": "2019-01-11",
}

# Zone -> from when its extent holds, where a source says so and was written later.
VALID = {
    "cncc-2": "2018-12",
    "cncc-2-main-hall": "2018-12",
    "embassy-area-1": "1957",
    "embassy-area-2": "1960",
    "embassy-area-3": "1987",
}

# Lines of the city layer, as they are named along an edge.
RING_5 = ("East 5th Ring Road", "东五环路")
BAHE_NORTH = ("Ba River north bank road (planned)", "坝河北滨河路（规划）")
BEIXIAO = ("Beixiao River", "北小河")
AIRPORT_2 = ("Airport 2nd Expressway", "机场第二高速")
JINYU = ("Jinyu Road", "金榆路")
DONGBA_ROAD = ("Dongba Road (planned)", "东坝路（规划）")
TIANWEI = ("Tianwei Road", "天苇路")
DONGWEI = ("Dongwei Road", "东苇路")
YAOJIAYUAN = ("line of Yaojiayuan Road (Airport 2nd Expressway)", "姚家园路一线（机场第二高速）")
DONGBA_SOUTH = ("solved line, no road", "推算线，无道路")
G111 = ("National Road 111", "111国道")
TONGHUI = ("Tonghui River", "通惠河")
CHAOYANG_ROAD = ("Chaoyang Road", "朝阳路")
WEST_DAWANG = ("West Dawang Road", "西大望路")
DONGDAQIAO = ("Dongdaqiao Road", "东大桥路")
DONGDAQIAO_SOUTH = ("line of Dongdaqiao Road, carried on to the river", "东大桥路向南延至通惠河")
RITAN_NORTH = ("Ritan North Road", "日坛北路")

JINZHAN = {
    "ring-5": (PUBLISHED, RING_5),
    "dongba-road": (SOLVED, DONGBA_ROAD),
    "bahe-north-road": (PUBLISHED, BAHE_NORTH),
    "beixiaohe": (PUBLISHED, BEIXIAO),
    "airport-2nd-expressway": (PUBLISHED, AIRPORT_2),
    # The source names Jinyu Road; this stretch of it was turned until the area was met.
    "jinyu-road": (SOLVED, JINYU),
    # The embassy land that is cut out of the south side.
    "dongwei-road": (PUBLISHED, DONGWEI),
    "tianwei-road": (ASSUMED, TIANWEI),
}
EMBASSY_NORTH = (SOLVED, ("north edge of the embassy land, no road", "使馆区用地北缘，无道路"))

# Zone -> line id -> (quality, name). The first line of the table that an edge lies on is taken.
LINES = {
    "jinzhan-west": JINZHAN,
    "jinzhan-middle": JINZHAN,
    "jinzhan-east": JINZHAN,
    "jinzhan": JINZHAN,
    "embassy-quarter": {
        "bahe-north-road": (PUBLISHED, ("Ba River north street", "坝河北街")),
        "dongwei-road": (PUBLISHED, DONGWEI),
        "tianwei-road": (ASSUMED, TIANWEI),
    },
    "dongba-north-2010": {
        "bahe-north-road": (PUBLISHED, ("Ba River, its north bank road used", "坝河（取其北滨河路）")),
        "airport-2nd-expressway": (PUBLISHED, AIRPORT_2),
        "dongba-road": (SOLVED, ("Dongba Road (Beimafang Middle Street)", "东坝路（北马坊中街）")),
    },
    "dongba": {
        "ring-5": (ASSUMED, RING_5),
        "dongba-road": (ASSUMED, DONGBA_ROAD),
        "jinyu-road": (ASSUMED, JINYU),
        "airport-2nd-expressway": (ASSUMED, YAOJIAYUAN),
        "dongba-south-edge": (SOLVED, DONGBA_SOUTH),
    },
    "yanqi-lake": {"yanqi-lake": (ASSUMED, ("lake shore, drawn", "湖岸，示意"))},
    "yanqi-island": {"yanqi-island": (ASSUMED, ("island shore, drawn", "岛岸，示意"))},
    "yanqi-convention-area": {"g111": (ASSUMED, G111)},
    "yanqi-town": {"g111": (ASSUMED, G111)},
    "yanqi-demonstration-zone": {"g111": (PUBLISHED, G111)},
    "olympic-green-core": {
        "beichen-west-road": (PUBLISHED, ("Beichen West Road", "北辰西路")),
        "ring-4": (PUBLISHED, ("North 4th Ring Road", "北四环路")),
        "beichen-east-road": (PUBLISHED, ("Beichen East Road", "北辰东路")),
        "kehui-road": (PUBLISHED, ("Kehui Road", "科荟路")),
    },
    "cbd-core": {
        "tonghui-river": (PUBLISHED, TONGHUI),
        "west-dawang-road": (PUBLISHED, WEST_DAWANG),
        "chaoyang-road": (PUBLISHED, CHAOYANG_ROAD),
        "dongdaqiao-road": (PUBLISHED, DONGDAQIAO),
        "yonganli-south": (PUBLISHED, DONGDAQIAO_SOUTH),
    },
    "cbd-east-expansion": {
        "tonghui-river": (PUBLISHED, TONGHUI),
        "ring-4": (PUBLISHED, ("East 4th Ring Road", "东四环路")),
        "chaoyang-north-road": (PUBLISHED, ("Chaoyang North Road", "朝阳北路")),
        "ring-3": (ASSUMED, ("East 3rd Ring Road", "东三环路")),
        "chaoyang-road": (ASSUMED, ("Chaoyang Road, edge of the core", "朝阳路（核心区边缘）")),
        "west-dawang-road": (PUBLISHED, ("West Dawang Road, edge of the core", "西大望路（核心区边缘）")),
    },
    "embassy-area-1": {
        "changan-avenue": (ASSUMED, ("Jianguomen Outer Street", "建国门外大街")),
        "dongdaqiao-road": (ASSUMED, DONGDAQIAO),
    },
    "sanlitun": {"gongti-north": (ASSUMED, ("Gongti North Road", "工体北路"))},
    "embassy-area-2": {"gongti-north": (ASSUMED, ("Gongti North Road", "工体北路"))},
    "embassy-area-3": {"liangmaqiao-road": (ASSUMED, ("Liangmaqiao Road", "亮马桥路"))},
    "city-sub-centre": {
        "g1-jingha": (PUBLISHED, ("Jingha Expressway", "京哈高速")),
        "luyuan-north-street": (PUBLISHED, ("Luyuan North Street", "潞苑北大街")),
    },
    "wenyu-river-park": {"wenyu-river-park": (ASSUMED, ("park edge, drawn", "公园边缘，示意"))},
}

# (zone, part) -> [(first vertex, last vertex, (quality, name or None))], for edges on no line.
EDGES = {
    ("jinzhan", 0): [(5, 6, EMBASSY_NORTH)],
    ("jinzhan-middle", 0): [(4, 5, EMBASSY_NORTH)],
    ("embassy-quarter", 0): [(8, 9, EMBASSY_NORTH)],
    ("dongba-north-2010", 0): [
        (21, 22, (SOLVED, ("west edge, near the 5th Ring in the text", "西缘，原文称邻近东五环"))),
    ],
    ("yanqi-convention-area", 0): [
        (0, 5, (SOLVED, ("line west and south of the lake", "湖区西、南侧推算线"))),
        (24, 29, (ASSUMED, ("foot of the Yan Mountains", "燕山山脚"))),
    ],
    ("yanqi-town", 0): [
        (0, 5, (ASSUMED, ("toward Hongluo Temple", "红螺寺方向"))),
        (5, 8, (SOLVED, ("open plain in the south", "南面平原"))),
        (9, 14, (SOLVED, ("line toward the convention area", "与国际会都之间的推算线"))),
    ],
    ("yanqi-demonstration-zone", 0): [
        (20, 25, (ASSUMED, ("foot of the Yan Mountains", "燕山山脚"))),
        (25, 30, (ASSUMED, ("toward Hongluo Temple", "红螺寺方向"))),
        (30, 33, (SOLVED, ("open plain in the south", "南面平原"))),
    ],
    # Centre and size of the hall are published; its four sides follow from them.
    ("cncc-1", 0): [(0, 4, (PUBLISHED, ("side of the hall, from its published size", "场馆外墙，按公布尺寸")))],
    ("cncc-2", 1): [(0, 4, (SOLVED, ("south-west parcel, drawn to 2.6 ha", "西南地块，按2.6公顷绘制")))],
    ("cncc-2", 2): [(0, 4, (SOLVED, ("north-west parcel, the remainder", "西北地块，取余量")))],
    ("cncc-2-main-hall", 0): [
        (0, 4, (ASSUMED, ("side of the hall; size published, place not", "场馆外墙；尺寸已公布，位置未公布"))),
    ],
    ("embassy-area-1", 0): [(3, 4, (ASSUMED, RITAN_NORTH))],
    ("city-sub-centre", 0): [
        (7, 10, (SOLVED, ("planned eastern link road", "规划东部联络路"))),
        (14, 19, (ASSUMED, ("green belt toward Chaoyang", "朝阳方向绿化带"))),
    ],
    ("liangma-waterfront", 0): [
        (2, 14, (SOLVED, ("Liangma River, south side", "亮马河南侧"))),
        (16, 28, (SOLVED, ("Liangma River, north side", "亮马河北侧"))),
    ],
}

JINZHAN_DOUBTS = [
    ("The planned Dongba Road is not on our base map. The north edge was solved so that the published areas of the parts are met; "
     "the three parts then give one straight line, but the starting point on the 5th Ring was our choice, and moving it 210 m "
     "north turns the west half by about 6 degrees.",
     "规划的东坝路未见于底图。北缘系按各片公布面积推算，三片推得同一直线；但其在五环路上的起点由我们选定，若北移210米，西段方位约变6度。"),
    ("The Ba River line was moved by about 100 m before solving; its bank road is drawn 110 m off the river.",
     "推算前坝河线曾移动约100米；其滨河路按距河110米绘制。"),
]
JINYU_DOUBT = (
    "The north half of Jinyu Road was turned so that 595.29 ha are met; it lies about 370 m east of the Picun junction point.",
    "金榆路北段方位按595.29公顷调整，位于皮村路口点以东约370米。",
)
CUT_OUT_DOUBT = (
    "The embassy land is cut out because the park’s page calls it the southern neighbor; the 2010 scheme counted it inside.",
    "园区网页称第四使馆区为其南邻，故从本范围中扣除；2010年方案则将其计入区内。",
)
YANQI_SPLIT_DOUBT = (
    "Of the 21 and 10 km² split only National Road 111 (itself within 200 m) and Hongluo Temple are anchored.",
    "21与10平方公里的划分，仅111国道（本身误差约200米）和红螺寺有依据。",
)
LAKE_DOUBT = (
    "No source for the shoreline was found: the west lake’s arms are imagined, and water (230 ha) and island (65 ha) were scaled to the figures.",
    "未见岸线资料：西湖湖汊为想象绘制，水面230公顷与岛65公顷均按公布数缩放。",
)
BLOCK_DOUBT = (
    "Only the size is published: a plain block of that size near the named place. Its sides follow no boundary.",
    "仅公布面积：在所述地点附近按该面积绘制的方块，四边不代表任何边界。",
)
POINT_DOUBT = ("No boundary was found: only a position is shown.", "未见公布范围，仅示位置。")
PARCEL_DOUBT = (
    "Parcel limits are not published. Only the 2.6 ha of the south-west parcel are; we divided the rest.",
    "地块界线未公布，仅西南地块公布2.6公顷，其余由我们划分。",
)

# Zone -> (basis en, basis zh, [doubts]).
TEXT = {
    "jinzhan-west": (
        "Published edges: East 5th Ring, planned Dongba Road, planned Ba River north bank road, Beixiao River. North edge solved to the published 319 ha.",
        "公布边界：东五环路、规划东坝路、规划坝河北滨河路、北小河；北缘按公布的319公顷推算。",
        JINZHAN_DOUBTS + [("That the west part ends at the Beixiao River is our reading of the page.", "西区止于北小河，系我们对网页的理解。")]),
    "jinzhan-middle": (
        "Published edges: Beixiao River, planned Dongba Road, Airport 2nd Expressway, planned Ba River north bank road; the embassy land is cut out as southern neighbor. North edge solved to 302.4 ha.",
        "公布边界：北小河、规划东坝路、机场第二高速、规划坝河北滨河路；南邻使馆区用地扣除；北缘按302.4公顷推算。",
        JINZHAN_DOUBTS + [CUT_OUT_DOUBT]),
    "jinzhan-east": (
        "Published edges: Airport 2nd Expressway, planned Dongba Road, Jinyu Road, planned Ba River north bank road. The line of Dongba Road is carried on; Jinyu Road is turned to meet 595.29 ha.",
        "公布边界：机场第二高速、规划东坝路、金榆路、规划坝河北滨河路；东坝路顺延，金榆路方位按595.29公顷推算。",
        JINZHAN_DOUBTS + [JINYU_DOUBT]),
    "jinzhan": (
        "Union of the three parts, within the edges a government page names: Jinyu Road, planned Ba River north bank road and embassy area, East 5th Ring, planned Dongba Road.",
        "三片之并，依政府网页所列四至：金榆路、规划坝河北滨河路及使馆区、东五环路、规划东坝路。",
        JINZHAN_DOUBTS + [JINYU_DOUBT, CUT_OUT_DOUBT]),
    "embassy-quarter": (
        "About 650 m of frontage on the Ba River north street between Tianwei Road and Dongwei Road (city Foreign Affairs Office, 2021); depth solved to 83.62 ha. No map of the limits is published.",
        "市外办2021年资料：坝河北街临街约650米，天苇路与东苇路之间；进深按83.62公顷推算。未公布范围图。",
        [("Tianwei Road itself is assumed; the depth of 1.41 km follows from the area alone.", "天苇路位置为假定；1.41公里的进深仅由面积得出。"),
         ("The drawn frontage is 630 m against about 650 m in the text.", "图上临街630米，原文约650米。")]),
    "dongba-north-2010": (
        "Dongba Road in the north, Ba River in the south (north bank road used), Airport 2nd Expressway in the east; the west edge is solved to 6.2 km². Contains the embassy land.",
        "北东坝路，南坝河（取北滨河路），东机场第二高速；西缘按6.2平方公里推算。含使馆区用地。",
        [("The solved west edge falls 2.1 km east of the 5th Ring, so “near” the ring is doubtful: perhaps the green belt, perhaps another north edge.",
          "推算所得西缘在五环路以东2.1公里，与“邻近”五环不符：或以绿化带为界，或北缘另有位置。")]),
    "dongba": (
        "No edges are published. 5th Ring, Dongba Road, Jinyu Road and the line of Yaojiayuan Road are taken as natural edges; the south-east side is solved to 35.5 km².",
        "边界未公布。取五环路、东坝路、金榆路和姚家园路一线为自然边界，东南侧按35.5平方公里推算。",
        [("The whole outline is our guess: the four natural edges close 30 km², and the missing 5.5 km² were added in the south-east.",
          "整个范围为推测：四条自然边界围合30平方公里，其余5.5平方公里补于东南侧。")]),
    "second-sanlitun": (
        "Officials used the label for the Jinzhan area and for the Fourth Embassy Area: a point on their common edge.",
        "官员曾以此称金盏片区，亦以此称第四使馆区：取两者共同边缘上一点。", [POINT_DOUBT]),
    "tax-free-area": (
        "No extent is published; the label stands in the middle part of the Jinzhan zone.",
        "范围未公布，标注于金盏片区中区。", [POINT_DOUBT]),
    "dongba-wanda": (
        "Shop position in public code, converted from GCJ-02, beside Dongba Middle Road.",
        "公开代码中的门店位置，由GCJ-02转换，位于东坝中路旁。",
        [("Datum of the position is read as GCJ-02, not stated.", "该位置的坐标系按GCJ-02理解，原文未注明。")]),
    "beijing-middle-school-dongba-north": (
        "Described as north of the riverside road, outside the East 5th Ring; position assumed.",
        "据述在滨河路以北、东五环外；位置为假定。",
        [("The position may be off by 1.2 km.", "位置误差可达1.2公里。")]),
    "yanqi-lake": (
        "Drawn shape, scaled to 230 ha of water with the island cut out.",
        "示意形状，扣除岛屿后按水面230公顷缩放。",
        [LAKE_DOUBT, ("The drawn outer shore is shorter than the published 20 km.", "图上外岸线短于公布的20公里。")]),
    "yanqi-island": (
        "Drawn shape on the west side of the east lake, scaled to 65 ha.",
        "示意形状，位于东湖西侧，按65公顷缩放。", [LAKE_DOUBT]),
    "yanqi-convention-area": (
        "Lake basin between National Road 111, the foot of the Yan Mountains and a line west of the lake; edges are not published; solved to 21 km².",
        "111国道、燕山山脚与湖西一线之间的湖盆；边界未公布，按21平方公里推算。", [YANQI_SPLIT_DOUBT]),
    "yanqi-town": (
        "South-west remainder of the 31 km² zone, toward Hongluo Temple and the plain; edges are not published.",
        "31平方公里示范区西南余部，向红螺寺和平原方向；边界未公布。", [YANQI_SPLIT_DOUBT]),
    "yanqi-demonstration-zone": (
        "Published: mountain foot in the north, Hongluo Temple area in the west, National Road 111 in the east, open plain in the south; south edge solved to 31 km².",
        "公布四至：北山脚，西红螺寺一带，东111国道，南平原；南缘按31平方公里推算。",
        [("Only the road is a line; mountain foot and temple area are drawn by eye.", "仅公路为线状依据，山脚与寺区系目估绘制。")]),
    "cncc-1": (
        "Published center and size of the hall, 398 × 148 m; turned 2.3 degrees like the Water Cube.",
        "公布的场馆中心与尺寸398×148米；朝向取与水立方相同的2.3度。",
        [("The center is an encyclopedia’s; the outline is the convention building alone, not the phase I complex.",
          "中心点取自百科；仅为会议中心主体，不含一期配套。")]),
    "cncc-2": (
        "Main hall parcel north of Datun Road facing the axis; western parcels: offices and shops in the south (2.6 ha, published), hotels in the north (remainder).",
        "主体地块在大屯路以北、面向中轴线；西侧南地块为写字楼与商业（公布2.6公顷），北地块为酒店（余量）。", [PARCEL_DOUBT]),
    "cncc-2-main-hall": (
        "Published size 460 × 150 m, placed inside the main parcel.",
        "公布尺寸460×150米，置于主体地块内。",
        [("Its place within the parcel is not published.", "在地块内的位置未公布。")]),
    "olympic-green-core": (
        "North 4th Ring, Beichen East Road, Kehui Road, Beichen West Road, drawn along the road center lines.",
        "北四环路、北辰东路、科荟路、北辰西路，沿道路中线绘制。",
        [("The four roads give the 2.91 km² version; another version of the figure is 3.15 km².", "四路围合得2.91平方公里的版本；另有3.15平方公里之说。")]),
    "cbd-core": (
        "Chaoyang Road, Tonghui River, West Dawang Road, Dongdaqiao Road (published), drawn along their center lines; the area was measured afterwards.",
        "朝阳路、通惠河、西大望路、东大桥路（公布边界），先沿中线绘制，后量算面积。",
        [("Measures 3.895 km², 2.4 % under the published figure, which probably counts to the outer sides of the roads (25 m all round would close the gap).",
          "量得3.895平方公里，比公布数小2.4%；公布数可能计至道路外侧（四周外扩25米即相符）。"),
         ("South of Jianguomen Outer Street the line of Dongdaqiao Road is carried on to the river.", "建国门外大街以南按东大桥路方向延至通惠河。")]),
    "cbd-east-expansion": (
        "Published: along the Tonghui River and Chaoyang North Road to the East 4th Ring.",
        "公布边界：沿通惠河与朝阳北路向东至东四环路。",
        [("That the strip between Chaoyang Road and Chaoyang North Road starts at the 3rd Ring is our reading.", "朝阳路与朝阳北路之间的条带自东三环起，系我们的理解。"),
         ("The published figure is itself rounded to about 3 km².", "公布数本身为约数：约3平方公里。")]),
    "embassy-area-1": (
        "Schematic block: Ritan Road, Dongdaqiao Road, Jianguomen Outer Street, Ritan North Road; includes Ritan Park.",
        "示意街区：日坛路、东大桥路、建国门外大街、日坛北路；含日坛公园。", [("No boundary is published.", "未公布范围。")]),
    "sanlitun": (
        "Schematic block of the Sanlitun shops between Gongti North Road and Xindong Road, for comparison.",
        "工体北路、新东路一带三里屯商圈示意街区，供对照。", [("No boundary is published.", "未公布范围。")]),
    "embassy-area-2": (
        "Schematic block east and north of the Sanlitun shops, up to Dongzhimen Outer Street.",
        "三里屯商圈以东、以北至东直门外大街的示意街区。", [("No boundary is published.", "未公布范围。")]),
    "embassy-area-3": (
        "Schematic block north of Liangmaqiao Road, toward Tianze Road.",
        "亮马桥路以北、至天泽路的示意街区。", [("No boundary is published.", "未公布范围。")]),
    "city-sub-centre": (
        "Named limits: Luyuan North Street (N), Jingha Expressway (S), green belt toward Chaoyang (W), planned eastern link road (E), about 12 × 13 km; east edge solved to 155 km².",
        "四至：北潞苑北大街，南京哈高速，西朝阳方向绿化带，东规划东部联络路，约12×13公里；东缘按155平方公里推算。",
        [("The limits are an encyclopedia’s; the green belt is drawn by eye.", "四至取自百科；绿化带系目估绘制。")]),
    "universal-resort": (
        "Block around the Universal Resort metro station, scaled to 4 km².",
        "环球度假区地铁站周边方块，按4平方公里缩放。", [BLOCK_DOUBT]),
    "new-shougang": (
        "East bank of the Yongding River south of Fushi Road, scaled to 8.63 km².",
        "永定河东岸、阜石路以南，按8.63平方公里缩放。",
        [("The shape is schematic; the wider New Shougang area of 22.3 km² is not drawn.", "形状为示意；未绘22.3平方公里的新首钢地区。")]),
    "daxing-airport-zone": (
        "Beijing’s part beside the airport: west 26 and east 24 km² are published; blocks only.",
        "机场两侧北京部分：公布西片26、东片24平方公里；仅绘方块。", [BLOCK_DOUBT]),
    "china-germany-park": (
        "Published: south 8 km² east of the Capital Airport, north 12 km² north of Shunyi New Town; blocks only.",
        "公布：南区8平方公里在首都机场以东，北区12平方公里在顺义新城以北；仅绘方块。", [BLOCK_DOUBT]),
    "ciec-new-hall": (
        "North of the Shunyi exhibition halls and Guozhan station; block scaled to 63.74 ha.",
        "顺义国展及国展地铁站以北；方块按63.74公顷缩放。", [BLOCK_DOUBT]),
    "wenyu-river-park": (
        "Along the Wenyu River, the same shape as on the base map, scaled to 30.1 km².",
        "沿温榆河，与底图同形，按30.1平方公里缩放。", [("The park’s edge is drawn, not published.", "公园边界为示意，未公布。")]),
    "liangma-waterfront": (
        "Ribbon along the Liangma River, its width solved to 80.76 ha.",
        "沿亮马河的条带，宽度按80.76公顷推算。",
        [("The published length is 5.58 km; the drawn one is 4.4 km.", "公布长度5.58公里，图上长度4.4公里。")]),
    "zhongguancun-forum": ("1 Xinjian Gongmen Road, south-east of the Summer Palace; position from the address.", "新建宫门路1号，颐和园东南；按地址定位。", [POINT_DOUBT]),
    "lize": ("Lize Shangwuqu metro station.", "地铁丽泽商务区站。", [POINT_DOUBT]),
    "dahongmen": ("Dahongmen metro station.", "地铁大红门站。", [POINT_DOUBT]),
    "daxing-bonded-zone": ("Beside the airport; position schematic.", "机场旁；位置为示意。", [POINT_DOUBT]),
    "china-japan-zone": ("Between the 5th and 6th Ring along the Jingtai Expressway, as published; a point on it.", "公布位于京台高速沿线五环至六环之间；取其上一点。", [POINT_DOUBT]),
    "airport-economic-core": ("Around the airport; a label only.", "机场周边，仅为标注。", [POINT_DOUBT]),
    "yizhuang-new-town": ("A label only.", "仅为标注。", [POINT_DOUBT]),
    "future-science-city": ("Metro station of that name.", "同名地铁站。", [POINT_DOUBT]),
    "yanqing-olympic-zone": ("Position from general knowledge, unverified.", "位置据一般了解，未核实。", [POINT_DOUBT]),
    "expo-2019-park": ("Position from general knowledge, unverified.", "位置据一般了解，未核实。", [POINT_DOUBT]),
    "wangjing": ("Wangjing metro station.", "地铁望京站。", [POINT_DOUBT]),
    "sub-centre-culture": ("Bank of the Grand Canal in the green park; position schematic.", "城市绿心、大运河畔；位置为示意。", [POINT_DOUBT]),
    "workers-stadium-zone": ("Between the gates on Gongti East and Gongti West Road.", "工体东路与工体西路大门之间。", [POINT_DOUBT]),
}

QUALITY = {"digitised": "Digitised", "schematic": "Schematic", "point": "Point"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--zones", type=Path, default=Path("seeds/sources/zones.geojson"))
    parser.add_argument("--city", type=Path, default=Path("assets/basemap/sources/city.geojson"))
    parser.add_argument("--out", type=Path, default=Path("seeds/outlines.ron"))
    args = parser.parse_args()

    city = read_lines(json.loads(args.city.read_text(encoding="utf-8")))
    zones = json.loads(args.zones.read_text(encoding="utf-8"))["features"]
    boundaries = [boundary(feature, city) for feature in zones]
    args.out.write_text(
        "// Written by scripts/data/make_outlines.py from seeds/sources/zones.geojson: change that, not this.\n"
        "Catalogue(\n    format: 1,\n    boundaries: [\n" + "".join(boundaries) + "    ],\n)\n",
        encoding="utf-8",
    )


def read_lines(city):
    """Line id -> (accuracy in metres, list of lines). Rings count as lines; points do not."""
    lines = {}
    for feature in city["features"]:
        kind, coordinates = feature["geometry"]["type"], feature["geometry"]["coordinates"]
        parts = {
            "LineString": lambda c: [c],
            "MultiLineString": lambda c: c,
            "Polygon": lambda c: c,
            "MultiPolygon": lambda c: [ring for polygon in c for ring in polygon],
        }.get(kind, lambda c: [])(coordinates)
        if parts:
            properties = feature["properties"]
            lines[properties["id"]] = (properties["accuracy_m"], parts)
    return lines


def boundary(feature, city):
    zone = feature["properties"]
    geometry = feature["geometry"]
    basis_en, basis_zh, doubts = TEXT[zone["id"]]
    polygons = {
        "Point": lambda c: [],
        "Polygon": lambda c: [c],
        "MultiPolygon": lambda c: c,
    }[geometry["type"]](geometry["coordinates"])
    runs = [run for part, polygon in enumerate(polygons) for run in edge_runs(zone, part, polygon[0], city)]
    quality = QUALITY[zone["quality"]]
    if quality == "Digitised" and any(run["quality"] != PUBLISHED for run in runs):
        quality = "Schematic"

    out = ["        (\n"]
    field = lambda name, value: out.append(f"            {name}: {value},\n")
    field("zone", text(zone["id"]))
    field("quality", quality)
    field("accuracy_m", number(zone["accuracy_m"]))
    field("basis", bilingual(basis_en, basis_zh))
    if zone["id"] in FITTED:
        field("fitted_to", text(FITTED[zone["id"]]))
    if zone["id"] in VALID:
        field("valid", text(VALID[zone["id"]]))
    known_from = KNOWN_FROM.get(zone["id"], zone["valid_from"])
    if known_from:
        field("known_from", text(known_from))
    out.append("            doubts: [\n")
    out.extend(f"                {bilingual(en, zh)},\n" for en, zh in doubts)
    out.append("            ],\n")
    if runs:
        out.append("            edges: [\n")
        out.extend(f"                {run_text(run)},\n" for run in runs)
        out.append("            ],\n")
    if geometry["type"] == "Point":
        lon, lat = geometry["coordinates"]
        field("geometry", f"Point({number(lon)}, {number(lat)})")
    else:
        out.append("            geometry: Polygons([\n")
        for polygon in polygons:
            out.append("                [\n")
            for ring in polygon:
                assert ring[0] == ring[-1], f"{zone['id']}: ring is not closed"
                out.append("                    [\n")
                for start in range(0, len(ring), 4):
                    row = ", ".join(f"({number(lon)}, {number(lat)})" for lon, lat in ring[start:start + 4])
                    out.append(f"                        {row},\n")
                out.append("                    ],\n")
            out.append("                ],\n")
        out.append("            ]),\n")
    out.append("        ),\n")
    return "".join(out)


def edge_runs(zone, part, ring, city):
    """Runs of consecutive edges of one quality along one line; together they cover the ring."""
    runs = []
    for vertex in range(len(ring) - 1):
        quality, along, accuracy = edge(zone, part, ring, vertex, city)
        last = runs[-1] if runs else None
        if last and (last["quality"], last["along"]) == (quality, along):
            last["to"] = vertex + 1
        else:
            runs.append({"part": part, "from": vertex, "to": vertex + 1, "quality": quality,
                         "accuracy_m": accuracy, "along": along})
    return runs


def edge(zone, part, ring, vertex, city):
    for first, last, (quality, along) in EDGES.get((zone["id"], part), []):
        if first <= vertex < last:
            return quality, along, zone["accuracy_m"]
    a, b = ring[vertex], ring[vertex + 1]
    middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    for line, (quality, along) in LINES.get(zone["id"], {}).items():
        accuracy, parts = city[line]
        if all(distance_m(at, parts) <= ON_LINE_M for at in (a, b, middle)):
            return quality, along, accuracy if quality == PUBLISHED else zone["accuracy_m"]

    return ASSUMED, None, zone["accuracy_m"]


def distance_m(at, parts):
    """Distance to the nearest segment, in the local plane: exact to millimetres over a few metres."""
    east, north = math.cos(math.radians(at[1])) * 111_320.0, 111_132.0
    best = math.inf
    for line in parts:
        for a, b in zip(line, line[1:]):
            ax, ay = (a[0] - at[0]) * east, (a[1] - at[1]) * north
            dx, dy = (b[0] - a[0]) * east, (b[1] - a[1]) * north
            square = dx * dx + dy * dy
            along = 0.0 if square == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / square))
            best = min(best, math.hypot(ax + along * dx, ay + along * dy))
    return best


def run_text(run):
    along = f", along: {bilingual(*run['along'])}" if run["along"] else ""
    part = f"part: {run['part']}, " if run["part"] else ""
    return (f"({part}from: {run['from']}, to: {run['to']}, quality: {run['quality']}, "
            f"accuracy_m: {number(run['accuracy_m'])}{along})")


def number(value):
    return repr(float(value))


def text(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def bilingual(en, zh):
    return f"(en: {text(en)}, zh: {text(zh)})"


if __name__ == "__main__":
    main()
