"use strict";
(() => {
  const form = document.getElementById("filters");
  const rows = [...document.querySelectorAll("tbody tr")];
  const show = () => {
    for (const row of rows) row.hidden = !form.elements[row.classList[0]].checked;
  };
  form.hidden = rows.length === 0;
  form.addEventListener("input", show);
  show();
})();
