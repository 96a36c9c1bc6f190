"use strict";
(() => {
  const form = document.getElementById("filters");
  const findings = [...document.querySelectorAll(".finding")];
  const show = () => {
    const wanted = Object.fromEntries(["place", "check", "severity"].map((name) => [name, form.elements[name].value]));
    let shown = 0;
    for (const finding of findings) {
      const fits = Object.entries(wanted).every(([name, value]) => !value || finding.dataset[name] === value);
      finding.hidden = !fits || (finding.classList.contains("is-waived") && !form.elements.waived.checked);
      shown += finding.hidden ? 0 : 1;
    }
    form.elements.shown.value = `显示${shown}项，共${findings.length}项`;
  };
  form.hidden = findings.length === 0;
  form.addEventListener("input", show);
  show();
})();
