"use strict";
// The page of a review: shows rows as they come on screen, keeps what is decided, and saves it as a file of decisions.
// Text of the documents reaches the page only as text nodes.
const data = JSON.parse(document.getElementById("data").textContent);
const { blocks, changes, words, kept } = data;
const $ = (id) => document.getElementById(id);
const CHUNK = 40;
const PLAIN = { "、": "/", "？": "?", "。": ".", "　": " " };
const VERDICTS = { a: "accept", r: "reject", s: "skip" };
const SETTLED = new Set(["accept", "reject", "name"]);
const folding = new Map();
for (let n = 0; n + 1 < data.folding.length; n += 2) folding.set(data.folding[n], data.folding[n + 1]);
const blockOf = [];
blocks.forEach((block, n) => { for (let c = block[4]; c < block[5]; c += 1) blockOf[c] = n; });

// What this person has said, by change id; each ruling has verdict, comment and time. It is kept in this browser.
let own = {};
let steps = [];
let saved = true;
let listed = [];
let shown = [];
let current = -1;
let hits = null;

function restore() {
  try {
    const before = JSON.parse(localStorage.getItem(data.key) || "{}");
    own = before.own || {};
    saved = Object.keys(own).length === 0 || Boolean(before.saved);
    $("by").value = before.by || "";
  } catch { note(words.unkept); }
}
function keep() {
  try { localStorage.setItem(data.key, JSON.stringify({ own, by: $("by").value, saved })); } catch { note(words.unkept); }
}
function note(text) { $("note").textContent = text; }
function said(n) { return own[changes[n].id] || kept[changes[n].id] || {}; }
function verdict(n) { return said(n).verdict || ""; }
function isOpen(n) { return verdict(n) === ""; }
function fold(text) { return Array.from(text.normalize("NFKC").toLowerCase(), (char) => folding.get(char) || char).join(""); }
function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}

function list() {
  const weights = new Set(Array.from(document.querySelectorAll(".weight:checked"), (box) => box.value));
  const state = $("state").value;
  listed = changes.map((_, n) => n).filter((n) => weights.has(changes[n].weight)
    && (state !== "open" || isOpen(n)) && (state !== "rejected" || verdict(n) === "reject")
    && (state !== "commented" || said(n).comment));
  const query = fold($("query").value.trim());
  hits = query ? new Set() : null;
  if (query) blocks.forEach((block, n) => {
    if ([2, 3].some((side) => fold(block[side].map((run) => run[2] ?? run[0]).join("")).includes(query))) hits.add(n);
  });
  const touched = new Set(listed.map((n) => blockOf[n]));
  const folded = $("folded").checked;
  shown = [];
  let run = 0;
  const close = () => { if (run) shown.push([-1, run]); run = 0; };
  blocks.forEach((block, n) => {
    if (hits ? hits.has(n) : touched.has(n) || !folded || (block[1] > 0 && !block[6])) {
      if (!block[6] || touched.has(n) || hits) { close(); shown.push([n, 0]); }
    } else if (!block[6]) run += 1;
  });
  close();
  if (query) note(words.hits.replace("{n}", hits.size));
  if (!listed.includes(current)) current = listed.find(isOpen) ?? listed[0] ?? -1;
  build();
  show();
}

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) fill(target);
    else if (target.childElementCount) {
      target.style.minHeight = `${target.offsetHeight}px`;
      target.replaceChildren();
    }
  }
}, { rootMargin: "1500px" });

function build() {
  watcher.disconnect();
  const main = $("texts");
  main.replaceChildren();
  for (let first = 0; first < shown.length; first += CHUNK) {
    const chunk = element("div", "chunk");
    const rows = Math.min(CHUNK, shown.length - first);
    chunk.dataset.first = first;
    chunk.style.minHeight = `${rows * 48}px`;
    main.append(chunk);
    watcher.observe(chunk);
  }
}
function fill(chunk) {
  if (chunk.childElementCount) return;
  const first = Number(chunk.dataset.first);
  const marked = new Set(listed);
  chunk.replaceChildren(...shown.slice(first, first + CHUNK).map(([n, run]) => row(n, run, marked)));
  chunk.style.minHeight = "";
}
function row(n, run, marked) {
  if (n < 0) return element("div", "fold", words.folded.replace("{n}", run));
  const [mark, level, left, right] = blocks[n];
  const made = element("div", level ? "row heading" : "row");
  made.append(element("span", "", mark), side(left, "left", marked), side(right, "right", marked));
  return made;
}
function side(runs, name, marked) {
  const made = element("div", name);
  for (const [text, n, bare] of runs) {
    if (n === undefined || !marked.has(n)) { made.append(...found(n === undefined ? text : bare)); continue; }
    const mark = element("mark", "", text);
    mark.dataset.change = n;
    paint(mark);
    made.append(mark);
  }
  return made;
}
function found(text) {
  const query = fold($("query").value.trim());
  const plain = fold(text);
  if (!query || plain.length !== text.length || !plain.includes(query)) return [document.createTextNode(text)];
  const parts = [];
  let at = 0;
  for (let next = plain.indexOf(query); next >= 0; next = plain.indexOf(query, at)) {
    parts.push(document.createTextNode(text.slice(at, next)), element("span", "found", text.slice(next, next + query.length)));
    at = next + query.length;
  }
  return [...parts, document.createTextNode(text.slice(at))];
}
function paint(mark) {
  const n = Number(mark.dataset.change);
  mark.className = changes[n].weight;
  mark.classList.toggle("settled", SETTLED.has(verdict(n)));
  mark.classList.toggle("current", n === current);
  mark.title = words.states[verdict(n)];
}

