// Paint over the text without touching it: what the search found, and on hover the words that correspond.
import { all } from "./dialogs.js";
import { wanted } from "./filters.js";

const able = typeof Highlight === "function" && CSS.highlights;
const plain = (text) => text.normalize("NFKC").toLowerCase();

export function repaint() {
  if (!able) return;
  const words = plain(wanted());
  const ranges = [];
  for (const side of words ? all(".tu:not([hidden]) > :is(.zh, .en)") : []) {
    for (const { node } of nodes(side)) {
      const text = plain(node.data);
      if (text.length !== node.data.length) continue;
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) ranges.push(range(node, at, node, at + words.length));
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

let turn = 0;

// Marks the word under the pointer and its counterparts. ``linksOf`` gives the links of a row's unit.
export async function hover(event, linksOf) {
  const here = ++turn;
  const side = event.target.closest?.(".tu > :is(.zh, .en)");
  if (!able || !side || side.classList.contains("void")) return void clear();
  const at = offsetAt(side, event.clientX, event.clientY);
  const row = side.parentElement;
  if (at === null) return void clear();
  await new Promise((resolve) => setTimeout(resolve, 60));
  if (here !== turn) return;
  const links = await linksOf(row.dataset.key);
  if (here !== turn || !row.isConnected) return;
  const zh = side.classList.contains("zh");
  const hit = links.filter((link) => (zh ? link[0] <= at && at < link[1] : link[2] <= at && at < link[3]));
  const [ours, theirs] = [row.querySelector(":scope > .zh"), row.querySelector(":scope > .en")];
  CSS.highlights.set("linked", new Highlight(...hit.flatMap(([a, b, c, d]) => [span(ours, a, b), span(theirs, c, d)]).filter(Boolean)));
}

function clear() {
  if (able) CSS.highlights.delete("linked");
}

// Text nodes with their offsets in characters (code points) of the text; a control stands for one.
function nodes(side) {
  const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
  const found = [];
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.parentElement.classList.contains("control") ? 1 : [...node.data].length;
    found.push({ node, at, length });
    at += length;
  }
  return found;
}

// The words that are selected in a pair, as spans of its texts; null where none are.
export function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  const side = startContainer.parentElement?.closest(".tu > :is(.zh, .en)");
  if (!side || !side.contains(endContainer)) return null;
  const parts = nodes(side);
  const at = (node, offset) => {
    const part = parts.find((one) => one.node === node);
    return part ? part.at + [...node.data.slice(0, offset)].length : null;
  };
  const [start, end] = [at(startContainer, startOffset), at(endContainer, endOffset)];
  if (start === null || end === null || start === end) return null;
  const name = side.classList.contains("zh") ? "zh_span" : "en_span";
  return { key: side.parentElement.dataset.key, words: selection.toString(), [name]: [start, end] };
}

function offsetAt(side, x, y) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? null;
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : rangeAt(x, y);
  const found = nodes(side).find((one) => one.node === node);
  if (!found) return null;
  const at = found.at + [...node.data.slice(0, offset)].length;
  const box = range(node, Math.max(0, offset - 1), node, offset).getBoundingClientRect();
  return offset > 0 && x < box.right && x >= box.left && y >= box.top && y <= box.bottom ? at - 1 : at;
}

function rangeAt(x, y) {
  const found = document.caretRangeFromPoint?.(x, y);
  return found ? [found.startContainer, found.startOffset] : [null, 0];
}

function span(side, start, end) {
  const parts = nodes(side);
  const first = parts.find((one) => start < one.at + one.length);
  const last = parts.find((one) => end <= one.at + one.length);
  return first && last ? range(first.node, units(first, start), last.node, units(last, end)) : null;
}

// An offset in code points as one in a node's own units.
const units = ({ node, at }, offset) => [...node.data].slice(0, offset - at).join("").length;

function range(start, from, end, to) {
  const made = new Range();
  made.setStart(start, Math.min(from, start.length));
  made.setEnd(end, Math.min(to, end.length));
  return made;
}
