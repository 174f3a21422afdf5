// Second part: which changes are listed, and the rows of both texts as they come on screen.
const CHUNK = 40;
let listed = [];
let isListed = new Set();
let shown = [];
let hits = null;
let current = -1;
let inWord = true;
const marked = new Set();

function element(name, kind, text) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text !== undefined) made.textContent = text;
  return made;
}
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

function wanted(n, state, direction, person) {
  const kind = data.kinds[changes[n][KIND]];
  if (direction && kind[3] !== direction) return false;
  if (state === "open" && !isOpen(n)) return false;
  if (["accept", "reject", "skip"].includes(state) && verdict(n) !== state) return false;
  if (state === "again" && !again(n)) return false;
  if (state === "disputed" && !disputed(n)) return false;
  if (state === "commented" && ![said(n), ...heard(n)].some((ruling) => ruling.comment)) return false;
  if (person === "me") return Boolean(own[changes[n][ID]]);
  return !person || heard(n).some((ruling) => `by ${ruling.by}` === person);
}
function list() {
  const weights = Array.from(document.querySelectorAll(".weight"), (box) => box.checked);
  const [state, direction, person] = ["state", "direction", "person"].map((id) => $(id).value);
  listed = [];
  changes.forEach((_, n) => { if (weights[weight(n)] && wanted(n, state, direction, person)) listed.push(n); });
  isListed = new Set(listed);
  const query = fold($("query").value.trim());
  hits = query ? new Set() : null;
  if (query) blocks.forEach((_, n) => { if (folded(n, 0).includes(query) || folded(n, 1).includes(query)) hits.add(n); });
  const touched = new Set(listed.map((n) => blockOf[n]));
  const folds = $("folded").checked;
  shown = [];
  let run = 0;
  const close = () => { if (run) shown.push([-1, run]); run = 0; };
  blocks.forEach((block, n) => {
    if (hits ? hits.has(n) : touched.has(n) || !folds || (block[1] > 0 && !block[6])) {
      if (!block[6] || touched.has(n) || hits) { close(); shown.push([n, 0]); }
    } else if (!block[6]) run += 1;
  });
  close();
  if (query) note(filled(words.hits, { n: hits.size }));
  if (!isListed.has(current)) current = listed.find(isOpen) ?? listed[0] ?? -1;
  build();
  show();
}
// Whose decisions can be listed: everybody's who has said something.
function people() {
  const box = $("person");
  const names = new Set();
  for (const [, rulings] of Object.values(data.kept)) for (const { by } of rulings) names.add(by || "");
  for (const rulings of Object.values(others)) for (const { by } of rulings) names.add(by || "");
  const before = box.value;
  box.replaceChildren(...Array.from(box.options).slice(0, 2));
  for (const by of [...names].sort()) box.append(new Option(by || words.nobody, `by ${by}`));
  box.value = before;
  if (box.selectedIndex < 0) box.value = "";
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
  chunk.replaceChildren(...shown.slice(first, first + CHUNK).map(([n, run]) => row(n, run)));
  chunk.style.minHeight = "";
}
function row(n, run) {
  if (n < 0) return element("div", "fold", filled(words.folded, { n: run }));
  const [mark, level, left, right] = blocks[n];
  const made = element("div", level ? "row heading" : "row");
  made.append(element("span", "", mark), side(left, "left"), side(right, "right"));
  return made;
}
function side(runs, name) {
  const made = element("div", name);
  made.lang = data.languages[name === "left" ? 0 : 1];
  for (const run of runs) {
    if (typeof run === "string") { made.append(...found(run)); continue; }
    const [n, bare, text] = run;
    if (!isListed.has(n)) { made.append(...found(bare)); continue; }
    const mark = element("mark", "", text ?? `⟦${bare}⟧`);
    mark.dataset.change = n;
    paint(mark);
    made.append(mark);
  }
  return made;
}
function found(text) {
  const query = fold($("query").value.trim());
  const plainly = query ? fold(text) : "";
  if (!query || plainly.length !== text.length || !plainly.includes(query)) return [document.createTextNode(text)];
  const parts = [];
  let at = 0;
  for (let next = plainly.indexOf(query); next >= 0; next = plainly.indexOf(query, at)) {
    parts.push(document.createTextNode(text.slice(at, next)), element("span", "found", text.slice(next, next + query.length)));
    at = next + query.length;
  }
  return [...parts, document.createTextNode(text.slice(at))];
}
function paint(mark) {
  const n = Number(mark.dataset.change);
  mark.className = ["substantive", "conversion", "damage", "cosmetic"][weight(n)];
  mark.classList.toggle("settled", ["accept", "reject", "name"].includes(verdict(n)));
  mark.classList.toggle("chosen", marked.has(n));
  mark.classList.toggle("current", n === current);
  mark.title = words.states[verdict(n)];
}
function place(n) { return filled(words.place, { left: changes[n][AT_LEFT], right: changes[n][AT_RIGHT] }); }
function ruled(ruling) {
  const given = ruling.verdict ? words.states[ruling.verdict] : words.no_verdict;
  const who = filled(words.said, { who: ruling.by || words.nobody, verdict: given });
  return ruling.comment ? `${who} “${ruling.comment}”` : who;
}

function show() {
  document.querySelectorAll("mark[data-change]").forEach(paint);
  const left = listed.filter(isOpen).length;
  $("counts").textContent = filled(words.counts, { n: left, all: listed.length });
  const detail = $("detail");
  detail.replaceChildren();
  if (current < 0) { detail.textContent = words.nothing; $("comment").value = ""; return; }
  const change = changes[current];
  const at = listed.indexOf(current) + 1;
  detail.append(element("strong", "", `${at}/${listed.length} ${data.kinds[change[KIND]][1]} `));
  if (change[CHECK]) detail.append(element("span", "warn", `(${words.check}) `));
  const expected = texts(current)[3];
  if (expected !== null) detail.append(`${words.expected} `, element("span", "expected", expected), " ");
  if (change[WORD] && change[WORD] !== expected) detail.append(`${filled(words.in_word, { word: change[WORD] })} `);
  detail.append(element("span", "faint", `${data.reasons[change[REASON]]} ${place(current)} ${change[ID]} `));
  detail.append(element("strong", "", words.states[again(current) ? "again" : verdict(current)]));
  for (const [key, text] of Object.entries(said(current).instead || {})) {
    detail.append(" ", element("span", "expected", filled(key === "left" ? words.in_left : words.in_right, { text })));
  }
  if (marked.has(current)) detail.append(element("span", "warn", ` ${words.marked}`));
  const equal = members("equal").length;
  const inARow = members("row").length;
  if (equal > 1) detail.append(element("span", "faint", ` ${filled(words.equal, { n: equal })}`));
  else if (inARow > 1) detail.append(element("span", "faint", ` ${filled(words.row, { n: inARow })}`));
  const otherwise = disputed(current);
  for (const ruling of heard(current)) detail.append(element("p", otherwise ? "warn" : "faint", ruled(ruling)));
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
  // Rows around it are filled in meanwhile, and are higher or lower than was guessed.
  let looks = 5;
  const look = () => {
    if (!mark.isConnected) return;
    const { top, bottom } = mark.getBoundingClientRect();
    const [from, to] = [document.querySelector("header").offsetHeight, innerHeight - document.querySelector("footer").offsetHeight];
    if (top < from || bottom > to) mark.scrollIntoView({ block: "center" });
    if ((looks -= 1)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
