// The current pair and flag: where the keys act, and what the address names.
import { $, all, remembered, say, t } from "./dialogs.js";
import { shown, statusChosen, toAddress } from "./filters.js";
import { index, progress, project } from "./project.js";
import { bring, rowOf } from "./rows.js";

export const current = { key: null, issue: null };
let steps = 0;

export const currentUnit = () => project.byKey.get(current.key) ?? null;
export const currentFlag = () => currentUnit()?.flags.find((flag) => flag.id === current.issue) ?? null;

const MOVES = "align-moves-on";
export const movesOn = () => remembered.get(MOVES) === "yes";
export const setMovesOn = (on) => remembered.set(MOVES, on ? "yes" : "");

// Forward to the next flag that is open, back to the one before, decided or not. Where the filter asks for a status, to
// the next of those. Behind the last open flag, on with the first.
export async function walk(step) {
  const { flags } = shown;
  let next = place() + step;
  if (current.key !== null && place() < 0) { // between flags: the first one behind or before
    const here = currentUnit()?.place ?? 0;
    const behind = flags.findIndex(({ unit }) => unit.place >= here);
    next = (behind < 0 ? flags.length : behind) - (step > 0 ? 0 : 1);
  } else if (place() < 0) {
    next = step > 0 ? 0 : flags.length - 1;
  }
  if (step > 0 && !statusChosen()) {
    const isOpen = ({ flag }) => flag.status === "open" && flag.id !== current.issue;
    const ahead = flags.findIndex((one, at) => at >= next && isOpen(one));
    next = ahead < 0 ? flags.findIndex(isOpen) : ahead;
    if (next < 0) return void say(flags.some(({ flag }) => flag.status === "open") ? t("This is the last open flag.") : t("No flag is open any more."));
    if (ahead < 0) say(t("Back to the first open flag."));
  }
  const there = flags[next];
  if (there) await select(there.unit.key, there.flag.id);
}

export async function walkPairs(step) {
  const units = project.units.filter((unit) => shown.units.has(unit.key));
  const at = units.findIndex((unit) => unit.key === current.key);
  const next = units[at < 0 ? 0 : at + step];
  if (next) await select(next.key, null);
}

// Makes a pair, and maybe one of its flags, the current one. ``quiet``: the reader is there already, do not scroll.
export async function select(key, issue, { quiet = false } = {}) {
  const turn = ++steps;
  const row = await bring(key);
  if (!row || turn !== steps) return;
  Object.assign(current, { key, issue });
  shown.keep = issue;
  mark();
  const target = (issue && $(`issue-${issue}`)) || row;
  target.focus({ preventScroll: true });
  if (!quiet) {
    reveal(row, target);
    await new Promise(requestAnimationFrame); // rows above may have found their heights only now
    reveal(row, target);
  }
  const anchor = issue ? `issue-${issue}` : `tu-${key}`;
  history.replaceState(null, "", `${toAddress()}#${anchor}`);
  showPlace();
  if (issue) prepare(key);
}

let pause;

// Who stays at a flag may edit it: has the server make itself ready meanwhile.
function prepare(key) {
  clearTimeout(pause);
  pause = setTimeout(() => fetch(`./prepare/${encodeURIComponent(key)}`).catch(() => {}), 400);
}

// A row that fits is centred whole, so that its flags are read with their sentence.
function reveal(row, target) {
  const fits = row.getBoundingClientRect().height < innerHeight * 0.6;
  (fits ? row : target).scrollIntoView({ block: "center" });
}

// Paints the current pair and flag, after rows came or changed.
export function mark() {
  for (const element of all(".current, .current-row")) element.classList.remove("current", "current-row");
  for (const row of all(".tu.context")) {
    row.classList.remove("context");
    row.hidden = !shown.units.has(row.dataset.key);
  }
  const row = current.key === null ? null : rowOf(current.key);
  if (!row) return;
  row.classList.add("current-row");
  for (const step of [-1, 1]) { // the pairs around it are shown though a filter hides them
    const beside = project.units[currentUnit().place + step];
    const other = beside && !shown.units.has(beside.key) ? rowOf(beside.key) : null;
    if (other) {
      other.classList.add("context");
      other.hidden = false;
    }
  }
  const note = current.issue === null ? null : $(`issue-${current.issue}`);
  if (!note || !row.contains(note)) return;
  note.hidden = false;
  note.classList.add("current");
  for (const one of all("mark", row)) if (one.dataset.note === note.id) one.classList.add("current");
  const alike = currentFlag() ? [...project.byIssue.values()].filter(({ flag }) => flag.like === currentFlag().like).length : 0;
  const button = note.querySelector(".like");
  button.hidden = alike < 2;
  button.textContent = t("All {n} like this", { n: alike });
}

export function leave() {
  Object.assign(current, { key: null, issue: null });
  shown.keep = null;
  mark();
  document.activeElement?.blur();
  history.replaceState(null, "", toAddress());
  showPlace();
}

const place = () => shown.flags.findIndex(({ flag }) => flag.id === current.issue);

export function showPlace() {
  const [at, n] = [place(), shown.flags.length];
  const total = n === 1 ? t("1 flag") : t("{n} flags", { n });
  $("place").textContent = at < 0 ? total : t("{at} of {n} flags", { at: at + 1, n });
  $("previous").disabled = n === 0 || at === 0;
  $("next").disabled = n === 0 || at === n - 1;
}

export function showProgress() {
  index();
  const { all: every, done, critical } = progress();
  $("done").max = Math.max(1, every);
  $("done").value = done;
  const text = t("{done} of {all} decided", { done, all: every });
  const said = critical ? `${text} · ${t("{n} critical open", { n: critical })}` : text;
  if ($("progress").textContent !== said) $("progress").textContent = said;
}

// Goes to what the address names: a flag or a pair.
export async function followAddress() {
  const anchor = decodeURIComponent(location.hash.slice(1));
  if (anchor.startsWith("issue-")) {
    const there = project.byIssue.get(anchor.slice(6));
    if (there) await select(there.unit.key, there.flag.id);
  } else if (anchor.startsWith("tu-")) {
    await select(anchor.slice(3), null);
  }
}
