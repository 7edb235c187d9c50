// The start page: takes one or two files, sends them in pieces, shows how far they are, and goes to the project.
const $ = (id) => document.getElementById(id);
const messages = JSON.parse($("messages").textContent);
const t = (text) => messages[text] ?? text;
const csrf = document.querySelector('meta[name="csrf-token"]').content;
const PIECE = Number(document.querySelector("main").dataset.piece);
const PAUSE = 250;
let files = [];
let busy = false;
let job = null;
let drags = 0;

async function asked(address, options) {
  const answer = await fetch(`.${address}`, options);
  if (answer.status === 401) location.reload();
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error ?? String(answer.status));
  return found;
}

const sent = (address, body, type) => asked(address, { method: "POST", headers: { "x-csrf-token": csrf, "content-type": type }, body });
const told = (address, values) => sent(address, JSON.stringify(values), "application/json");

function take(more) {
  if (busy) return;
  $("why").textContent = "";
  files = [...files.filter((one) => ![...more].some((other) => other.name === one.name)), ...more];
  if (files.length > 2) {
    $("why").textContent = t("Two files at most: the Chinese and the English one.");
    files = files.slice(0, 2);
  }
  show();
  if (files.length === 2) begin();
}

function show() {
  $("chosen").replaceChildren(...files.map((file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = file.name;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.textContent = "×";
    remove.setAttribute("aria-label", `${t("Remove")} ${file.name}`);
    remove.disabled = busy;
    remove.addEventListener("click", () => { files = files.filter((one) => one !== file); show(); });
    item.append(name, remove);
    return item;
  }));
  $("begin").disabled = busy || !files.length;
  $("begin").textContent = files.length === 1 ? t("Align and check this one file, which holds both languages") : t("Align and check");
  $("stop").hidden = !busy;
}

function tell(stage, done, total) {
  const bar = $("far");
  $("stage").hidden = false;
  if (total) bar.value = done / total;
  else bar.removeAttribute("value");
  $("stage").lastElementChild.textContent = total ? `${stage} ${Math.floor((100 * done) / total)}%` : stage;
}

async function upload(file, before, total) {
  const { key } = await told("/upload", { name: file.name, size: file.size });
  for (let at = 0; at < file.size; at += PIECE) {
    if (!busy) throw new Error(t("Stopped."));
    await sent(`/upload/${key}?offset=${at}`, file.slice(at, at + PIECE), "application/octet-stream");
    tell(t("sending"), before + at, total);
  }
  return key;
}

async function begin() {
  if (busy || !files.length) return;
  busy = true;
  $("why").textContent = "";
  show();
  try {
    const keys = [];
    const total = files.reduce((sum, { size }) => sum + size, 0);
    for (const [n, file] of files.entries()) keys.push(await upload(file, n && files[0].size, total));
    const status = document.querySelector('input[name="status"]:checked').value;
    ({ job } = await told("/begin", { files: keys, status }));
    for (;;) {
      const now = await asked(`/job/${job}`);
      if (now.state === "failed") throw new Error(now.error);
      if (now.state === "done") return void location.assign(now.place);
      tell(now.stage, now.done, now.total);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  } catch (error) {
    $("why").textContent = error instanceof TypeError ? t("The server does not answer. Start it again: align review") : error.message;
  }
  busy = false;
  job = null;
  $("stage").hidden = true;
  files = [];
  $("files").value = "";
  show();
}

async function stop() {
  busy = false;
  if (job) await told(`/job/${job}/stop`, {}).catch(() => {});
}

$("form").addEventListener("submit", (event) => { event.preventDefault(); begin(); });
$("files").addEventListener("change", () => take($("files").files));
$("stop").addEventListener("click", stop);
addEventListener("dragenter", () => { drags += 1; $("drop").classList.add("over"); });
addEventListener("dragleave", () => { drags -= 1; $("drop").classList.toggle("over", drags > 0); });
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  drags = 0;
  $("drop").classList.remove("over");
  take(event.dataTransfer.files);
});
for (const time of document.querySelectorAll("time")) {
  time.title = time.textContent;
  time.textContent = new Intl.DateTimeFormat(navigator.languages, { dateStyle: "medium", timeStyle: "short" }).format(new Date(time.dateTime));
}
show();
document.documentElement.dataset.ready = "true";
