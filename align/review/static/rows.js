// The rows: fetched in chunks when they are about to be seen, let go when they are far away, replaced when they change.
import { getJson, Refused } from "./api.js";
import { $, all, showClocks } from "./dialogs.js";
import { shown, showsFlag } from "./filters.js";
import { project } from "./project.js";

const MOST = 320; // rows that are kept
const MOST_ASKED = 40; // chunks in one request
const LINE = 30;
const CARD = 64;
const ROW = 14;
const asked = [];
let chunks = [];
let near; // the observer
let onStale = () => {};
let onRows = () => {};

// ``stale``: the server has another list of units. ``rows``: rows came in.
export function start({ stale, rows }) {
  onStale = stale;
  onRows = rows;
  adopt();
}

// Takes the skeleton that is in the page.
export function adopt() {
  near?.disconnect();
  near = new IntersectionObserver((entries) => { for (const e of entries) seen(e.target, e.isIntersecting); }, { rootMargin: "1500px 0px" });
  chunks = all(".chunk").map((element) => ({ element, loading: null, near: false, used: 0, shown: null }));
  for (const chunk of chunks) {
    if (loaded(chunk)) finish(chunk, chunk.element);
    else chunk.element.style.height = `${estimate(chunk)}px`;
    near.observe(chunk.element);
  }
}

export const rowOf = (key) => $(`tu-${key}`);
const loaded = (chunk) => chunk.element.firstElementChild !== null;

function estimate({ element, shown: count }) {
  const { lines, cards, rows } = element.dataset;
  const part = (count ?? Number(rows)) / Number(rows);
  return Math.round(part * (Number(lines) * LINE + Number(cards) * CARD + Number(rows) * ROW));
}

function seen(element, isNear) {
  const chunk = chunks[Number(element.dataset.chunk)];
  if (!chunk || chunk.element !== element) return;
  chunk.near = isNear;
  if (isNear && !element.hidden) fetchChunk(chunk).catch(() => {});
}

function fetchChunk(chunk) {
  chunk.used = performance.now();
  if (loaded(chunk)) return Promise.resolve();
  chunk.loading ??= new Promise((resolve, reject) => {
    if (!asked.length) queueMicrotask(fetchAsked);
    asked.push({ chunk, resolve, reject });
  });
  return chunk.loading;
}

// Chunks that are asked for in one go come in one answer.
async function fetchAsked() {
  const wanted = asked.splice(0, MOST_ASKED);
  if (asked.length) queueMicrotask(fetchAsked);
  try {
    const numbers = wanted.map(({ chunk }) => chunk.element.dataset.chunk);
    const { first } = wanted[0].chunk.element.dataset;
    const html = await getJson(`/rows?chunks=${numbers.join(",")}&first=${encodeURIComponent(first)}`);
    for (const { chunk, resolve } of wanted) {
      if (chunk.element.isConnected) {
        chunk.element.replaceChildren(...parse(html[chunk.element.dataset.chunk]));
        finish(chunk, chunk.element);
        onRows(chunk.element);
      }
      resolve();
    }
    letGo();
  } catch (error) {
    if (error instanceof Refused && error.answer.detail === "layout") onStale();
    for (const { reject } of wanted) reject(error);
  } finally {
    for (const { chunk } of wanted) chunk.loading = null;
  }
}

function finish(chunk, element) {
  element.style.height = "";
  showClocks(element);
  showRows(element);
}

function letGo() {
  const kept = chunks.filter(loaded);
  const far = kept.filter((chunk) => !chunk.near && !chunk.element.querySelector(".current, textarea"));
  far.sort((a, b) => a.used - b.used);
  let rows = kept.reduce((sum, { element }) => sum + Number(element.dataset.rows), 0);
  for (const chunk of far) {
    if (rows <= MOST) break;
    rows -= Number(chunk.element.dataset.rows);
    const height = chunk.element.getBoundingClientRect().height;
    chunk.element.replaceChildren();
    chunk.element.style.height = `${height}px`;
  }
}

// The row of a unit, fetched where need be; null where there is none.
export async function bring(key) {
  const unit = project.byKey.get(key);
  if (!unit) return null;
  const chunk = chunks[unit.chunk];
  if (chunk) {
    chunk.element.hidden = false;
    chunk.element.closest(".passage").hidden = false;
    chunk.shown = null; // the next filter looks at it anew
    await fetchChunk(chunk);
  }
  const row = rowOf(key);
  if (row) row.hidden = false;
  return row;
}

// Puts a row's new markup in place of the old; a row that is being edited stays.
export function replace(key, html) {
  const row = rowOf(key);
  if (!row || row.querySelector("textarea")) return;
  const focused = row.contains(document.activeElement) ? document.activeElement.closest("[id]")?.id : null;
  const [fresh] = parse(html);
  row.replaceWith(fresh);
  showClocks(fresh);
  showRow(fresh);
  onRows(fresh);
  if (focused) $(focused)?.focus({ preventScroll: true });
}

// --- filters

export function showAll() {
  for (const chunk of chunks) {
    if (loaded(chunk)) showRows(chunk.element);
  }
  const counts = new Map();
  for (const unit of project.units) if (shown.units.has(unit.key)) counts.set(unit.chunk, (counts.get(unit.chunk) ?? 0) + 1);
  let other = false;
  for (const [number, chunk] of chunks.entries()) {
    const count = counts.get(number) ?? 0;
    if (chunk.shown === count) continue;
    chunk.shown = count;
    chunk.element.hidden = !count;
    if (!loaded(chunk)) chunk.element.style.height = `${estimate(chunk)}px`;
    other = true;
  }
  if (other) for (const passage of all(".passage")) passage.hidden = !passage.querySelector(".chunk:not([hidden])");
}

const showRows = (within) => { for (const row of all(".tu", within)) showRow(row); };

function showRow(row) {
  const unit = project.byKey.get(row.dataset.key);
  if (!unit) return;
  row.hidden = !shown.units.has(unit.key);
  const off = new Set();
  for (const note of all(".note", row)) {
    const flag = unit.flags.find((one) => one.id === note.dataset.issue);
    note.hidden = flag !== undefined && !showsFlag(flag, unit);
    if (note.hidden) off.add(note.id);
  }
  for (const mark of all("mark[data-note]", row)) mark.classList.toggle("off", off.has(mark.dataset.note));
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html; // made by the server, which escapes every text; the policy lets nothing in it run
  return [...template.content.children];
}
