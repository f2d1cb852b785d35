// The explore page: one form is the state of map, timeline and table; htmx sends it and keeps the address.
const form = document.getElementById("filters");
document.documentElement.classList.add("js");

const field = (name) => form.elements.namedItem(name);

export function refilter(changes) {
  for (const [name, value] of Object.entries(changes)) field(name).value = value;
  htmx.trigger(form, "refilter");
}

// Empty fields have no place in an address that people pass on.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.target !== form) return;
  for (const name of [...event.detail.parameters.keys()]) {
    const values = event.detail.parameters.getAll(name).filter((value) => value !== "");
    event.detail.parameters.delete(name);
    for (const value of values) event.detail.parameters.append(name, value);
  }
});

document.addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  if (!chip) return;
  event.preventDefault();
  const { name, value } = chip.dataset;
  for (const input of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (input.type !== "checkbox") input.value = "";
    else if (input.value === value) input.checked = false;
  }
  htmx.trigger(form, "refilter");
});

// A sorted head changes the address; the form must say the same when it is sent next.
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "results") return;
  const query = new URLSearchParams(document.querySelector(".summary").dataset.query);
  field("sort").value = query.get("sort") ?? "";
  document.dispatchEvent(new CustomEvent("onrecord:results"));
});

// Table: arrow keys go from row to row, Home and End to the first and last.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("#incidents tbody tr");
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = [...row.parentElement.rows];
  const at = rows.indexOf(row);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  rows[to].querySelector("a").focus();
});

// Timeline: dragging over bars chooses their days.
let from = null;
const barAt = (event) => {
  const svg = document.getElementById("timeline");
  const box = svg.getBoundingClientRect();
  const bars = [...svg.querySelectorAll(".bar")];
  const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
  const after = bars.findIndex((bar) => Number(bar.firstElementChild.nextElementSibling.getAttribute("x")) > x);
  return { bars, at: after < 0 ? bars.length - 1 : Math.max(after - 1, 0) };
};

function draw(first, last, bars) {
  const brush = document.getElementById("brush");
  const rect = (number) => bars[number].querySelector(".hit");
  const left = Number(rect(first).getAttribute("x"));
  const right = Number(rect(last).getAttribute("x")) + Number(rect(last).getAttribute("width"));
  brush.setAttribute("x", left);
  brush.setAttribute("width", right - left);
}

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest?.("#timeline") || event.button !== 0) return;
  event.preventDefault();
  from = barAt(event).at;
});
document.addEventListener("pointermove", (event) => {
  if (from === null) return;
  const { bars, at } = barAt(event);
  draw(Math.min(from, at), Math.max(from, at), bars);
});
document.addEventListener("pointerup", (event) => {
  if (from === null) return;
  const { bars, at } = barAt(event);
  const [first, last] = [Math.min(from, at), Math.max(from, at)];
  from = null;
  refilter({ since: bars[first].dataset.start, until: bars[last].dataset.end });
});
