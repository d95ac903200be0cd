// A box that offers choices while somebody types: the combobox pattern of the ARIA practices.
//
// ask(typed, signal) gives a list of { name, note, pick }; pick() takes the choice. typing() is told
// of each change before. Until the answer comes, nothing that was offered for other letters stays.
// An arrow pressed before it comes chooses the first or the last. Enter without a choice, and the
// box without this file, do what they always do.

const PAUSE = 150; // ms without a key before the site is asked
let count = 0;

export function combobox(box, { ask, least = 1, typing = () => {} }) {
  const list = document.createElement("ul");
  list.id = `suggestions-${++count}`;
  list.className = "suggestions";
  list.hidden = true;
  set(list, { role: "listbox", "aria-label": "Speakers" });
  box.removeAttribute("list"); // the browser's own suggestions, for those without this file
  set(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" });
  box.after(list);
  let choices = [], current = -1, awaited = 0, timer, request;

  function close() {
    clearTimeout(timer);
    request?.abort();
    awaited = 0;
    show(false);
  }

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    choose(-1);
  }

  function choose(place) {
    current = place;
    [...list.children].forEach((row, number) => row.setAttribute("aria-selected", String(number === place)));
    const row = list.children[place];
    if (!row) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }

  async function offer() {
    clearTimeout(timer);
    request?.abort();
    const typed = box.value.trim();
    if (typed.length < least) return;
    request = new AbortController();
    try {
      choices = await ask(typed, request.signal);
    } catch {
      return; // aborted, or the site does not answer: the box still works as it is
    }
    if (document.activeElement !== box) return;
    list.replaceChildren(...choices.map(rowOf));
    show(choices.length > 0);
    if (awaited) choose(awaited > 0 ? 0 : choices.length - 1);
    awaited = 0;
  }

  function rowOf(choice, number) {
    const row = document.createElement("li");
    row.id = `${list.id}-${number}`;
    set(row, { role: "option", "aria-selected": "false" });
    const note = document.createElement("span");
    note.className = "sub";
    note.textContent = choice.note;
    row.append(choice.name, " ", note);
    return row;
  }

  function take(place) {
    const { pick } = choices[place];
    close();
    pick();
  }

  function step(by) {
    if (list.hidden) { awaited = by; return offer(); }
    const places = choices.length + 1; // one of them is back in the box
    choose(((current + 1 + by + places) % places) - 1);
  }

  box.addEventListener("input", () => {
    close();
    typing();
    timer = setTimeout(offer, PAUSE);
  });
  box.addEventListener("focus", () => { if (!box.value) offer(); });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !list.hidden && current >= 0) {
      event.preventDefault();
      take(current);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes, a second one empties the box
      close();
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) take([...list.children].indexOf(row));
  });
}

export async function fetchJson(address, parameters, signal) {
  const answer = await fetch(`${address}?${new URLSearchParams(parameters)}`, { signal });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export const noteOf = (...parts) => parts.filter(Boolean).join(" · ");
export const statementCount = (n) => `${n} statement${n === 1 ? "" : "s"}`;

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
