# Words of the window, the pictures and the commands, in English. zh.ftl has the same keys.

app-name = Beijing Zones
app-subtitle = International exchange center plan, 2021–2025

# Top bar
as-of = As of
as-of-today = today
information-to = information to { $date }
unit-km2 = km²
unit-ha = ha
unit-mu = mu
language-en = EN
language-zh = 中
theme = Theme
briefing = Briefing
briefing-hint = Make a picture of what is in view
search = Search zones, pinyin, coordinates
search-none = No zone matches “{ $text }”.

# Left panel
group-report = In the report
group-neighbour = Neighbors
group-wider = Wider plan
group-layer = Layer
programmes = Programmes
layers = Layers
layer-zones = Zones
layer-roads = Roads and rail
layer-water = Water and green
layer-districts = Districts
layer-labels = Place names
no-boundary = no boundary published
status-line = Offline · WGS-84 · catalogue { $version }
status-outlines = Outlines: { $digitised } digitised, { $schematic } schematic, { $points } points

# Map
zoom-in = Zoom in
zoom-out = Zoom out
zoom-home = Show all zones of the report
schematic-map = Schematic base map
not-approved = not an approved map
credits = Credits
map-name = Map of the zones
north = N

# Right panel: all zones
all-zones = All zones
all-zones-hint = Click a zone to read its figures, sources and progress
column-zone = Zone
column-published = Published
column-drawn = Drawn
column-audit = Audit
copy-table = Copy to spreadsheet
copied = Copied
drawn-method = Drawn areas are geodesic, on the ellipsoid of CGCS2000 (WGS-84).
unit-note = Unit: { $unit }.

# Right panel: one zone
area-figures = Area figures
other-figures = Other figures
drawn-on-map = Drawn on this map
drawn-how = geodesic, WGS-84 ellipsoid
scopes-same-scale = Scopes with this name, same scale. Not all nest.
milestones = Milestones
said = Said
readings = Our readings
relations = Parts and whole, as stated
relations-measured = Relations, as measured on this map
relation-holds = Holds { $zone }
relation-inside = Lies in { $zone }
relation-overlaps = Overlaps { $zone }
relation-shares = { $this } % of this zone, { $other } % of the other
part-of = Part of { $zone }
contains-part = Contains { $zone }
boundary = Boundary
boundary-from = Known from { $date }
accuracy = ±{ $metres } m
accuracy-not-stated = accuracy not stated
edges = Edges
doubts = Doubts
notes = Notes
sources = Sources
planned = planned
later = after the as-of date
supersedes = replaces { $figure }, stated earlier
unverified = unverified
cited-after = cited after { $source }
contradicted = Against it: { $text }
confidence-high = our reading, high confidence
confidence-medium = our reading, medium confidence
confidence-low = our reading, low confidence
nothing-known = Nothing was known of this zone on { $date }.
no-figures = No area is published.
copy-citation = Copy with citation
close = Close
land-use = Land use { $code }
grade = grade { $letter }
grade-meaning = A official, B good press or operator, C encyclopedia or copy, D doubtful
land-use-culture = culture
land-use-education = education
land-use-sport = sport
land-use-commerce = commerce
land-use-business = business and finance
land-use-leisure = leisure
land-use-industry = industry
land-use-park = park
land-use-embassy = embassy land
land-use-water = water

# Quantities
quantity-land = land area
quantity-site = site area
quantity-water = water surface
quantity-floor = floor area
quantity-floor-above = floor area above ground
quantity-floor-below = floor area below ground
quantity-length = length
quantity-height = height
quantity-depth = depth
quantity-volume = volume
quantity-mass = mass
quantity-capacity = capacity
quantity-count = number
quantity-population = population
quantity-money = money

# How a figure is qualified
precision-about = about { $value }
precision-nearly = nearly { $value }
precision-over = over { $value }
precision-at-least = at least { $value }
precision-up-to = up to { $value }
precision-to = { $value } to { $end }
basis-planned = planned
basis-approved = approved
basis-construction = under construction
basis-built = built
basis-reported = reported

# Status
status-unknown = not yet known
status-proposed = proposed
status-plan = plan drafted
status-approved = approved
status-cleared = site cleared
status-construction = under construction
status-topped-out = topped out
status-completed = completed
status-operation = in operation

# Boundary quality
quality-surveyed = surveyed outline
quality-digitised = digitised outline
quality-schematic = schematic outline
quality-point = position only
edge-published = published
edge-solved = solved to the figure
edge-assumed = assumed

# Audit
audit-fitted = fitted: no test of the figure
audit-rounding = agrees within rounding
audit-method = agrees within method
audit-digitising = agrees within digitising
audit-not-assessable = not assessable: outline too uncertain
audit-disagrees = disagrees
audit-difference = { $pct } %, { $mu } mu
audit-tolerance = tolerance { $area }
audit-short-fitted = fitted
audit-short-rounding = rounding
audit-short-method = method
audit-short-digitising = digitising
audit-short-not-assessable = n/a
audit-short-disagrees = disagrees

