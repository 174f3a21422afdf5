// Third part: what a person does. Each step is kept in this browser before the next key is taken, and can be undone.
const GROUPS = ["equal", "row", "section", "marked", "kind", "listed"];
const SHOWN_AT_ONCE = 300;
let steps = [];

function rule(rulings) {
  const at = new Date().toISOString().replace("Z", "+00:00"); // One moment for one step.
  steps.push(rulings.map(([n]) => [n, own[changes[n][ID]]]));
  for (const [n, ruling] of rulings) own[changes[n][ID]] = { ...ruling, at };
  saved = false;
  keep();
}
function decideAll(numbers, value) {
  note("");
  if (!numbers.length) return;
  rule(numbers.map((n) => [n, { verdict: value, comment: said(n).comment || "" }]));
  if (value) step(true, isOpen);
  if (numbers.length > 1) note(filled(words.taken, { n: numbers.length }));
  show();
}
function decide(value) { if (current >= 0) decideAll([current], value); }
function comment() {
  if (current < 0 || $("comment").value.trim() === (said(current).comment || "")) return;
  rule([[current, { ...said(current), verdict: verdict(current), comment: $("comment").value.trim() }]]);
  show();
}
function put(text, left) {
  const before = said(current);
  rule([[current, { verdict: "accept", comment: before.comment || "", instead: { [left ? "left" : "right"]: text } }]]);
  step(true, isOpen);
  show();
}
function take(left) { if (current >= 0) put(texts(current)[left ? 0 : 1], !left); }
function reword(open) {
  $("rewording").hidden = !open;
  if (!open || current < 0) return;
  const [, right, expected] = texts(current);
  const proposed = { [changes[current][EXPECTED] === 1 ? "left" : "right"]: expected ?? right };
  const [[key, text]] = Object.entries(said(current).instead || proposed);
  $("rewording").dataset.side = key;
  $("wording_label").textContent = key === "left" ? words.for_left : words.for_right;
  $("wording").value = text;
  $("wording").focus();
}
function confirm() {
  if (current < 0) return;
  const theirs = heard(current).findLast((ruling) => ruling.verdict);
  if (theirs) {
    const { verdict: given, comment: remark, name, instead } = theirs;
    rule([[current, { verdict: given, comment: remark || "", name, instead }]]);
  }
  const before = current;
  step(true, (n) => !own[changes[n][ID]] && heard(n).some((ruling) => ruling.verdict));
  if (current === before) note(words.nothing_to_confirm);
  show();
}
function undo() {
  const last = steps.pop();
  if (!last) { note(words.nothing_back); return; }
  for (const [n, before] of last) {
    if (before) own[changes[n][ID]] = before; else delete own[changes[n][ID]];
  }
  current = last[0][0];
  saved = false;
  keep();
  bring();
}
function step(forward, fits) {
  if (!listed.length) return;
  const at = listed.indexOf(current);
  for (let far = 1; far <= listed.length; far += 1) {
    const n = listed[(at + (forward ? far : -far) + 2 * listed.length) % listed.length];
    if (fits(n)) { current = n; bring(); return; }
  }
  note(words.decided);
}
function worst() {
  for (let heavy = 0; heavy < 4; heavy += 1) {
    const n = listed.find((one) => weight(one) === heavy && isOpen(one));
    if (n !== undefined) { current = n; bring(); return; }
  }
  note(words.decided);
}
function mark() {
  if (current < 0) return;
  if (!marked.delete(current)) marked.add(current);
  show();
}

// What can be decided together with the current change: those of a group that are open, in order.
function members(group) {
  if (current < 0) return [];
  const column = { equal: inWord ? IN_WORD : ANYWHERE, row: IN_A_ROW }[group];
  let numbers = listed;
  if (column !== undefined) {
    const name = changes[current][column];
    if (name < 0) return [current];
    numbers = changes.map((_, n) => n).filter((n) => changes[n][column] === name);
  } else if (group === "section") {
    const inner = data.outline.filter(([first, end]) => first <= current && current < end)
      .sort((one, other) => one[1] - one[0] - (other[1] - other[0]))[0];
    if (inner) numbers = listed.filter((n) => inner[0] <= n && n < inner[1]);
  } else if (group === "marked") numbers = [...marked].sort((one, other) => one - other);
  else if (group === "kind") numbers = listed.filter((n) => data.kinds[changes[n][KIND]][0] === data.kinds[changes[current][KIND]][0]);
  return numbers.filter((n) => n === current ? column !== undefined || isOpen(n) : !["accept", "reject", "name"].includes(verdict(n)));
}
function groups() {
  const found = GROUPS.map((group) => [group, members(group)])
    .filter(([group, numbers]) => numbers.length > (group === "marked" ? 0 : 1));
  if (!found.length) { note(words.no_group); return; }
  $("members").replaceChildren(...found.map(([group, numbers]) => {
    const entry = element("details", "group");
    const summary = element("summary", "", `${filled(words.groups[group], { n: numbers.length })} `);
    for (const [value, label] of Object.entries(words.verdicts)) {
      const button = element("button", "", label);
      button.type = "button";
      button.dataset.verdict = value;
      button.addEventListener("click", (event) => {
        event.preventDefault();
        $("groups").close();
        if (group === "marked") marked.clear();
        decideAll(numbers, value);
      });
      summary.append(button, " ");
    }
    entry.append(summary);
    entry.addEventListener("toggle", () => { if (entry.open && entry.childElementCount === 1) listMembers(entry, numbers); });
    return entry;
  }));
  $("groups").showModal();
}
function listMembers(entry, numbers) {
  for (const n of numbers.slice(0, SHOWN_AT_ONCE)) {
    const line = element("button", "member");
    line.type = "button";
    const [left, right, , expected] = texts(n);
    line.append(element("span", "faint", `${changes[n][AT_LEFT]} ${data.kinds[changes[n][KIND]][1]} `));
    line.append(`${cut(left)} → ${cut(right)}`);
    if (expected !== null) line.append(" ", element("span", "expected", cut(expected)));
    line.addEventListener("click", () => { $("groups").close(); current = n; bring(); });
    entry.append(line);
  }
  const rest = numbers.slice(SHOWN_AT_ONCE);
  if (!rest.length) return;
  const more = element("button", "member", filled(words.more, { n: rest.length }));
  more.type = "button";
  more.addEventListener("click", () => { more.remove(); listMembers(entry, rest); });
  entry.append(more);
}
function cut(text) {
  const shortened = text.replace(/\s+/g, " ").trim() || text.replace(/\s/g, "␣");
  return shortened.length > 60 ? `${shortened.slice(0, 59)}…` : shortened;
}

function save() {
  comment();
  const by = me();
  if (!by) { note(words.name_first); $("by").focus(); return; }
  const link = element("a");
  link.href = URL.createObjectURL(new Blob([fileOf(by)], { type: "application/json" }));
  link.download = `${data.stem}.${by.replace(/[\\/:*?"<>|\s]/g, "_")}.review.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  saved = true;
  keep();
  note(filled(words.saved, { n: Object.keys(own).length, file: link.download }));
}
async function open(files) {
  if (!me()) { note(words.name_first); $("by").focus(); return; }
  const told = [];
  for (const file of files) {
    try {
      const [n, m] = takeIn(await file.text());
      told.push(filled(words.read, { file: file.name, n, m }));
    } catch { told.push(filled(words.unread, { file: file.name })); }
  }
  people();
  list();
  bring();
  note(told.join(" "));
}
