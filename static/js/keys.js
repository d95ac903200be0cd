// Keys for readers: / to search, j and k from row to row of any list, ? for this list. And the box
// that narrows the values of a facet while one types.

const KEYS = [
  ["/", "search"],
  ["j", "next in the list"],
  ["k", "previous in the list"],
  ["Enter", "open it"],
  ["?", "show these keys"],
  ["Esc", "close this list"],
];
const ROWS = ".statements > li, .folds tbody tr";
const WAY_IN = "a.open, .main-cell a"; // of a row: the link that opens its record

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function step(by) {
  const rows = [...document.querySelectorAll(ROWS)].filter((row) => row.querySelector(WAY_IN));
  const now = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[now < 0 ? (by > 0 ? 0 : rows.length - 1) : now + by];
  next?.querySelector(WAY_IN).focus();
  next?.scrollIntoView({ block: "nearest" });
}

function search() {
  const box = ["q", "id_q", "site-search"].map((id) => document.getElementById(id)).find(Boolean);
  box?.focus();
  box?.select();
}

function help() {
  let dialog = document.getElementById("keys");
  if (!dialog) {
    dialog = document.createElement("dialog");
    dialog.id = "keys";
    dialog.setAttribute("aria-label", "Keys");
    const list = document.createElement("dl");
    list.className = "facts";
    for (const [key, what] of KEYS) {
      const term = document.createElement("dt");
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd);
      const meaning = document.createElement("dd");
      meaning.textContent = what;
      list.append(term, meaning);
    }
    const close = document.createElement("button");
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.append(list, close);
    document.body.append(dialog);
  }
  if (!dialog.open) dialog.showModal();
}

const ACTIONS = { "/": search, j: () => step(1), k: () => step(-1), "?": help };

document.addEventListener("keydown", (event) => {
  const action = ACTIONS[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  action();
});

document.addEventListener("input", (event) => {
  if (!event.target.matches(".facet-filter")) return;
  const typed = event.target.value.trim().toLowerCase();
  const group = event.target.closest(".group");
  const rest = group.querySelector(".rest");
  if (rest && typed) rest.open = true;
  for (const value of group.querySelectorAll("li")) {
    value.hidden = !value.textContent.toLowerCase().includes(typed);
  }
});
