// Requests. Each names the project of this page, so that a tab that stayed open cannot write into another. A write carries the reviewer's name and the revision that the page shows; its answer brings what is newer.
import { reviewer, say, t } from "./dialogs.js";

// Addresses are relative to the page, which is served at the top of the server or below the address of its project.
const at = (address) => `.${address}`;
const mine = document.querySelector('meta[name="project"]').content;
let csrf = document.querySelector('meta[name="csrf-token"]').content;

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error ?? String(status));
    this.status = status;
    this.answer = answer;
  }
}

export async function get(address) {
  const answer = await fetch(at(address), { headers: { "x-project": mine } });
  if (answer.status === 401) location.reload();
  if (!answer.ok) throw new Refused(answer.status, await body(answer));
  return answer;
}

export const getJson = async (address) => (await get(address)).json();
export const getText = async (address) => (await get(address)).text();

// Sends a write; null where it was not stored, and the page has said why. ``fresh`` brings the page up to date.
export async function write(address, values, { since, fresh }) {
  const who = await reviewer();
  if (!who) return null;
  try {
    const answer = await post(address, { ...values, who, since });
    await fresh(answer);
    return answer;
  } catch (error) {
    if (!(error instanceof Refused)) {
      say(t("The server cannot be reached; nothing was stored. Start it again: align review, with the same folder."), { bad: true });
      return null;
    }
    if (error.message === "other project") {
      saysForeign(error);
    } else if (error.status === 409 || error.status === 404) {
      const name = error.answer.who ?? "?";
      if (error.answer.theirs == null) say(t("{who} has changed this pair meanwhile; yours was not stored. Look again.", { who: name }), { bad: true });
      await getJson(`/changes?since=${since}`).then(fresh).catch(() => {}); // else the next question brings it
    } else {
      say(t("That did not work ({why}); nothing was stored.", { why: error.message }), { bad: true });
    }
    return { refused: error };
  }
}

// The server that answers here has been started for another project.
export function saysForeign(error) {
  document.body.classList.add("offline");
  say(t("This page is of another project than the server has open now ({name}). Nothing was stored. Reload the page to go there.", { name: error.answer.name }), { bad: true, stays: true });
}

async function post(address, values, { again = false } = {}) {
  const answer = await fetch(at(address), {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": csrf, "x-project": mine },
    body: JSON.stringify(values),
  });
  if (answer.ok) return answer.json();
  if (answer.status === 403 && !again) {  // the server was started anew, and has another token
    csrf = (await getJson("/session"))["csrf-token"];
    return post(address, values, { again: true });
  }
  throw new Refused(answer.status, await body(answer));
}

async function body(answer) {
  try {
    return await answer.json();
  } catch {
    return {};
  }
}
