// The history of a pair: who did what when, and what stood there before.
import { getText } from "./api.js";
import { $, ask, parse, say, showClocks, t } from "./dialogs.js";
import { current } from "./walk.js";

export async function showHistory() {
  if (current.key === null) return void say(t("Choose a pair first, with J or K."));
  const dialog = $("history");
  dialog.replaceChildren(parse(await getText(`/history/${encodeURIComponent(current.key)}`)));
  showClocks(dialog);
  await ask(dialog);
}
