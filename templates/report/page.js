"use strict";
// The page is complete without this: it only filters rows and opens the text that a link leads into.
const form = document.getElementById("filter");
if (form) {
  const rows = [...document.querySelectorAll("[data-row]")];
  const groups = [...document.querySelectorAll("[data-group]")].reverse();
  const search = () => {
    const wanted = form.elements.words.value.trim().split(/\s+/);
    const doubtful = form.elements.doubtful.checked;
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent + (row.closest("[data-place]")?.dataset.place ?? "");
      row.hidden = !wanted.every((word) => text.includes(word)) || (doubtful && row.dataset.row !== "doubtful");
      shown += !row.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-row]:not([hidden])");
    form.elements.shown.value = wanted[0] || doubtful ? `显示${shown}条` : "";
  };
  form.hidden = false;
  form.addEventListener("input", search);
  form.addEventListener("submit", (event) => event.preventDefault());
}
function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = place?.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    place.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();
