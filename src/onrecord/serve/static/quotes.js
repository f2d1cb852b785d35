// Beside a record stands the document: a value that is clicked has its words shown there.
const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;

function show() {
  const here = document.getElementById("here");
  if (!here) return;
  here.scrollIntoView({ block: "center", behavior: reduced ? "auto" : "smooth" });
}

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "panel") return;
  const story = event.target.querySelector(".story");
  const here = event.target.querySelector("#here");
  if (here) story.scrollTop = here.offsetTop - story.offsetTop - story.clientHeight / 3;
  const asked = event.detail.requestConfig.elt;
  for (const other of document.querySelectorAll(".quoted.chosen")) other.classList.remove("chosen");
  asked?.classList.add("chosen");
});

// Kinds of annotations are switched on and off.
document.addEventListener("change", (event) => {
  const { kind } = event.target.dataset;
  if (!kind) return;
  document.querySelector(".story").classList.toggle(`no-${kind}`, !event.target.checked);
  event.target.parentElement.classList.toggle("on", event.target.checked);
});

const story = document.querySelector(".panel .story");
const here = document.getElementById("here");
if (story && here) story.scrollTop = here.offsetTop - story.offsetTop - story.clientHeight / 3;
else show();
