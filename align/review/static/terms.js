// The dialog for terms: a term's renderings in the document, the termbase, and words replaced over the English.
import { getText } from "./api.js";
import { $, all, ask, parse, say, t } from "./dialogs.js";
import { selected } from "./paint.js";
import { send } from "./sync.js";
import { currentFlag, select } from "./walk.js";

const dialog = $("terms");
const fields = () => dialog.querySelector("form").elements;
const value = (name) => fields()[name].value.trim();

// Opens with what is selected, whose English is found by the links of its words, or with the term of the current flag.
export async function openTerms() {
  const { key = "", words = "", zh_span: zh, en_span: en } = selected() ?? {};
  const text = words.trim().slice(0, 200);
  const term = ["terms", "consistency"].includes(currentFlag()?.scorer) ? all(".current-row > .zh mark.current").map((mark) => mark.textContent).join("") : "";
  await show(zh ? { zh: text, key, start: zh[0], end: zh[1] } : en ? { en: text } : { zh: term });
  await ask(dialog);
}

async function show(values) {
  dialog.replaceChildren(parse(await getText(`/terms?${new URLSearchParams(values)}`)));
  for (const button of all("button[data-term]", dialog)) button.addEventListener("click", () => acts[button.dataset.term](button));
  for (const link of all("a[data-key]", dialog)) link.addEventListener("click", (event) => { event.preventDefault(); dialog.close(); select(link.dataset.key, null); });
  for (const [name, act] of [["zh", "show"], ["find", "preview"], ["by", "preview"]]) {
    fields()[name].addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      acts[act]();
    });
  }
}

const both = () => ({ zh: value("zh"), en: value("en"), find: value("find"), by: value("by") });

const acts = {
  show: () => show({ zh: value("zh"), en: value("en") }),
  find: (button) => { fields().find.value = button.dataset.words; fields().by.value ||= value("en") === button.dataset.words ? "" : value("en"); fields().by.focus(); },
  preview: () => show(both()),
  add: async () => {
    if (!value("zh") || !value("en")) return void tell(t("A term needs its Chinese and its English."));
    const answer = await send("/add-term", { zh: value("zh"), en: value("en") });
    if (answer && !answer.refused) tell(t("Added to the termbase."));
  },
  replace: async () => {
    const ticked = all('input[name="place"]:checked', dialog);
    const seen = Object.fromEntries(ticked.map((tick) => [tick.value, tick.dataset.seen]));
    const { find, by } = both();
    dialog.close();
    const answer = await send("/replace", { find, by, seen });
    if (answer && !answer.refused) say(t("Replaced in {n} pairs; u takes it back.", { n: answer.count }));
  },
};

function tell(text) {
  dialog.querySelector(".why").textContent = text;
}
