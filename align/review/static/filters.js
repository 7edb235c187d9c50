// Which units and flags are shown. The criteria stand in the address, so that a view can be sent and survives a reload.
import { $, all, t } from "./dialogs.js";
import { getJson } from "./api.js";
import { project } from "./project.js";

const ticks = all('input[name="severity"]');
const fields = { status: $("status"), scorer: $("scorer"), speaker: $("speaker"), confidence: $("confidence") };
let like = "";
let found = null; // keys that the search found, null without a search
let sought = "";
let off = new Set(); // severities that are not shown

export const shown = { units: new Set(), flags: [], keep: null };

// Works out what is shown. ``keep``: the id of a flag that stays although it no longer fits, being the current one.
export function apply(keep = shown.keep) {
  shown.keep = keep;
  off = hidden();
  const flagsOnly = $("flagged").checked || chosenFlags();
  shown.units = new Set();
  shown.flags = [];
  for (const unit of project.units) {
    if (!fits(unit)) continue;
    const flags = unit.flags.filter((flag) => (flag.status !== "closed" && fitsFlag(flag, unit)) || flag.id === keep);
    if (flagsOnly && !flags.length) continue;
    shown.units.add(unit.key);
    for (const flag of flags) shown.flags.push({ unit, flag });
  }
  showControls();
}

// What "Decide all" decides: what is open, or, where a status is asked for, what has it.
export const undecided = () => shown.flags.filter(({ flag }) => statusChosen() || flag.status === "open");

export const statusChosen = () => fields.status.value !== "" && fields.status.value !== "changed";
export const wanted = () => sought;
const active = () => chosenFlags() || $("flagged").checked || fields.speaker.value !== "" || found !== null || paired() || hidden().size > 0;
export const showsFlag = (flag, unit) => flag.id === shown.keep || fitsFlag(flag, unit);

function fits(unit) {
  if (fields.speaker.value !== "" && unit.speaker !== Number(fields.speaker.value)) return false;
  if (paired() && unit.confidence >= -Number(fields.confidence.value)) return false;
  if (fields.status.value === "changed" && !unit.marks.has("changed")) return false;
  return found === null || found.has(unit.key);
}

function fitsFlag(flag, unit) {
  const status = fields.status.value;
  if (off.has(flag.severity)) return false;
  if (status === "decided" ? flag.status === "open" : status && status !== "changed" && flag.status !== status) return false;
  if (fields.scorer.value && flag.scorer !== fields.scorer.value) return false;
  if (like && flag.like !== like) return false;
  return !(fields.confidence.value > 0 && flag.sure < Number(fields.confidence.value)) && fits(unit);
}

const hidden = () => new Set(ticks.filter((tick) => !tick.checked).map((tick) => tick.value));
const paired = () => Number(fields.confidence.value) < 0;

// Whether a criterion is about flags, so that units without one have no place.
function chosenFlags() {
  const { scorer, confidence } = fields;
  return statusChosen() || scorer.value !== "" || like !== "" || confidence.value > 0;
}

export function setLike(kind) {
  like = kind;
}

export async function search(words) {
  sought = words.trim();
  const keys = sought ? await getJson(`/search?q=${encodeURIComponent(sought)}`) : null;
  if (words.trim() !== sought) return false;
  found = keys && new Set(keys);
  return true;
}

export async function clear() {
  for (const tick of ticks) tick.checked = true;
  for (const field of Object.values(fields)) field.value = "";
  $("flagged").checked = false;
  $("search").value = "";
  like = "";
  await search("");
}

// --- the address

export function toAddress() {
  const query = new URLSearchParams();
  for (const [name, field] of Object.entries(fields)) if (field.value) query.set(name, field.value);
  if (hidden().size) query.set("without", [...hidden()].join(","));
  if ($("flagged").checked) query.set("flagged", "1");
  if (sought) query.set("q", sought);
  if (like) query.set("like", like);
  return query.size ? `?${query}` : location.pathname;
}

export async function fromAddress() {
  const query = new URLSearchParams(location.search);
  for (const [name, field] of Object.entries(fields)) field.value = query.get(name) ?? "";
  const without = (query.get("without") ?? "").split(",");
  for (const tick of ticks) tick.checked = !without.includes(tick.value);
  $("flagged").checked = query.has("flagged");
  $("search").value = query.get("q") ?? "";
  like = query.get("like") ?? "";
  await search($("search").value);
}

function showControls() {
  const open = undecided().length;
  $("like").hidden = !like;
  $("like").textContent = `${t("Same kind: {kind}", { kind: like })} ×`;
  $("many").hidden = !open || !chosenFlags();
  $("many").textContent = t("Decide all {n}…", { n: open });
  $("clear").hidden = !active();
  const pairs = project.pairs.filter(({ key }) => shown.units.has(key)).length;
  $("count").textContent = shown.units.size === project.units.length ? "" : t("{n} of {all} pairs", { n: pairs, all: project.pairs.length });
  $("active").textContent = active() ? " •" : "";
  $("nothing").hidden = shown.units.size > 0;
  for (const field of Object.values(fields)) field.classList.toggle("set", field.value !== "");
}
