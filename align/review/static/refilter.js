// Filters again after a criterion changed, and keeps the address and the marks of the search in step.
import { apply, toAddress } from "./filters.js";
import { repaint } from "./paint.js";
import { showAll } from "./rows.js";
import { current, leave, mark, showPlace } from "./walk.js";
import { shown } from "./filters.js";

export function refilter() {
  apply(null);
  if (current.issue !== null && !shown.flags.some(({ flag }) => flag.id === current.issue)) leave();
  else if (current.key !== null && !shown.units.has(current.key)) leave();
  else shown.keep = current.issue;
  showAll();
  mark();
  showPlace();
  repaint();
  history.replaceState(null, "", toAddress() + location.hash);
}
