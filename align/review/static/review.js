// The page where a translator decides: keys, controls, and the start. What they do is in the modules beside this one.
import { acts, decideMany, linksOf, onClick, signOff, undo } from "./actions.js";
import { $, all, changeTheme, reviewer, say, showReviewer, t } from "./dialogs.js";
import { clear, fromAddress, search, setLike } from "./filters.js";
import { errorOrRating } from "./errors.js";
import { hover, repaint } from "./paint.js";
import { refilter } from "./refilter.js";
import { start as startRows } from "./rows.js";
import { openSecond } from "./second.js";
import { begin, guardUnsent, startOver } from "./sync.js";
import { current, followAddress, leave, mark, movesOn, setMovesOn, walk, walkPairs } from "./walk.js";

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  J: () => walkPairs(1),
  K: () => walkPairs(-1),
  y: acts.confirmed,
  n: acts["false positive"],
  f: acts.fixed,
  Enter: () => current.issue === null ? say(t("Choose a flag first, with j or k.")) : acts.accept(),
  e: acts.edit,
  c: acts.comment,
  x: errorOrRating,
  u: undo,
  a: acts.approve,
  A: acts.sign,
  h: acts.history,
  t: acts.terms,
  l: acts.lock,
  g: acts.alignment,
  o: () => $("flagged").click(),
  m: () => $("moves").click(),
  1: onlyCritical,
  "/": () => { openFilters(true); $("search").focus(); $("search").select(); },
  "?": () => $("help").showModal(),
  Escape: async () => {
    if (current.key !== null) return void leave();
    await clear();
    refilter();
  },
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
  const field = event.target.closest('input[type="search"], select, textarea');
  if (field) {
    if (event.key !== "Escape" || field.localName === "textarea") return;
    if (field.id === "search") { field.value = ""; field.dispatchEvent(new Event("input")); }
    field.blur();
  } else if (event.key === "Enter" && event.target.closest("a, button, summary, input")) {
    return;
  } else if (event.repeat && !["j", "k", "J", "K"].includes(event.key)) {
    return;
  } else if (Object.hasOwn(keys, event.key)) {
    keys[event.key]();
  } else {
    return;
  }
  event.preventDefault();
}

// Shows only what is critical, or everything again.
function onlyCritical() {
  const others = all('input[name="severity"]:not([value="critical"])');
  const on = others.some((tick) => tick.checked);
  for (const tick of others) tick.checked = !on;
  document.querySelector('input[name="severity"][value="critical"]').checked = true;
  refilter();
}

function openFilters(open) {
  $("filters").classList.toggle("shut", !open);
  $("more").setAttribute("aria-expanded", open);
}

async function start() {
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${bar.getBoundingClientRect().height}px`)).observe(bar);
  showReviewer();
  for (const control of all("#filters :is(input:not(#moves), select)")) control.addEventListener("change", refilter);
  let pause;
  $("search").addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(async () => { if (await search($("search").value)) refilter(); }, 120);
  });
  $("previous").addEventListener("click", () => walk(-1));
  $("next").addEventListener("click", () => walk(1));
  $("more").addEventListener("click", () => openFilters($("filters").classList.contains("shut")));
  $("theme").addEventListener("click", changeTheme);
  $("who").addEventListener("click", () => reviewer({ again: true }));
  $("sign").addEventListener("click", signOff);
  $("ask-second").addEventListener("click", openSecond);
  $("keys").addEventListener("click", keys["?"]);
  $("moves").checked = movesOn();
  $("moves").addEventListener("change", () => {
    setMovesOn($("moves").checked);
    say($("moves").checked ? t("After a decision, on to the next open flag.") : t("After a decision, stay."));
  });
  $("many").addEventListener("click", decideMany);
  $("like").addEventListener("click", () => { setLike(""); refilter(); });
  $("clear").addEventListener("click", async () => { await clear(); refilter(); });
  $("text").addEventListener("click", onClick);
  $("text").addEventListener("mousemove", (event) => hover(event, linksOf).catch(() => {}));
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", followAddress);
  if (innerWidth < 900) openFilters(false);
  await fromAddress();
  startRows({ stale: () => startOver(), rows: () => { mark(); repaint(); } });
  guardUnsent();
  await begin();
  repaint();
  document.documentElement.dataset.ready = "true";
}

start();