# Dates
date-by = by { $date }
date-before = before { $date }
date-after = after { $date }
date-about = about { $date }
date-range = { $from } to { $to }

# Timeline
timeline = Timeline
timeline-empty = No dated events in what is open.
today = Today
as-of-line = As-of date

# Sheet
sheet-not-approved = Schematic, not an approved map
sheet-legend = Legend
sheet-figures = Figures
sheet-sources = Sources
sheet-published-edge = published edge
sheet-uncertain-edge = solved or assumed edge
sheet-as-of = As of { $date }
sheet-attribution = Map data
sheet-none-published = none published
sheet-more = and { $count } more, not shown
sheet-layer = { $layer }: { $count } areas
sheet-layer-count = Areas in view
sheet-layer-sum = Drawn, all together
sheet-layer-median = Drawn, median
sheet-layer-range = Drawn, smallest to largest

# Messages
picture-written = Picture written: { $path }
picture-failed = The picture was not written: { $reason }
reading-files = Reading { $files }
reading-done = { $files }: { $count } zones
reading-cancelled = Not opened: { $files }
reading-failed = The file cannot be opened: { $reason }
cancel = Cancel
copy-message = Copy message
nothing-open = Nothing is open. Drop a catalogue (RON) or a layer (GeoJSON) on the window; started without a file, the program opens the zones of the report.
dismiss = Dismiss
coordinates-hint = Click for the next coordinate system. Right-click the map to copy a coordinate.
copy-coordinate = Copy the coordinate of this place
search-coordinate = As { $system } → { $position }
measure = Measure
measure-hint = Click for the corners of a line; a click on the first one, a double click or Enter closes a shape. Backspace takes the last one away, Esc ends.
measure-length = Length
measure-around = Perimeter
measure-area = Area
measure-how = geodesic, on the WGS-84 ellipsoid
measure-close = Close
measure-undo = Undo
measure-copy = Copy
measure-end = End
methods = By other methods
method-geodesic = geodesic, ellipsoid
method-plane = plane of { $system }
method-sphere = sphere, equatorial radius
method-fits = the published figure fits
method-out = out of reach
unit-metre = m
unit-kilometre = km
color-by = Color by
color-by-zone = zone
color-by-kind = kind
color-by-status = status
color-by-district = district
color-by-quality = boundary quality
color-by-published = published area
color-by-drawn = drawn area
theme-others = others
theme-none = no figure
kind-convention = conventions and exhibitions
kind-business = business
kind-embassy = embassies
kind-services = services
kind-commerce = shopping
kind-education = education
kind-talent = talent community
kind-sport = sport
kind-culture = culture
kind-scenic = scenery and parks
kind-industry = industry
kind-government = government
kind-other = not stated
bookmarks = Bookmarks
bookmark-add = Add this view
bookmark-hint = Keeps the view with its date and layers (K). Number keys open the first nine.
bookmark-remove = Remove the bookmark

base-map = Base map
base-map-embedded = Schematic map of the program
base-map-other = Other base map…
base-map-address = File or address
base-map-address-hint = A file (.pmtiles, .mbtiles or a source as .ron), or an address: a template with {"{z}"}, {"{x}"} and {"{y}"}, a .pmtiles archive, or the capabilities of a WMTS.
basemap-failed = The base map was not opened: { $reason }.
key-title = Key for { $source }
key-hint = This map asks for a key of your own. It is kept in your settings on this computer only; the environment variable { $variable } serves as well.
key = Key
terms = Terms of use
open = Open
align = Align GCJ-02 and BD-09 tiles
align-hint = Draws shifted tiles in their true place. An aid for the screen, never part of an export.
shift-aligned = Shifted tiles, aligned to within { $metres } m, screen only
shift-as-is = Shifted tiles, not aligned: about 500 m off
picture-not-shifted = Shifted tiles are part of no export: the picture has the schematic map.
tiles-offline = { $host } cannot be reached; what was loaded before stays on the map.
tiles-slow = { $host } does not answer in time; the map asks again.
tiles-denied = { $host } refuses its tiles (HTTP { $number }): check the key.
tiles-too-many = { $host } asks for a pause; its tiles come again in { $number } s.
tiles-server = { $host } has failed (HTTP { $number }); the map asks again.
tiles-web-page = { $host } answers with a web page instead of tiles: it may want a login.
tiles-absent = { $host } has no tiles here.
tiles-damaged = { $host } sends what is no tile.
tiles-size = { $host } sends tiles of { $number } pixels, another size than the source says.
tiles-no-ranges = { $host } does not send parts of a file, which a PMTiles archive needs.
tiles-replaced = The archive at { $host } has been replaced; open it again.
sheet-annex = annex
sheet-sources-elsewhere = Sources: in the notes
