"use strict";
(() => {
  const MOST = 200;
  const form = document.getElementById("search");
  const results = document.getElementById("results");
  const told = document.getElementById("told");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s〔〕\[\]（）()《》]/g, "");
  const entries = (self.found ?? []).map((entry) => [entry, plain(entry[1] + entry[2])]);
  const show = () => {
    const wanted = form.elements.q.value.trim().split(/\s+/).map(plain).filter(Boolean);
    const hits = wanted.length ? entries.filter(([, words]) => wanted.every((word) => words.includes(word))) : [];
    results.replaceChildren(...hits.slice(0, MOST).map(([[kind, words, more, href]]) => {
      const row = document.createElement("li");
      const tag = document.createElement("span");
      const link = document.createElement("a");
      const small = document.createElement("small");
      tag.className = "tag off";
      tag.textContent = kind;
      link.href = href;
      link.textContent = words;
      small.textContent = ` ${more}`;
      row.append(tag, " ", link, small);
      return row;
    }));
    told.textContent = wanted.length ? `找到${hits.length}条${hits.length > MOST ? `，列出前${MOST}条` : ""}` : "";
  };
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.elements.q.focus();
  show();
})();
