// The English edited in its place, and comments. What is saved is checked at once.
import { all, say, t } from "./dialogs.js";
import { project } from "./project.js";
import { bring } from "./rows.js";
import { send } from "./sync.js";
import { current, select } from "./walk.js";

export const isEditing = () => document.querySelector("textarea") !== null;

export async function edit() {
  const { key } = current;
  const row = key === null ? null : await bring(key);
  if (!row || isEditing()) return;
  const text = english(row);
  open(row, row.querySelector(":scope > p.en"), { text, label: t("The English of this pair"), save: saving(key, text) });
}

export async function reuse(text) {
  const { key } = current;
  await saving(key, english(await bring(key)))(text);
}

export async function comment() {
  const { key } = current;
  const row = key === null ? null : await bring(key);
  if (!row || isEditing()) return;
  const place = row.querySelector(".tools");
  open(row, place, { text: "", label: t("Comment on this pair"), kind: "remark", before: true, save: async (text) => {
    const answer = await send("/comment", { key, text });
    return { stored: answer !== null && !answer.refused };
  } });
}

// Puts a suggestion into the English.
export async function accept(key, issue) {
  const before = flagsOf(key);
  const answer = await send("/accept", { key, issue, version: project.byKey.get(key).version });
  if (answer && !answer.refused) outcome(answer, before);
  return answer;
}

// What saves the English of a pair that was opened as it is now. Where another English stands there meanwhile, the
// answer has ``theirs``, and ``both`` where the two edits go together; a further save is one that has seen theirs.
function saving(key, opened) {
  let [seen, { version }] = [opened, project.byKey.get(key)];
  return async (text) => {
    const before = flagsOf(key);
    const answer = await send("/edit", { key, version, seen, text });
    if (answer && !answer.refused) outcome(answer, before);
    const { theirs, both, who } = answer?.refused?.answer ?? {};
    if (theirs != null) [seen, version] = [theirs, project.byKey.get(key)?.version ?? 0];
    return { stored: answer !== null && !answer.refused, theirs, both, who };
  };
}

const flagsOf = (key) => project.byKey.get(key).flags.filter(({ status }) => status !== "closed" && status !== "fixed").length;

function outcome({ issues, checked }, before) {
  if (!checked) return void say(t("Saved. It will be checked once the encoder is loaded."));
  const flags = issues === 1 ? t("Saved. 1 flag here.") : t("Saved. {n} flags here.", { n: issues });
  say(issues ? flags : before ? t("Saved. Nothing is flagged here any more.") : t("Saved."));
}

// A field in the place of an element. Ctrl+Enter or the button saves, Escape leaves; a write that fails keeps the text.
function open(row, place, { text, label, save, kind = "english", before = false }) {
  const form = document.createElement("form");
  form.className = `editing ${kind}`;
  const field = document.createElement("textarea");
  field.value = field.defaultValue = text;
  field.lang = kind === "english" ? "en" : "";
  field.spellcheck = true;
  field.setAttribute("aria-label", label);
  const buttons = document.createElement("p");
  for (const [word, keys, kindOf] of [["Save", "⌃⏎", "submit"], ["Cancel", "Esc", "button"]]) {
    const button = document.createElement("button");
    button.type = kindOf;
    const key = document.createElement("kbd");
    key.textContent = keys;
    button.append(`${t(word)} `, key);
    buttons.append(button);
  }
  form.append(field, buttons);
  const leave = () => {
    form.remove();
    place.hidden = false;
    (row.isConnected ? row : document.body).focus({ preventScroll: true });
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const value = field.value.trim();
    if (value === text.trim() || (!value && kind !== "english")) return void leave();
    const { key, issue } = current;
    field.disabled = true;
    form.remove(); // so that the row that comes with the answer takes its place
    place.hidden = false;
    const answer = await save(value);
    if (answer.stored) {
      await select(key, project.byIssue.has(issue) ? issue : null, { quiet: true });
    } else if (row.isConnected || (row = await bring(key))) {
      field.disabled = false;
      place = before ? row.querySelector(".tools") : row.querySelector(":scope > p.en");
      if (answer.theirs != null) showTheirs(form, field, answer);
      attach();
    }
  });
  buttons.lastElementChild.addEventListener("click", leave);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const fit = () => { field.style.height = "auto"; field.style.height = `${field.scrollHeight + 2}px`; };
  field.addEventListener("input", fit);
  function attach() {
    place.before(form);
    if (!before) place.hidden = true;
    fit();
    field.focus();
  }
  attach();
  choose(field, row);
}

// Shows above a field the English that somebody else has saved meanwhile. The field keeps its own, for Save to put in
// its place; or both edits go into it, or Cancel leaves theirs.
function showTheirs(form, field, { theirs, both, who }) {
  form.querySelector(".theirs")?.remove();
  const panel = document.createElement("div");
  panel.className = "theirs";
  panel.setAttribute("role", "alert");
  const label = document.createElement("p");
  label.textContent = t("{who} has saved another English meanwhile; yours is in the field and not stored yet:", { who });
  const english = document.createElement("p");
  english.lang = "en";
  english.className = "en";
  english.textContent = theirs;
  panel.append(label, english);
  if (both !== null) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = t("Put both edits into the field");
    button.addEventListener("click", () => { field.value = both; field.dispatchEvent(new Event("input")); field.focus(); });
    panel.append(button);
  }
  form.prepend(panel);
  const [save, cancel] = form.querySelectorAll(":scope > p:last-child button");
  save.firstChild.data = `${t("Save mine instead")} `;
  cancel.firstChild.data = `${t("Keep theirs")} `;
}

// Begins where the current flag's words stand, so that the figure can be typed over.
function choose(field, row) {
  const [first] = all("mark.current", row.querySelector(":scope > p.en") ?? row);
  const words = first?.textContent ?? "";
  const at = words ? field.value.indexOf(words) : -1;
  if (at >= 0) field.setSelectionRange(at, at + words.length);
  else field.setSelectionRange(field.value.length, field.value.length);
}

// The English of a row as text: a control that is shown by its name is itself again.
function english(row) {
  const side = row.querySelector(":scope > p.en");
  if (side.classList.contains("void")) return "";
  const copy = side.cloneNode(true);
  for (const control of all(".control", copy)) control.replaceWith(String.fromCodePoint(parseInt(control.textContent.slice(2), 16)));
  return copy.textContent;
}
