// Keys for readers: / to search, j and k from statement to statement, ? for this list. And the box
// that narrows the values of a facet while one types.

const KEYS = [
  ["/", "search"],
  ["j", "next statement"],
  ["k", "previous statement"],
  ["Enter", "open the statement"],
  ["?", "show these keys"],
  ["Esc", "close this list"],
];
const STATEMENTS = ".statements > li a.open, .folds tbody tr a.open";

function isTyping(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function step(by) {
  const links = [...document.querySelectorAll(STATEMENTS)];
  const now = links.findIndex((link) => link.closest("li, tr").contains(document.activeElement));
  const next = links[now < 0 ? (by > 0 ? 0 : links.length - 1) : now + by];
  next?.focus();
  next?.closest("li, tr").scrollIntoView({ block: "nearest" });
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
