#!/usr/bin/env bash
# Ours and QGIS's in turn, whole processes; prints medians. compare.sh [RUNS]
set -euo pipefail

root=$(cd "$(dirname "$0")/../.." && pwd)
ours=${CARGO_TARGET_DIR:-$root/target}/release/beijing-zones
runs=${1:-7}
work=$(mktemp -d)
Xvfb -displayfd 3 -screen 0 1280x800x24 3>"$work/display" >/dev/null 2>&1 &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
until [ -s "$work/display" ]; do sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY XDG_RUNTIME_DIR=$work
unset WAYLAND_DISPLAY

# milliseconds COMMAND...: how long it took.
milliseconds() {
    local start
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000000))
}
median() { sort -n "$1" | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

sheet_ours() { "$ours" export --view 116.45,40.1,9.4 --lang zh --size 1920x1080 --force -o "$work/ours.png"; }
sheet_qgis() { QT_QPA_PLATFORM=offscreen /usr/bin/python3 "$root/benches/peers/qgis_sheet.py" "$work/qgis.png"; }

for _ in $(seq "$runs"); do
    milliseconds sheet_ours >>"$work/sheet_ours"
    milliseconds sheet_qgis >>"$work/sheet_qgis"
    "$ours" --time-start 2>/dev/null >>"$work/start_ours"
    /usr/bin/python3 "$root/benches/peers/qgis_window.py" 2>/dev/null >>"$work/start_qgis"
done
echo "sheet to PNG, whole process: ours $(median "$work/sheet_ours") ms, QGIS $(median "$work/sheet_qgis") ms"
echo "start to the first map: ours $(median "$work/start_ours") ms, QGIS's canvas alone $(median "$work/start_qgis") ms"
