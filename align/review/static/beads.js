// The dialog for the alignment of a pair: merge, split, move a sentence, set apart, align again between locks.
import { getText } from "./api.js";
import { $, all, parse, say, t } from "./dialogs.js";
import { project } from "./project.js";
import { send } from "./sync.js";
import { current, currentUnit } from "./walk.js";

const dialog = $("alignment");

// Where the reader stood at each change of the alignment, for undo.
export const regrouped = [];

export async function openAlignment(key) {
  let html;
  try {
    html = await getText(`/alignment/${encodeURIComponent(key)}`);
  } catch (error) {
    say(error.message, { bad: true });
    return;
  }
  dialog.replaceChildren(parse(html));
  for (const button of all("button[data-change]", dialog)) button.addEventListener("click", () => change(key, button));
  dialog.showModal();
}

async function change(key, button) {
  const form = dialog.querySelector("form");
  const { change: what, side = "en", direction = "up" } = button.dataset;
  const cut = (name) => Number(form.elements[name]?.value || 0);
  for (const one of all("button", dialog)) one.disabled = true;
  if (what === "realign") say(t("Aligning…"));
  const here = { ...current, approved: Object.keys(versions(key, what, direction)).some((one) => project.byKey.get(one).marks.has("approved")) };
  const answer = await send("/align", { key, versions: versions(key, what, direction), change: what, side, direction, zh: cut("zh"), en: cut("en") });
  for (const one of all("button", dialog)) one.disabled = false;
  if (answer?.refused?.message === t("The alignment stays as it is.")) { // no error: there is nothing to change
    dialog.close();
    say(answer.refused.message);
    return;
  }
  if (answer?.refused?.status === 422) {
    dialog.querySelector(".why").textContent = answer.refused.message;
    say("");
    return;
  }
  dialog.close();
  if (answer && !answer.refused) regrouped.push(here);
  say(answer && !answer.refused && here.approved && what !== "realign" ? t("The pair is no longer approved: its text has changed.") : "");
  $(`tu-${currentUnit()?.key}`)?.focus({ preventScroll: true });
}

// The units that a change touches, in the versions that the page shows.
function versions(key, what, direction) {
  const unit = project.byKey.get(key);
  const touched = [unit];
  if (what === "merge above" || (what === "move" && direction === "up")) touched.push(project.units[unit.place - 1]);
  if (what === "merge below" || (what === "move" && direction === "down")) touched.push(project.units[unit.place + 1]);
  return Object.fromEntries(touched.filter(Boolean).map((one) => [one.key, one.version]));
}
