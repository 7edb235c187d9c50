// Errors that a reviewer found, and another type or severity of a flag: one dialog for both.
import { $, ask, say, t } from "./dialogs.js";
import { selected } from "./paint.js";
import { project } from "./project.js";
import { send } from "./sync.js";
import { current, currentFlag } from "./walk.js";

const dialog = $("error");
const fields = () => dialog.querySelector("form").elements;

async function asked(title, words) {
  $("error-title").textContent = title;
  $("error-words").textContent = words;
  if (await ask(dialog) !== "ok") return null;
  const { type, grade, comment } = fields();
  return { type: type.value, severity: grade.value, comment: comment.value.trim() };
}

// ``x``: with words selected, an error in them; at a flag, its type and severity; else an error of the whole pair.
export function errorOrRating() {
  return !selected() && currentFlag() && currentFlag().status !== "closed" ? rate() : addError();
}

export async function addError() {
  const { words = "", ...where } = selected() ?? { key: current.key };
  if (where.key === null) return void say(t("Select the words first, or go to a pair."));
  const { version } = project.byKey.get(where.key);
  fields().comment.value = "";
  fields().grade.value = "major";
  const values = await asked(t("Add an error"), words);
  if (values === null) return;
  const answer = await send("/report", { ...where, version, ...values });
  if (answer && !answer.refused) say(t("Added to the record."));
}

export async function rate() {
  const { key, issue } = current;
  const { version } = project.byKey.get(key);
  const note = $(`issue-${issue}`);
  fields().type.value = note.dataset.type;
  if (!fields().type.value) fields().type.value = "other";
  fields().grade.value = note.dataset.severity;
  fields().comment.value = "";
  const values = await asked(t("Type and severity"), "");
  if (values !== null) await send("/rate", { key, issue, version, ...values });
}
