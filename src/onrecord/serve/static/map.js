// The map: MapLibre GL over Natural Earth's countries; the server gathers incidents into clusters and areas.
import { refilter } from "./explore.js";

const box = document.getElementById("map");
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const query = () => document.querySelector(".summary").dataset.query;
const told = (count) => `${count} incident${count === 1 ? "" : "s"}`;
const empty = { type: "FeatureCollection", features: [] };
let map = null;

function hasWebgl() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// Rings that cross the date line go on beyond 180 degrees; one that goes round a pole is closed over it.
function unrolled(ring) {
  let turn = 0;
  const points = ring.map(([x, y], at) => {
    if (at && x - ring[at - 1][0] > 180) turn -= 360;
    if (at && x - ring[at - 1][0] < -180) turn += 360;
    return [x + turn, y];
  });
  const [first, last] = [points[0], points.at(-1)];
  if (Math.abs(last[0] - first[0]) < 180) return points;
  const pole = first[1] < 0 ? -90 : 90;
  return [...points, [last[0], pole], [first[0], pole], first];
}

function outlines(topology, shapes) {
  const countries = topojson.feature(topology, topology.objects.countries);
  for (const { geometry } of countries.features) {
    if (geometry.type === "Polygon") geometry.coordinates = geometry.coordinates.map(unrolled);
    else geometry.coordinates = geometry.coordinates.map((polygon) => polygon.map(unrolled));
  }
  countries.features.forEach((feature, number) => {
    feature.properties.code = shapes[`${feature.id ?? ""}|${feature.properties.name}`] ?? "";
    feature.id = number + 1;
  });
  return countries;
}

function tileLayers(style) {
  if (!box.dataset.tiles) return;
  maplibregl.addProtocol("pmtiles", new pmtiles.Protocol().tile);
  style.sources.tiles = { type: "raster", url: `pmtiles://${location.origin}/map/tiles.pmtiles`, tileSize: 256 };
  style.layers.splice(2, 0, { id: "tiles", type: "raster", source: "tiles" });
}

function style(countries) {
  const made = {
    version: 8,
    sources: {
      countries: { type: "geojson", data: countries },
      areas: { type: "geojson", data: empty },
      clusters: { type: "geojson", data: empty },
      names: { type: "geojson", data: empty },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": ["case", [">", ["coalesce", ["feature-state", "count"], 0], 0], colour("--some"), colour("--land")], "fill-outline-color": colour("--land-line") } },
      { id: "borders", type: "line", source: "countries", paint: { "line-color": colour("--land-line"), "line-width": 0.8 } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("--area"), "fill-opacity": 0.16 } },
      { id: "area-edges", type: "line", source: "areas", paint: { "line-color": colour("--area"), "line-width": 1.2, "line-dasharray": [3, 2] } },
      { id: "names", type: "symbol", source: "names", layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": 11, "text-offset": [0, 0.9] }, paint: { "text-color": colour("--soft"), "text-halo-color": colour("--sea"), "text-halo-width": 1.2 } },
      { id: "clusters", type: "circle", source: "clusters", paint: { "circle-color": colour("--point"), "circle-opacity": 0.88, "circle-stroke-color": colour("--sheet"), "circle-stroke-width": 1, "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 5, 3, 11, 10, 17, 60, 25] } },
      { id: "counts", type: "symbol", source: "clusters", filter: [">", ["get", "count"], 1], layout: { "text-field": ["get", "label"], "text-font": ["sans-serif"], "text-size": 11, "text-allow-overlap": true }, paint: { "text-color": colour("--act-ink") } },
    ],
  };
  tileLayers(made);
  return made;
}

function view() {
  const bounds = map.getBounds();
  const wrap = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;
  const wide = bounds.getEast() - bounds.getWest() >= 360;
  const [west, east] = wide ? [-180, 180] : [wrap(bounds.getWest()), wrap(bounds.getEast())];
  return [west, Math.max(bounds.getSouth(), -90), east, Math.min(bounds.getNorth(), 90)].map((edge) => edge.toFixed(4)).join(",");
}

// A place that is only known to lie within a radius is drawn as the circle of it.
const EARTH_KM = 6371.0088;
function circle({ geometry: { coordinates: [longitude, latitude] }, properties }) {
  const rad = Math.PI / 180, angle = properties.radius_km / EARTH_KM, here = latitude * rad;
  const ring = Array.from({ length: 49 }, (_, corner) => {
    const bearing = (2 * Math.PI * (corner % 48)) / 48;
    const there = Math.asin(Math.sin(here) * Math.cos(angle) + Math.cos(here) * Math.sin(angle) * Math.cos(bearing));
    const turn = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(here), Math.cos(angle) - Math.sin(here) * Math.sin(there));
    return [longitude + turn / rad, there / rad];
  });
  return { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] }, properties };
}

