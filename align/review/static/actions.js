// What a reviewer does to the current flag or pair, by key or by button.
import { getJson, getText } from "./api.js";
import { $, ask, parse, say, t } from "./dialogs.js";
import { clear, setLike, undecided } from "./filters.js";
import { openAlignment, regrouped } from "./beads.js";
import { accept, comment, edit, isEditing, reuse } from "./editing.js";
import { addError, rate } from "./errors.js";
import { showHistory } from "./history.js";
import { project } from "./project.js";
import { refilter } from "./refilter.js";
import { send } from "./sync.js";
import { openTerms } from "./terms.js";
import { current, currentFlag, movesOn, select, walk } from "./walk.js";

const unitOf = (key) => ({ key, version: project.byKey.get(key)?.version ?? 0 });

// A second press of the same key changes nothing; null opens the flag again.
async function decide(decision) {
  const [{ key, issue }, flag] = [{ ...current }, currentFlag()];
  if (!flag || flag.status === (decision ?? "open")) return;
  const write = send("/decide", { ...unitOf(key), issue, decision });
  await onward(flag, decision ?? "open");
  await unlessRefused(write, flag);
}

// A flag counts as decided before the server has answered, so that keys may be struck as fast as one reads; where the
// reader wants it, the next open one becomes the current one.
async function onward(flag, decision) {
  flag.was = flag.status;
  flag.status = decision;
  if (movesOn() && decision !== "open") await walk(1);
}

async function unlessRefused(write, flag) {
  const answer = await write;
  if ((answer === null || answer.refused) && flag.was) flag.status = flag.was;
  return answer;
}

async function acceptSuggestion() {
  const flag = currentFlag();
  if (!flag || flag.status === "fixed") return;
  if (!document.querySelector(".note.current .accept")) {
    say(t("There is no suggestion to put in here; edit the English."));
    return void edit();
  }
  const { key, issue } = current;
  const write = accept(key, issue);
  await onward(flag, "fixed");
  const answer = await unlessRefused(write, flag);
  if (answer?.refused?.status === 422) {
    await select(key, issue);
    await edit();
  }
}

async function toggle(what, mark) {
  const { key } = current;
  if (key === null) return;
  await send(what, { ...unitOf(key), on: !project.byKey.get(key).marks.has(mark) });
}

export async function undo() {
  const answer = await send("/undo", {});
  if (!answer || answer.refused) return;
  if (answer.undone === null) {
    say(t("There is nothing of yours to undo."));
    return;
  }
  say(t("Undone: {what}", { what: answer.undone }));
  const before = answer.layout ? regrouped.pop() : null;
  if (before && project.byKey.has(before.key)) {
    await select(before.key, project.byIssue.has(before.issue) ? before.issue : null);
    return;
  }
  const [key] = answer.touched;
  if (key !== undefined && answer.touched.length < 20 && !answer.touched.includes(current.key)) await select(key, null);
}

// A chief editor's sign-off of a pair that a reviser has approved.
async function sign() {
  const unit = project.byKey.get(current.key);
  if (!unit) return;
  if (!unit.marks.has("approved")) return void say(t("Only an approved pair can be signed off."));
  await toggle("/sign", "signed");
}

// Approves all pairs, or signs off all that are approved, after asking.
export async function signOff() {
  const count = (mark) => project.pairs.filter((unit) => unit.marks.has(mark)).length;
  const open = project.units.flatMap((unit) => unit.flags).filter((flag) => flag.status === "open").length;
  $("signing-state").textContent = t("{approved} of {all} pairs are approved, {signed} signed off; {open} flags are open.", { approved: count("approved"), all: project.pairs.length, signed: count("signed"), open });
  const by = await ask($("signing"));
  if (!by) return;
  const versions = Object.fromEntries(project.units.map((unit) => [unit.key, unit.version]));
  const answer = await send("/for-all", { by, versions });
  if (answer && !answer.refused) say(by === "chief" ? t("Signed off: {n} pairs.", { n: answer.count }) : t("Approved: {n} pairs.", { n: answer.count }));
}

async function suppress() {
  const { key, issue } = current;
  const dialog = $("pattern");
  dialog.replaceChildren(parse(await getText(`/pattern/${encodeURIComponent(key)}/${encodeURIComponent(issue)}`)));
  if (await ask(dialog) !== "ok") return;
  const answer = await send("/suppress", { key, issue });
  if (answer && !answer.refused) say(t("Marked as not an error wherever it occurs. To take that back, press u, or Reopen on a flag."));
}

async function addTerm() {
  const { key, issue } = current;
  const answer = await send("/term", { key, issue });
  if (answer && !answer.refused) say(t("Added to the termbase."));
}

async function showAlike() {
  const { like } = currentFlag();
  await clear();
  setLike(like);
  refilter();
  await select(current.key, current.issue);
}

// One decision on every flag that is shown.
export async function decideMany() {
  const places = undecided().map(({ unit, flag }) => [unit.key, flag.id]);
  $("bulk-title").textContent = t("Decide on {n} flags", { n: places.length });
  const decision = await ask($("bulk"));
  if (decision) await send("/decide-many", { places, decision });
}

// Whether the current row has an alignment: titles and date lines have none.
function ofPair() {
  const row = current.key === null ? null : $(`tu-${current.key}`);
  if (row && !row.querySelector('[data-do="alignment"]')) say(t("A title or a date line stands by itself; it is not aligned."));
  return row?.querySelector('[data-do="alignment"]');
}

export const acts = {
  confirmed: () => decide("confirmed"),
  "false positive": () => decide("false positive"),
  fixed: () => decide("fixed"),
  reopen: () => decide(null),
  accept: acceptSuggestion,
  edit,
  error: addError,
  rate,
  comment,
  approve: () => toggle("/approve", "approved"),
  sign,
  history: showHistory,
  terms: openTerms,
  lock: () => ofPair() && toggle("/lock", "locked"),
  alignment: () => ofPair() && openAlignment(current.key),
  suppress,
  term: addTerm,
  like: showAlike,
  reuse: (button) => reuse(button.dataset.text),
  dismiss: () => { const { key } = current; return send("/dismiss", unitOf(key)); },
};

// A click in the text makes its flag or pair the current one; a click on a button acts.
export async function onClick(event) {
  const row = event.target.closest(".tu");
  if (!row || event.target.closest("a, textarea, .editing")) return;
  const note = event.target.closest(".note") ?? $(event.target.closest("mark:not(.off)")?.dataset.note);
  const issue = note && row.contains(note) ? note.dataset.issue : null;
  const button = event.target.closest("button[data-do]");
  const same = row.dataset.key === current.key && (issue === current.issue || (button && !note));
  if (isEditing() || (!button && getSelection().toString())) return;
  if (button?.dataset.do === "error" && getSelection().toString()) return void addError();
  if (!same) await select(row.dataset.key, issue, { quiet: true });
  if (button) await acts[button.dataset.do](button);
}

const links = new Map();

// Which words of a pair correspond, remembered for the text as it is.
export async function linksOf(key) {
  const unit = project.byKey.get(key);
  const name = `${key} ${unit?.version}`;
  if (!links.has(name)) {
    const found = await getJson(`/links/${encodeURIComponent(key)}`);
    if (!found.length) return found;
    if (links.size > 500) links.clear();
    links.set(name, found);
  }
  return links.get(name);
}

