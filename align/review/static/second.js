// The dialog for a second reader: names a model, shows what asking it costs and where texts go, and how far it is.
import { getText } from "./api.js";
import { $, all, ask, parse } from "./dialogs.js";
import { send } from "./sync.js";

const PAUSE = 700; // milliseconds between looks at a model that is at work
const dialog = $("second");
let asked = 0;
let shown = 0;
const form = () => dialog.querySelector("form");

export async function openSecond() {
  await show();
  const closed = ask(dialog);
  const clock = setInterval(() => { if (["counting", "reading"].includes(form().dataset.state)) show().catch(() => {}); }, PAUSE);
  await closed;
  clearInterval(clock);
}

// Shows how things stand; an answer to an older question than the one shown is dropped.
async function show() {
  const mine = ++asked;
  const html = await getText("/second");
  if (mine < shown) return;
  shown = mine;
  dialog.replaceChildren(parse(html));
  for (const button of all("button[data-second]", dialog)) button.addEventListener("click", () => acts[button.dataset.second]());
}

async function post(address, values) {
  const answer = await send(address, values);
  if (answer?.refused) dialog.querySelector(".refused").textContent = answer.refused.message;
  else if (answer) await show();
}

const acts = {
  count: () => {
    if (!form().reportValidity()) return;
    const { spec, find, budget } = form().elements;
    post("/second", { spec: spec.value.trim(), find: find.value, budget: Number(budget.value) });
  },
  agree: () => post("/second-answer", { on: true }),
  stop: () => post("/second-answer", { on: false }),
};
