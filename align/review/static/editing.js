// The English edited in its place, and comments. What is saved is checked at once.
import { all, say, t } from "./dialogs.js";
import { project } from "./project.js";
import { bring } from "./rows.js";
import { send } from "./sync.js";
import { current, currentFlag, select } from "./walk.js";

export const isEditing = () => document.querySelector("textarea") !== null;

export async function edit() {
  const { key } = current;
  const row = key === null ? null : await bring(key);
  if (!row || isEditing()) return;
  open(row, row.querySelector(":scope > p.en"), { text: english(row), label: t("The English of this pair"), save: (text) => store(key, text) });
}

export async function reuse(text) {
  await store(current.key, text);
}

export async function comment() {
  const { key } = current;
  const row = key === null ? null : await bring(key);
  if (!row || isEditing()) return;
  const place = row.querySelector(".tools");
  open(row, place, { text: "", label: t("What to say about this pair"), kind: "remark", before: true, save: async (text) => {
    const answer = await send("/comment", () => ({ key, text }));
    return answer !== null && !answer.refused;
  } });
}

// Puts the suggestion of the current flag into the English; where it has no place, opens the English.
export async function accept() {
  const { key, issue } = current;
  if (!currentFlag()) return;
  if (!document.querySelector(".note.current .accept")) {
    say(t("There is no suggestion to put in here; edit the English."));
    return edit();
  }
  say(t("Checking…"));
  const before = flagsOf(key);
  const answer = await send("/accept", () => ({ key, issue, version: project.byKey.get(key).version }));
  if (answer?.refused?.status === 422) await edit();
  else if (answer && !answer.refused) outcome(answer, before);
}

async function store(key, text) {
  say(t("Checking…"));
  const before = flagsOf(key);
  const answer = await send("/edit", () => ({ key, version: project.byKey.get(key).version, text }));
  if (answer && !answer.refused) outcome(answer, before);
  return answer !== null && !answer.refused;
}

const flagsOf = (key) => project.byKey.get(key).flags.filter(({ status }) => status !== "closed" && status !== "fixed").length;

function outcome({ issues }, before) {
  const flags = issues === 1 ? t("Saved. 1 flag here.") : t("Saved. {n} flags here.", { n: issues });
  say(issues ? flags : before ? t("Saved. Nothing is flagged here any more.") : t("Saved."));
}

// A field in the place of an element. Ctrl+Enter or the button saves, Escape leaves; a write that fails keeps the text.
function open(row, place, { text, label, save, kind = "english", before = false }) {
  const form = document.createElement("form");
  form.className = `editing ${kind}`;
  const field = document.createElement("textarea");
  field.value = text;
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
    if (await save(value)) {
      await select(key, project.byIssue.has(issue) ? issue : null, { quiet: true });
    } else if (row.isConnected || (row = await bring(key))) {
      field.disabled = false;
      place = before ? row.querySelector(".tools") : row.querySelector(":scope > p.en");
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
