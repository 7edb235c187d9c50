// Words of the page, what it says at its foot, and its small dialogs.
export const $ = (id) => document.getElementById(id);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const messages = JSON.parse($("messages").textContent);

export function t(text, values = {}) {
  return (messages[text] ?? text).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

let pause;

// Says one thing at the foot of the page. What went wrong stays longer.
export function say(text, { bad = false, stays = false } = {}) {
  const place = $("said");
  place.textContent = text;
  place.classList.toggle("bad", bad);
  clearTimeout(pause);
  if (text && !stays) pause = setTimeout(() => { place.textContent = ""; }, bad ? 8000 : 3500);
}

// Opens a dialog and waits for the button that closes it; its value, "" for none.
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  dialog.querySelector("[data-first]")?.focus();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true }));
}

// Markup that the server made, which escapes every text; the policy lets nothing in it run.
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export const remembered = {
  get: (name) => { try { return localStorage.getItem(name) ?? ""; } catch { return ""; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* a browser that keeps nothing */ } },
};

let given = remembered.get("align-name") || document.querySelector('meta[name="reviewer"]').content;

// The reviewer's name, asked for at the first write; null where it is not given.
export async function reviewer({ again = false } = {}) {
  if (given && !again) return given;
  const input = $("name").querySelector("input");
  input.value = given;
  if (await ask($("name")) !== "ok" || !input.value.trim()) return given || null;
  given = input.value.trim();
  remembered.set("align-name", given);
  showReviewer();
  return given;
}

export function showReviewer() {
  $("who").textContent = given;
  $("who").hidden = !given;
  if (given) $("who").setAttribute("aria-label", `${t("Name")}: ${given}`);
}

export function changeTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remembered.set("align-theme", root.dataset.theme);
}

// Puts instants into the reader's own time: today's as a time, others with their day.
export function showClocks(within) {
  for (const time of all("time", within)) {
    const when = new Date(time.dateTime);
    if (time.title || Number.isNaN(when.getTime()) || !time.dateTime.includes("T")) continue;
    time.title = time.textContent;
    const today = when.toDateString() === new Date().toDateString();
    const style = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
    time.textContent = new Intl.DateTimeFormat(navigator.languages, style).format(when);
  }
}
