
"use strict";
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const table = document.getElementById("incidents");
  const filter = document.getElementById("filter");
  const count = document.getElementById("count");
  const heads = [...table.tHead.rows[0].cells];
  const bodies = [...table.tBodies];
  const texts = new Map();
  const collator = new Intl.Collator("en", { sensitivity: "base" });
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  function open(body, wanted) {
    const button = body.querySelector(".row button");
    button.setAttribute("aria-expanded", String(wanted));
    body.querySelector(".detail").classList.toggle("open", wanted);
  }

  function textOf(body) {
    if (!texts.has(body)) texts.set(body, folded(body.textContent));
    return texts.get(body);
  }

  function select() {
    const wanted = folded(filter.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const body of bodies) {
      body.hidden = !wanted.every((word) => textOf(body).includes(word));
      if (!body.hidden) shown += 1;
    }
    count.textContent = (shown === bodies.length ? "" : `${shown} of `) + count.dataset.all;
  }

  const keyOf = (body, column) => {
    const cell = body.rows[0].cells[column];
    return cell.dataset.key ?? cell.textContent;
  };

  function sort(column) {
    const head = heads[column];
    const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
    const compare = head.dataset.kind === "number" ? (a, b) => a - b : collator.compare;
    const keys = new Map(bodies.map((body) => [body, keyOf(body, column)]));
    bodies.sort((one, other) => {
      const a = keys.get(one), b = keys.get(other);
      if (a === "" || b === "") return (a === "") - (b === ""); // the unknown stands last either way
      return sign * compare(a, b);
    });
    table.append(...bodies);
  }

  function follow() {
    const body = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!bodies.includes(body)) return;
    body.hidden = false;
    open(body, true);
    body.scrollIntoView();
  }

  count.dataset.all = count.textContent;
  heads.forEach((head, column) => head.firstElementChild.addEventListener("click", () => sort(column)));
  table.addEventListener("click", (event) => {
    const button = event.target.closest(".row button");
    if (button) open(button.closest("tbody"), button.getAttribute("aria-expanded") !== "true");
  });
  filter.addEventListener("input", select);
  for (const [id, wanted] of [["open-all", true], ["close-all", false]]) {
    document.getElementById(id).addEventListener("click", () => {
      for (const body of bodies) if (!body.hidden) open(body, wanted);
    });
  }
  addEventListener("hashchange", follow);
  if (filter.value) select();
  follow();
});