function show() {
  document.querySelectorAll("mark[data-change]").forEach(paint);
  const left = listed.filter(isOpen).length;
  $("counts").textContent = words.counts.replace("{n}", left).replace("{all}", listed.length);
  const detail = $("detail");
  detail.replaceChildren();
  if (current < 0) { detail.textContent = words.nothing; $("comment").value = ""; return; }
  const change = changes[current];
  detail.append(element("strong", "", `${listed.indexOf(current) + 1}/${listed.length} ${change.label} `));
  if (change.expected !== null) detail.append(`${words.expected} `, element("span", "expected", change.expected), " ");
  detail.append(element("span", "faint", `${change.reason} ${change.place} ${change.id} `));
  detail.append(element("strong", "", words.states[verdict(current)]));
  const before = kept[change.id];
  if (before && before.by) detail.append(element("span", "faint", ` ${words.by.replace("{who}", before.by)}`));
  if (document.activeElement !== $("comment")) $("comment").value = said(current).comment || "";
}
function bring() {
  show();
  if (current < 0) return;
  const at = shown.findIndex(([n]) => n === blockOf[current]);
  const chunk = $("texts").children[Math.floor(at / CHUNK)];
  if (!chunk) return;
  fill(chunk);
  const mark = document.querySelector(`mark[data-change="${current}"]`) || chunk.children[at % CHUNK];
  mark.scrollIntoView({ block: "center" });
}
function step(forward, wanted) {
  if (!listed.length) return;
  const at = listed.indexOf(current);
  for (let far = 1; far <= listed.length; far += 1) {
    const n = listed[(at + (forward ? far : -far) + 2 * listed.length) % listed.length];
    if (wanted(n)) { current = n; bring(); return; }
  }
  note(words.decided);
}
function rule(n, ruling) {
  const id = changes[n].id;
  steps.push([n, own[id]]);
  own[id] = { ...ruling, at: new Date().toISOString().replace("Z", "+00:00") };
  saved = false;
  keep();
}
function decide(value) {
  if (current < 0) return;
  note("");
  rule(current, { verdict: value, comment: said(current).comment || "" });
  if (value) step(true, isOpen);
  show();
}
function comment() {
  if (current < 0 || $("comment").value === (said(current).comment || "")) return;
  rule(current, { verdict: verdict(current), comment: $("comment").value.trim() });
  show();
}
function undo() {
  const last = steps.pop();
  if (!last) { note(words.nothing_back); return; }
  const [n, before] = last;
  if (before) own[changes[n].id] = before; else delete own[changes[n].id];
  current = n;
  saved = false;
  keep();
  bring();
}
function save() {
  comment();
  const by = $("by").value.trim().replace(/\s+/g, " ");
  if (!by) { note(words.name_first); $("by").focus(); return; }
  const entries = Object.entries(own).sort(([one], [other]) => (one < other ? -1 : 1)).map(([id, ruling]) => {
    const entry = { ...data.subjects[id], ...ruling, by };
    for (const key of ["verdict", "comment"]) if (!entry[key]) delete entry[key];
    return JSON.stringify(entry);
  });
  const head = { format: data.format, left: data.names[0], right: data.names[1] };
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`).join("");
  const text = `{\n${lines}"decisions": [${entries.length ? `\n${entries.join(",\n")}\n` : ""}]\n}\n`;
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `${data.stem}.${by.replace(/[\\/:*?"<>|\s]/g, "_")}.review.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  saved = true;
  keep();
  note(words.saved.replace("{n}", entries.length).replace("{file}", link.download));
}

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const code = event.key.codePointAt(0);
  const key = event.key.length > 1 ? event.key
    : PLAIN[event.key] || (code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : event.key);
  if (key === "Tab" && document.activeElement !== document.body) return;
  const actions = {
    n: () => step(true, () => true), p: () => step(false, () => true), u: undo, 0: () => decide(""),
    Tab: () => step(!event.shiftKey, isOpen), c: () => $("comment").focus(), "/": () => $("query").focus(),
    z: () => { $("folded").checked = !$("folded").checked; list(); bring(); },
  };
  if (VERDICTS[key]) actions[key] = () => decide(VERDICTS[key]);
  if (!actions[key]) return;
  event.preventDefault();
  actions[key]();
});
document.querySelectorAll(".verdict").forEach((button) => {
  button.addEventListener("click", () => decide(button.dataset.verdict));
});
document.querySelectorAll(".weight, #state, #folded").forEach((box) => box.addEventListener("change", () => { list(); bring(); }));
$("query").addEventListener("change", list);
$("query").addEventListener("search", list);
$("comment").addEventListener("change", comment);
$("by").addEventListener("change", keep);
$("texts").addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-change]");
  if (mark) { current = Number(mark.dataset.change); show(); }
});
$("next").addEventListener("click", () => step(true, () => true));
$("previous").addEventListener("click", () => step(false, () => true));
$("open").addEventListener("click", () => step(true, isOpen));
$("undo").addEventListener("click", undo);
$("save").addEventListener("click", save);
window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
restore();
list();
bring();
