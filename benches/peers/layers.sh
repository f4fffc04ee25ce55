#!/usr/bin/env bash
# A layer of many polygons, ours and others' in turn; prints medians. layers.sh [COUNT [RUNS]]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
ours=${CARGO_TARGET_DIR:-$root/target}/release/beijing-zones
count=${1:-100000}
runs=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
layer=$work/parcels.geojson
python3 "$root/benches/peers/parcels.py" "$count" "$layer"
export QT_QPA_PLATFORM=offscreen

milliseconds() {
    local start
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000000))
}
median() { sort -n "$1" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

sheet_ours() { "$ours" export --view 116.45,40.25,9 --size 1920x1080 --force -o "$work/ours.png" "$layer"; }
sheet_qgis() { /usr/bin/python3 "$root/benches/peers/qgis_sheet.py" "$work/qgis.png" "$layer"; }
areas_ours() { "$ours" areas --format csv "$layer"; }

for _ in $(seq "$runs"); do
    milliseconds ogrinfo -al -so "$layer" >>"$work/read_gdal"
    milliseconds areas_ours >>"$work/areas_ours"
    milliseconds sheet_ours >>"$work/sheet_ours"
    milliseconds sheet_qgis >>"$work/sheet_qgis"
done
echo "$count polygons, $(du -h "$layer" | cut -f1)"
echo "read, areas of all and a table, whole process: ours $(median "$work/areas_ours") ms"
echo "read and summary, whole process: ogrinfo $(median "$work/read_gdal") ms"
echo "sheet to PNG, whole process: ours $(median "$work/sheet_ours") ms, QGIS $(median "$work/sheet_qgis") ms"
echo "QGIS: $(/usr/bin/python3 "$root/benches/peers/qgis_areas.py" "$layer" 2>/dev/null)"
cargo bench --quiet --manifest-path "$root/Cargo.toml" --bench layer -- "$layer"
