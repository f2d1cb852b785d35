// Review by keyboard: the keys do what the buttons do, and never while something is being typed.
const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

function open(id) {
  const details = document.getElementById(id);
  if (!details) return false;
  details.open = true;
  details.querySelector("select, input:not([type=hidden])").focus();
  return true;
}

function step(by) {
  const links = [...document.querySelectorAll("#queue tbody a")];
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  links[Math.min(Math.max(at + by, 0), links.length - 1)].focus();
  return true;
}

const press = (selector) => {
  const button = document.querySelector(selector);
  button?.click();
  return Boolean(button);
};

const keys = {
  a: () => press("#accept button"),
  c: () => open("correct"),
  m: () => open("merge"),
  n: () => open("note"),
  u: () => press(".done .undo button"),
  j: () => step(1) || press("#following"),
  k: () => step(-1),
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") {
    const details = event.target.closest("details[open]");
    if (details) {
      details.open = false;
      details.querySelector("summary").focus();
    }
    return;
  }
  if (typing(event.target) || !keys[event.key]) return;
  if (keys[event.key]()) event.preventDefault();
});

// One open form at a time; a click beside a figure opens the form for it.
for (const details of document.querySelectorAll(".reviewbar details")) {
  details.addEventListener("toggle", () => {
    if (details.open) for (const other of document.querySelectorAll(".reviewbar details[open]")) if (other !== details) other.open = false;
  });
}
document.addEventListener("click", (event) => {
  const { correct } = event.target.dataset;
  if (!correct) return;
  open("correct");
  const form = document.querySelector("#correct form");
  form.elements.namedItem("field").value = correct;
  form.elements.namedItem("value").focus();
});
