"use strict";
// The page of a review, first part: what is reviewed, what is decided on it, and how that is kept in this browser.
// Text of the documents reaches the page only as text nodes.
const data = JSON.parse(document.getElementById("data").textContent);
const { blocks, changes, words } = data;
// The places in the list that a change is; the last three name its group: equal in a word, equal in any, in a row.
const [ID, KIND, REASON, EXPECTED, LEFT, RIGHT, PROPOSED, WORD, SECTION, BEFORE, AFTER, AT_LEFT, AT_RIGHT, CHECK,
  IN_WORD, ANYWHERE, IN_A_ROW] = Array(17).keys();
const positions = new Map(changes.map((change, n) => [change[ID], n]));
const folding = new Map();
for (let n = 0; n + 1 < data.folding.length; n += 2) folding.set(data.folding[n], data.folding[n + 1]);
const blockOf = [];
blocks.forEach((block, n) => { for (let c = block[4]; c < block[5]; c += 1) blockOf[c] = n; });
const $ = (id) => document.getElementById(id);

// What this person has said, and what others say in files that were opened here, by change id; and whether what this
// person has said is in a file. It is kept in this browser after each step.
let own = {};
let others = {};
let saved = true;

function note(text) { $("note").textContent = text; }
function restore() {
  try {
    const before = JSON.parse(localStorage.getItem(data.key) || "{}");
    own = before.own || {};
    others = before.others || {};
    saved = Object.keys(own).length === 0 || Boolean(before.saved);
    $("by").value = before.by || "";
  } catch { note(words.unkept); }
}
function keep() {
  const text = JSON.stringify({ own, others, by: $("by").value, saved });
  try { localStorage.setItem(data.key, text); } catch { note(words.unkept); }
}
function me() { return $("by").value.trim().replace(/\s+/g, " "); }

// Both texts of a change, the expected one, and how that is shown: long ones stand apart, a missing one is null.
function texts(n) {
  const change = changes[n];
  const [left, right, expected, shown] = data.long[n] || [change[LEFT], change[RIGHT], change[PROPOSED], change[PROPOSED]];
  return change[EXPECTED] ? [left, right, expected, shown] : [left, right, null, null];
}
function weight(n) { return data.kinds[changes[n][KIND]][2]; }

// What others have said of a change, each their last, the newest at the end; not what this person says now.
function heard(n) {
  const id = changes[n][ID];
  const last = new Map();
  const rulings = [...(data.kept[id] ? data.kept[id][1] : []), ...(others[id] || [])];
  for (const ruling of rulings.sort((one, other) => (one.at < other.at ? -1 : 1))) {
    last.delete(ruling.by);
    last.set(ruling.by, ruling);
  }
  if (own[id]) last.delete(me());
  return [...last.values()];
}
function again(n) { const id = changes[n][ID]; return Boolean(data.kept[id] && data.kept[id][0] && !own[id]); }
// What counts here: what this person says, else the newest verdict of others.
function said(n) {
  const id = changes[n][ID];
  if (own[id]) return own[id];
  if (!data.kept[id] && !others[id]) return {};
  if (again(n)) return {};
  const rulings = heard(n);
  return rulings.findLast((ruling) => ruling.verdict) || rulings.at(-1) || {};
}
function verdict(n) { return said(n).verdict || ""; }
function isOpen(n) { return verdict(n) === ""; }
function same(one, other) {
  return one.verdict === other.verdict && (one.name || "") === (other.name || "")
    && JSON.stringify(one.instead || {}) === JSON.stringify(other.instead || {});
}
function disputed(n) {
  const ruling = said(n);
  return Boolean(ruling.verdict) && heard(n).some((other) => other.verdict && !same(ruling, other));
}

// Text in either script, width and case reads alike.
function fold(text) {
  return Array.from(text.normalize("NFKC").toLowerCase(), (char) => folding.get(char) || char).join("");
}
const plain = [];
function folded(block, side) {
  plain[block] ||= blocks[block].slice(2, 4)
    .map((runs) => fold(runs.map((run) => (typeof run === "string" ? run : run[1])).join("")));
  return plain[block][side];
}

// A file of decisions holds what one person has said: one line a decision, ordered by id.
function fileOf(by) {
  const entries = Object.keys(own).sort().map((id) => {
    const change = changes[positions.get(id)];
    const { verdict: given, comment, name, instead, at } = own[id];
    const entry = { id, verdict: given, comment, name, by, at, instead, kind: data.kinds[change[KIND]][0] };
    Object.assign(entry, { left: change[LEFT], right: change[RIGHT], expected: change[PROPOSED], word: change[WORD] });
    Object.assign(entry, { section: data.sections[change[SECTION]], before: change[BEFORE], after: change[AFTER] });
    for (const key of ["verdict", "comment", "name", "instead", "expected", "word", "before", "after"]) {
      if (!entry[key]) delete entry[key];
    }
    if (!entry.section.length) delete entry.section;
    return JSON.stringify(entry);
  });
  const head = { format: data.format, left: data.names[0], right: data.names[1] };
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join("");
  return `{\n${lines}"decisions": [${entries.length ? `\n${entries.join(",\n")}\n` : ""}]\n}\n`;
}
// Take in a file of decisions: what this person has said, on another computer, and what others say.
function takeIn(text) {
  const { format, left, right, decisions } = JSON.parse(text);
  if (format !== data.format || left !== data.names[0] || right !== data.names[1]) throw new Error("another pair");
  let strangers = 0;
  for (const { id, earlier, ...entry } of decisions) {
    if (!positions.has(id)) { strangers += 1; continue; }
    for (const { verdict: given, comment, name, by, at, instead } of [...(earlier || []), entry]) {
      const ruling = { verdict: given || "", comment: comment || "", by: by || "", at: at || "" };
      if (name) ruling.name = name;
      if (instead) ruling.instead = instead;
      if (ruling.by && ruling.by === me()) {
        if (!own[id] || own[id].at < ruling.at) own[id] = ruling;
      } else (others[id] ||= []).push(ruling);
    }
  }
  keep();
  return [decisions.length, strangers];
}
