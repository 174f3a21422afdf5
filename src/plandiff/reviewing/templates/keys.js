// Last part: keys and clicks.
const PLAIN = { "、": "/", "？": "?", "。": ".", "　": " ", "！": "!" };
const VERDICTS = { a: "accept", r: "reject", s: "skip" };

const ACTIONS = {
  n: () => step(true, () => true), p: () => step(false, () => true), u: undo, 0: () => decide(""), "!": worst,
  c: () => $("comment").focus(), "/": () => $("query").focus(), V: mark, D: groups, K: confirm,
  i: () => reword(true), T: () => take(true), B: () => take(false),
  z: () => { $("folded").checked = !$("folded").checked; list(); bring(); },
  "=": () => { inWord = !inWord; show(); note(inWord ? words.same_word : words.same_characters); },
};
for (const [key, value] of Object.entries(VERDICTS)) {
  ACTIONS[key] = () => decide(value);
  ACTIONS[key.toUpperCase()] = () => decideAll(members("equal"), value);
}

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || $("groups").open) return;
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const code = event.key.codePointAt(0);
  const key = event.key.length > 1 ? event.key
    : PLAIN[event.key] || (code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : event.key);
  if (key === "Tab") {
    if (document.activeElement !== document.body) return;
    event.preventDefault();
    step(!event.shiftKey, isOpen);
  } else if (ACTIONS[key]) {
    event.preventDefault();
    note("");
    ACTIONS[key]();
  }
});
document.querySelectorAll(".verdict").forEach((button) => {
  button.addEventListener("click", () => decide(button.dataset.verdict));
});
document.querySelectorAll("[data-key]").forEach((button) => {
  button.addEventListener("click", () => ACTIONS[button.dataset.key]());
});
document.querySelectorAll(".weight, .filter, #folded").forEach((box) => {
  box.addEventListener("change", () => { list(); bring(); });
});
$("query").addEventListener("change", list);
$("query").addEventListener("search", list);
$("comment").addEventListener("change", comment);
$("by").addEventListener("change", () => { keep(); people(); show(); });
$("wording").addEventListener("keydown", (event) => {
  if (event.isComposing || (event.key !== "Escape" && (event.key !== "Enter" || event.shiftKey))) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.blur();
  reword(false);
  if (event.key === "Enter") put($("wording").value, $("rewording").dataset.side === "left");
});
$("texts").addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-change]");
  if (mark) { current = Number(mark.dataset.change); show(); }
});
$("open").addEventListener("click", () => step(true, isOpen));
$("put").addEventListener("click", () => { reword(false); put($("wording").value, $("rewording").dataset.side === "left"); });
$("leave").addEventListener("click", () => $("groups").close());
$("save").addEventListener("click", save);
$("choose").addEventListener("click", () => $("files").click());
$("files").addEventListener("change", async (event) => { await open(event.target.files); event.target.value = ""; });
// The same page in another window of this browser: what was decided there counts here too.
window.addEventListener("storage", (event) => {
  if (event.key !== data.key || !event.newValue) return;
  ({ own, others, saved } = JSON.parse(event.newValue));
  steps = [];
  people();
  show();
});
window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
$("listing").open = innerWidth > 768; // A telephone has no room for it.
restore();
people();
list();
bring();