let asked = 0;
async function load() {
  const mine = ++asked;
  const place = `view=${view()}&zoom=${map.getZoom().toFixed(2)}`;
  const [features, names] = await Promise.all([json(`/map/features.json?${query()}&${place}`), json(`/map/names.json?${place}`)]);
  if (mine !== asked) return;
  map.getSource("clusters").setData(features.clusters);
  map.getSource("areas").setData({ type: "FeatureCollection", features: features.areas.features.map(circle) });
  map.getSource("names").setData(names);
  shade(features.countries);
  box.dataset.shown = query();
  document.getElementById("whole-map").hidden = !new URLSearchParams(query()).has("bbox");
}

let countryIds = new Map();
function shade(counts) {
  for (const [code, ids] of countryIds) {
    for (const id of ids) map.setFeatureState({ source: "countries", id }, { count: counts[code] ?? 0 });
  }
}

function say(at, words, link) {
  const line = document.createElement("p");
  line.textContent = words;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.href;
    anchor.textContent = link.words;
    line.append(" ", anchor);
  }
  new maplibregl.Popup({ closeButton: true }).setLngLat(at).setDOMContent(line).addTo(map);
}

function clicked(event) {
  const [hit] = map.queryRenderedFeatures(event.point, { layers: ["clusters", "areas", "land"] });
  if (!hit) return;
  const { count, name, id, precision, radius_km: radius, code } = hit.properties;
  if (hit.layer.id === "clusters" && count > 1 && map.getZoom() < 12) {
    map.easeTo({ center: hit.geometry.coordinates, zoom: map.getZoom() + 2.2 });
  } else if (hit.layer.id === "clusters") {
    say(event.lngLat, `${name}: ${told(count)}.`, id ? { href: `/incidents/${encodeURIComponent(id)}`, words: "Open" } : null);
  } else if (hit.layer.id === "areas") {
    say(event.lngLat, `${name}: ${told(count)}, known only to within about ${radius} km (${precision}).`);
  } else if (hit.state.count) {
    const filtered = new URLSearchParams(query());
    filtered.set("country", code);
    say(event.lngLat, `${hit.properties.name}: ${told(hit.state.count)} placed no closer than the country.`, { href: `/?${filtered}`, words: "Only this country" });
  }
}

async function start() {
  const [topology, codes] = await Promise.all([json("/static/vendor/countries-50m.json"), json("/map/countries.json")]);
  const countries = outlines(topology, codes.shapes);
  for (const feature of countries.features) {
    const { code } = feature.properties;
    if (code) countryIds.set(code, [...(countryIds.get(code) ?? []), feature.id]);
  }
  box.hidden = false;
  document.querySelector(".maptools").hidden = false;
  maplibregl.setWorkerUrl("/static/vendor/maplibre-gl-csp-worker.js");
  map = new maplibregl.Map({ container: box, style: style(countries), center: [30, 25], zoom: 1.1, hash: "map", fadeDuration: 0, renderWorldCopies: true, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxZoom: 14 });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl(), "bottom-left");
  map.addControl(new maplibregl.AttributionControl({ compact: false, customAttribution: "Natural Earth (no view on borders), GeoNames" }));
  map.once("style.load", () => { load(); });
  map.on("moveend", () => { if (asked) load(); });
  map.on("click", clicked);
  for (const layer of ["clusters", "areas"]) {
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(countries)).once("styledata", load));
  window.onrecordMap = map;
}

const address = () => location.pathname + location.search;
document.addEventListener("onrecord:results", () => {
  if (!map) return;
  const { lng, lat } = map.getCenter();
  history.replaceState(history.state, "", `${address()}#map=${map.getZoom().toFixed(2)}/${lat.toFixed(3)}/${lng.toFixed(3)}`);
  load();
});
document.getElementById("in-view").addEventListener("click", () => refilter({ bbox: view() }));
document.getElementById("whole-map").addEventListener("click", () => refilter({ bbox: "" }));

if (hasWebgl()) {
  document.documentElement.classList.add("webgl");
  start().catch((error) => {
    console.error(error);
    box.hidden = true;
    document.querySelector(".maptools").hidden = true;
    document.documentElement.classList.remove("webgl");
  });
}
