// The desk's one script: decisions without leaving the page (htmx), the keyboard, the text beside its records, and words that are
// selected to become a record. Everything works without it, by forms and links, but for the last.
import htmx from "htmx.org";

// Nothing is evaluated, and nothing but the desk is asked; an answer that refuses is shown where the decision was made.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.historyEnabled = false;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[2345]..", swap: true },
];

const POLL = 1500;
const text = document.getElementById("text");
const records = (): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>("[data-record]")].filter((one) => one.offsetParent !== null);
let current: HTMLElement | undefined;

function marksOf(address: string): HTMLElement[] {
  return text ? [...text.querySelectorAll<HTMLElement>(`mark[data-records~="${CSS.escape(address)}"]`)] : [];
}

/** Show a record as the one that is looked at, and its words in the text. */
function choose(one: HTMLElement | undefined, follow = true): void {
  document.querySelectorAll(".current").forEach((old) => old.classList.remove("current"));
  current = one;
  if (!one) return;
  one.classList.add("current");
  const marks = marksOf(one.dataset.record ?? "");
  marks.forEach((mark) => mark.classList.add("current"));
  if (follow) {
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
    marks[0]?.scrollIntoView({ block: "center" });
  }
}

/** The record before or behind the one that is looked at. */
function step(by: number): void {
  const all = records();
  const at = current ? all.findIndex((one) => one.dataset.record === current?.dataset.record) : -1;
  choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function openCorrection(one: HTMLElement): void {
  const details = one.querySelector<HTMLDetailsElement>(".decide details");
  if (!details) return;
  details.open = true;
  details.querySelector<HTMLInputElement>("input:not([type=hidden])")?.focus();
}

document.addEventListener("keydown", (event) => {
  const target = event.target as HTMLElement;
  if (event.key === "Escape") {
    (document.activeElement as HTMLElement | null)?.blur();
    hidePicker();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select, summary, button")) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "Enter" && current && !target.closest("a")) marksOf(current.dataset.record ?? "")[0]?.scrollIntoView({ block: "center" });
  else if (event.key === "c") current?.querySelector<HTMLButtonElement>("button.confirm")?.click();
  else if (event.key === "x" && current) openCorrection(current);
  else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const one = (event.target as HTMLElement).closest<HTMLElement>("[data-record]");
  if (one && one !== current) choose(one, false);
});

// A click on marked words shows the record that they belong to, the innermost one.
text?.addEventListener("click", (event) => {
  if (!window.getSelection()?.isCollapsed) return;
  const address = (event.target as HTMLElement).closest<HTMLElement>("mark")?.dataset.records?.split(" ")[0];
  const one = address && document.querySelector<HTMLElement>(`[data-record="${CSS.escape(address)}"]`);
  if (!one) return;
  const group = one.closest("details.group");
  if (group instanceof HTMLDetailsElement) group.open = true;
  choose(one);
});

/** Where a place of the page stands in the circular's text, in code points; -1 for a place outside of it. */
function offset(node: Node, at: number): number {
  const piece = (node instanceof HTMLElement ? node : node.parentElement)?.closest<HTMLElement>("[data-start]");
  if (!piece || !text?.contains(piece)) return -1;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, at);
  return Number(piece.dataset.start) + [...range.toString()].length;
}

const picker = document.getElementById("picker") as HTMLFormElement | null;

function hidePicker(): void {
  if (picker) picker.hidden = true;
}

// Words that are selected in the text are offered as a new record.
document.addEventListener("selectionchange", () => {
  const selection = window.getSelection();
  if (!picker || !text || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (start < 0 || end <= start) return;
  (picker.elements.namedItem("start") as HTMLInputElement).value = String(start);
  (picker.elements.namedItem("end") as HTMLInputElement).value = String(end);
  const said = picker.querySelector(".chosen");
  if (said) said.textContent = selection.toString().replace(/\s+/g, "");
  picker.hidden = false;
});

// Which fields a new record has depends on its kind.
picker?.addEventListener("change", (event) => {
  const target = event.target as HTMLSelectElement;
  if (target.name === "kind") showFields(target.value);
});

function showFields(kind: string): void {
  picker?.querySelectorAll<HTMLFieldSetElement>("fieldset[data-kind]").forEach((one) => {
    one.hidden = one.disabled = one.dataset.kind !== kind;
  });
}

const kind = picker?.elements.namedItem("kind");
if (kind instanceof HTMLSelectElement) showFields(kind.value);

// What a decision has put in the place of a record is looked at next.
htmx.onLoad((content) => {
  if (content === document.body || !(content instanceof HTMLElement)) return;
  if (content.dataset.record && content.dataset.record === current?.dataset.record) choose(content, false);
  const status = document.querySelector<HTMLElement>("[role=status].renewing");
  if (status?.hidden) {
    status.hidden = false;
    void watch(status);
  }
});

/** Say when the corpus has been read anew. */
async function watch(status: HTMLElement): Promise<void> {
  for (;;) {
    await new Promise((done) => setTimeout(done, POLL));
    const answer = await fetch("/api/status");
    if (!answer.ok) return;
    const said = (await answer.json()) as { renewing: boolean; failure: string | null };
    if (said.renewing) continue;
    status.textContent = said.failure ? `语料未能读取：${said.failure}` : "核查结果与现行参数已更新，刷新页面可见。";
    return;
  }
}

const status = document.querySelector<HTMLElement>("[role=status].renewing");
if (status && !status.hidden) void watch(status);

const asked = new URLSearchParams(location.search).get("record");
if (asked) choose(document.querySelector<HTMLElement>(`[data-record="${CSS.escape(asked)}"]`) ?? undefined);
const place = new URLSearchParams(location.search).get("at");
if (place && text) {
  const marks = [...text.querySelectorAll<HTMLElement>("[data-start]")].filter((one) => Number(one.dataset.start) <= Number(place));
  marks.at(-1)?.scrollIntoView({ block: "center" });
  marks.at(-1)?.classList.add("current");
}

// Files may be dropped anywhere on the page of the in-tray.
const dropzone = document.getElementById("dropzone") as HTMLFormElement | null;
if (dropzone) {
  const input = dropzone.querySelector<HTMLInputElement>("input[type=file]");
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    dropzone.classList.add("over");
  });
  document.addEventListener("dragleave", () => dropzone.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!input || !event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    dropzone.requestSubmit();
  });
  // One of the two fields suffices.
  dropzone.addEventListener("change", () => {
    if (input) input.required = ![...dropzone.querySelectorAll<HTMLInputElement>("input[type=file]")].some((one) => one.files?.length);
  });
}

// A page that waits for something is shown anew when it is there.
const waiting = document.querySelector<HTMLElement>("[data-poll]");
if (waiting) void wait(waiting.dataset.poll ?? "");

async function wait(address: string): Promise<void> {
  for (;;) {
    await new Promise((done) => setTimeout(done, POLL));
    const answer = await fetch(address);
    if (!answer.ok || !((await answer.json()) as { reading: boolean }).reading) break;
  }
  location.reload();
}
