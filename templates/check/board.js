"use strict";
(() => {
  const form = document.getElementById("filters");
  const boards = [...document.querySelectorAll(".board")];
  const rows = [...document.querySelectorAll("tr[data-status]")];
  const show = () => {
    const { board, status } = form.elements;
    let shown = 0;
    for (const one of boards) one.hidden = Boolean(board.value) && one.id !== board.value;
    for (const row of rows) {
      row.hidden = Boolean(status.value) && row.dataset.status !== status.value;
      shown += row.hidden || row.closest(".board").hidden ? 0 : 1;
    }
    form.elements.shown.value = `显示${shown}行，共${rows.length}行`;
  };
  form.hidden = rows.length === 0;
  form.addEventListener("input", show);
  show();
})();
