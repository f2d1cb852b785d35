#!/usr/bin/env bash
# Fetches the browser libraries and country outlines that `onrecord serve` hands out into src/onrecord/serve/static/vendor.
# Versions are pinned, every file is checked against vendor/SHA256SUMS; needs npm and a network, once. Users need neither.
#   tools/fetch_web_assets.sh           fetch and compare with the sums
#   tools/fetch_web_assets.sh --record  fetch after a version was raised here, and write the sums anew
set -euo pipefail
vendor="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/src/onrecord/serve/static/vendor"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

fetch() { # package@version, then pairs: file in the package, name in vendor/
  local archive
  archive="$(cd "$work" && npm pack --silent "$1" | tail -1)"
  mkdir "$work/unpacked"
  tar -xzf "$work/$archive" -C "$work/unpacked"
  shift
  while (($#)); do
    sed 's/[[:space:]]*$//; /^\/\/# sourceMappingURL=/d' "$work/unpacked/package/$1" > "$vendor/$2"
    shift 2
  done
  rm -rf "$work/unpacked"
}

mkdir -p "$vendor"
fetch maplibre-gl@5.24.1 dist/maplibre-gl-csp.js maplibre-gl-csp.js dist/maplibre-gl-csp-worker.js maplibre-gl-csp-worker.js \
  dist/maplibre-gl.css maplibre-gl.css LICENSE.txt maplibre-gl.LICENSE.txt
fetch htmx.org@2.0.11 dist/htmx.min.js htmx.min.js LICENSE htmx.LICENSE.txt
fetch topojson-client@3.1.0 dist/topojson-client.min.js topojson-client.min.js LICENSE topojson-client.LICENSE.txt
fetch pmtiles@4.5.0 dist/pmtiles.js pmtiles.js
fetch world-atlas@2.0.2 countries-110m.json countries-110m.json countries-50m.json countries-50m.json \
  LICENSE world-atlas.LICENSE.txt

cd "$vendor"
if [ "${1:-}" = --record ]; then
  sha256sum -- *.js *.css *.json *.txt > SHA256SUMS
else
  sha256sum --check --quiet SHA256SUMS
fi
