// Keeps the page like the project: sends writes one after the other, and asks every moment what others did.
import { getJson, getText, saysForeign, write } from "./api.js";
import { $, say, t } from "./dialogs.js";
import { apply } from "./filters.js";
import { repaint } from "./paint.js";
import { load, project, update } from "./project.js";
import { adopt, replace, rowOf, showAll } from "./rows.js";
import { current, followAddress, mark, select, showPlace, showProgress } from "./walk.js";

const PAUSE = 1200; // milliseconds between questions, so that what others did is here within two seconds
let queue = Promise.resolve();
let writes = 0;

// Sends a write after those before it. ``values``: with the versions that its author saw, not those that came since.
export function send(address, values) {
  waiting(1);
  const answer = queue.then(() => write(address, values, { since: project.revision, fresh }));
  queue = answer.catch(() => {}).finally(() => waiting(-1));
  return answer;
}

function waiting(more) {
  writes += more;
  $("text").setAttribute("aria-busy", writes > 0);
}

// Brings the page up to date with an answer.
async function fresh(answer) {
  if (answer.layout) {
    if (document.querySelector("textarea")) return; // what is being written stays; the next answer says it again
    await startOver(answer.key);
    return;
  }
  if (answer.revision < project.revision) return;
  project.revision = answer.revision;
  const changed = Object.entries(answer.units);
  if (!changed.length) return;
  for (const [key, { entry }] of changed) update(key, entry);
  showProgress();
  apply();
  for (const [key, { html }] of changed) {
    if (!rowOf(key)) continue;
    replace(key, html ?? await getText(`/row/${encodeURIComponent(key)}`));
  }
  showAll();
  mark();
  showPlace();
}

// The list of units is another: takes the new skeleton, and stays where the reader is.
export async function startOver(key) {
  const [skeleton, outline] = await Promise.all([getText("/skeleton"), getJson("/outline")]);
  const scroll = scrollY;
  const place = project.byKey.get(current.key)?.place ?? 0;
  load(outline);
  const template = document.createElement("template");
  template.innerHTML = skeleton;
  $("text").replaceChildren(template.content);
  showProgress();
  apply();
  adopt();
  showAll();
  scrollTo(0, scroll);
  const there = key ?? current.key;
  if (there === null) return;
  const unit = project.byKey.get(there) ?? project.units[Math.min(place, project.units.length - 1)];
  if (!unit) return;
  const flag = unit.flags.find(({ id }) => id === current.issue);
  await select(unit.key, flag?.id ?? null);
}

// A page that closes with something unsent in it asks first.
export function guardUnsent() {
  addEventListener("beforeunload", (event) => {
    const field = document.querySelector(".editing textarea");
    if (writes > 0 || (field && field.value !== field.defaultValue)) event.preventDefault();
  });
}

export async function begin() {
  load(await getJson("/outline"));
  showProgress();
  apply();
  showAll();
  showPlace();
  await followAddress();
  poll();
}

async function poll() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (document.hidden) await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
    try {
      await fresh(await getJson(`/changes?since=${project.revision}`));
      repaint();
      document.body.classList.remove("offline");
    } catch (error) {
      if (error.message === "other project") return void saysForeign(error);
      if (!document.body.classList.contains("offline")) say(t("The server does not answer. Start it again: align review, with the same folder."), { bad: true });
      document.body.classList.add("offline");
    }
  }
}
