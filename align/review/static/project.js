// What the page knows of every unit: enough to filter, to count and to walk. Texts are in the rows, where they are loaded.
const SEVERITIES = ["neutral", "minor", "major", "critical"];
const STATUSES = ["open", "confirmed", "false positive", "fixed", "closed"];

export const project = { revision: 0, units: [], pairs: [], byKey: new Map(), byIssue: new Map() };

export function load(outline) {
  project.revision = outline.revision;
  project.units = outline.units.map(([key, speaker, chunk, ...entry], place) => fill({ key, speaker, chunk, place }, entry));
  project.pairs = project.units.filter((unit) => !unit.marks.has("head"));
  project.byKey = new Map(project.units.map((unit) => [unit.key, unit]));
  index();
}

export function update(key, entry) {
  const unit = project.byKey.get(key);
  if (unit) fill(unit, entry);
}

export function index() {
  project.byIssue = new Map();
  for (const unit of project.units) for (const flag of unit.flags) project.byIssue.set(flag.id, { unit, flag });
}

// Decided and all flags, and the critical ones that are open. Flags that went away without a word do not count.
export function progress() {
  const count = { all: 0, done: 0, critical: 0 };
  for (const { flag } of project.byIssue.values()) {
    if (flag.status === "closed") continue;
    count.all += 1;
    if (flag.status !== "open") count.done += 1;
    else if (flag.severity === "critical") count.critical += 1;
  }
  return count;
}

function fill(unit, [confidence, version, marks, flags]) {
  return Object.assign(unit, {
    confidence,
    version,
    marks: new Set(marks),
    flags: flags.map(([id, scorer, severity, status, sure, like]) => (
      { id, scorer, severity: SEVERITIES[severity], status: STATUSES[status], sure, like }
    )),
  });
}
