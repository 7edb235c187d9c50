// Filters, search and keys of the report. The page is complete without this file.
const $ = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const passages = all(".passage");
const rows = all(".tu").map((element) => ({ element, notes: all(".note", element), text: null }));
const notes = rows.flatMap((row) => row.notes);
const ticks = all('input[name="severity"]');
const { scorer, speaker } = { scorer: $("scorer"), speaker: $("speaker") };
const [flagged, search, help] = [$("flagged"), $("search"), $("help")];
let current = null;

// --- which rows and flags are shown

function filter() {
  const severities = new Set(ticks.filter((tick) => tick.checked).map((tick) => tick.value));
  const shownScorer = scorer?.value ?? "";
  const shownSpeaker = speaker?.value ?? "";
  const wanted = plain(search.value.trim());
  for (const passage of passages) passage.hidden = shownSpeaker !== "" && passage.dataset.speaker !== shownSpeaker;
  let count = 0;
  for (const row of rows) {
    const elsewhere = row.element.parentElement.hidden;
    let flags = 0;
    for (const note of row.notes) {
      note.hidden = !severities.has(severity(note)) || (shownScorer !== "" && note.dataset.scorer !== shownScorer);
      if (stands(note)) flags += 1;
      for (const mark of marks(note, row.element)) mark.classList.toggle("off", note.hidden);
    }
    row.element.hidden = elsewhere || (flagged.checked && !flags) || (wanted !== "" && !textOf(row).includes(wanted));
    if (!row.element.hidden) count += 1;
  }
  for (const passage of passages) passage.hidden ||= !passage.querySelector(".tu:not([hidden])");
  $("nothing").hidden = count > 0;
  $("status").textContent = count === rows.length ? "" : said("pairs", { n: count, all: rows.length });
  highlight(wanted);
  if (current && !walkable().includes(current)) unmark();
  showPlace();
}

const severity = (note) => ticks.find((tick) => note.classList.contains(tick.value))?.value;
const said = (name, values = {}) => document.body.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const plain = (text) => text.normalize("NFKC").toLowerCase();
const marks = (note, within) => all("mark", within).filter((mark) => mark.dataset.note === note.id);

function textOf(row) {
  row.text ??= plain(all(":scope > :is(.zh, .en)", row.element).map((side) => side.textContent).join("\n"));
  return row.text;
}

// Paints what the search found where the browser can do so without touching the text.
function highlight(wanted) {
  if (!CSS.highlights) return;
  const ranges = [];
  for (const { element } of wanted ? rows : []) {
    if (element.hidden) continue;
    for (const side of all(":scope > :is(.zh, .en)", element)) {
      const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = plain(node.data);
        if (text.length !== node.data.length) continue;
        for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          ranges.push(range);
        }
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function clear() {
  for (const tick of ticks) tick.checked = true;
  if (scorer) scorer.value = "";
  if (speaker) speaker.value = "";
  flagged.checked = false;
  search.value = "";
  filter();
}

// --- the current flag

const stands = (note) => !note.hidden && !note.classList.contains("rejected");
const walkable = () => notes.filter((note) => stands(note) && !note.closest("[hidden]"));

function walk(step) {
  const shown = walkable();
  const at = current ? shown.indexOf(current) + step : step > 0 ? 0 : shown.length - 1;
  if (at >= 0 && at < shown.length) select(shown[at]);
}

function select(note) {
  unmark();
  current = note;
  note.classList.add("current");
  for (const mark of marks(note, note.parentElement)) mark.classList.add("current");
  note.focus({ preventScroll: true });
  note.scrollIntoView({ block: "center" });
  history.replaceState(null, "", `#${note.id}`);
  showPlace();
}

function unmark() {
  current = null;
  for (const element of all(".current")) element.classList.remove("current");
}

function showPlace() {
  const shown = walkable();
  const flags = shown.length === 1 ? said("one") : said("flags", { n: shown.length });
  $("place").textContent = current ? said("place", { at: shown.indexOf(current) + 1, flags }) : flags;
  $("previous").disabled = !shown.length || current === shown[0];
  $("next").disabled = !shown.length || current === shown.at(-1);
}

function followAddress() {
  const target = $(decodeURIComponent(location.hash.slice(1)));
  if (target?.closest("[hidden]")) clear();
  if (target?.classList.contains("note")) select(target);
}

// --- what the reader does

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  o: () => flagged.click(),
  "/": () => { openFilters(true); search.focus(); search.select(); },
  "?": () => help.showModal(),
  Escape: () => clear(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
  const field = event.target.closest('input[type="search"], select');
  if (field && event.key === "Escape") {
    if (field === search) search.value = "";
    filter();
    field.blur();
  } else if (!field && Object.hasOwn(keys, event.key)) {
    keys[event.key]();
  } else {
    return;
  }
  event.preventDefault();
}

function onClick(event) {
  const note = event.target.closest(".note") ?? $(event.target.closest("mark")?.dataset.note);
  if (note && !note.hidden && !getSelection().toString()) select(note);
}

function openFilters(open) {
  $("filters").classList.toggle("open", open);
  $("more").setAttribute("aria-expanded", open);
}

function changeTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("align-theme", root.dataset.theme); } catch { /* a browser that keeps nothing */ }
}

function start() {
  document.documentElement.classList.add("js");
  try { document.documentElement.dataset.theme = localStorage.getItem("align-theme") ?? ""; } catch { /* as above */ }
  const bar = document.querySelector(".bar");
  bar.hidden = false;
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.getBoundingClientRect().height}px`)).observe(bar);
  for (const control of [...ticks, scorer, speaker, flagged]) control?.addEventListener("change", filter);
  let pause;
  search.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(filter, 120); });
  $("previous").addEventListener("click", () => walk(-1));
  $("next").addEventListener("click", () => walk(1));
  $("more").addEventListener("click", () => openFilters(!$("filters").classList.contains("open")));
  $("theme").addEventListener("click", changeTheme);
  $("keys").addEventListener("click", keys["?"]);
  $("clear").addEventListener("click", clear);
  $("text").addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", followAddress);
  addEventListener("beforeprint", () => { for (const details of all("details.asides")) details.open = true; });
  filter();
  followAddress();
}

start();
