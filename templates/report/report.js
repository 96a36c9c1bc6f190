"use strict";
document.getElementById("filter").addEventListener("input", (event) => {
  const wanted = event.target.value.trim();
  for (const row of document.querySelectorAll("tbody tr, article")) {
    row.hidden = wanted !== "" && !row.textContent.includes(wanted);
  }
});
// A link to a place inside a closed text opens that text first.
function reveal() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = place && place.closest("details");
  if (details) {
    details.open = true;
    place.scrollIntoView();
  }
}
addEventListener("hashchange", reveal);
reveal();
