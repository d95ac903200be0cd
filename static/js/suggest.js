// Offers speakers while a name is typed: a combobox over /search/names/. A choice opens the speaker's
// page; in a box with data-names it fills the box and sends its form. Enter without a choice does what
// it always does; without this file the box is a box.

const LEAST = 2; // letters
const PAUSE = 150; // ms without a key before the site is asked

const BOXES = ":is(input[data-suggest], input[data-names])";

let boxes = 0;
for (const box of document.querySelectorAll(BOXES)) offer(box, boxes++);
document.addEventListener("focusin", ({ target }) => { // a box that came with a list changed in place
  if (target.matches(`${BOXES}:not([aria-controls])`)) offer(target, boxes++);
});

function offer(box, number) {
  box.removeAttribute("list"); // the browser's own suggestions, for those without this file
  const options = document.createElement("ul");
  options.id = `suggestions-${number}`;
  options.className = "suggestions";
  options.hidden = true;
  set(options, { role: "listbox", "aria-label": "Speakers" });
  set(box, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": options.id, autocomplete: "off" });
  box.after(options);
  let timer, pending;

  async function ask() {
    pending?.abort();
    const typed = box.value.trim();
    if (typed.length < LEAST) return close();
    pending = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.suggest ?? box.dataset.names}?q=${encodeURIComponent(typed)}`, { signal: pending.signal });
      if (!answer.ok) return close(); // the box still searches
      draw((await answer.json()).names);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function draw(names) {
    options.replaceChildren(...names.map(option));
    options.hidden = names.length === 0 || document.activeElement !== box;
    box.setAttribute("aria-expanded", String(!options.hidden));
    choose(null);
  }

  function option(one, place) {
    const row = document.createElement("li");
    row.id = `${options.id}-${place}`;
    row.dataset.address = one.address;
    row.dataset.slug = one.slug;
    set(row, { role: "option", "aria-selected": "false" });
    const many = `${one.statements} statement${one.statements === 1 ? "" : "s"}`;
    row.append(one.name, note([one.party, many].filter(Boolean).join(" · ")));
    return row;
  }

  function choose(row) {
    for (const one of options.children) one.setAttribute("aria-selected", String(one === row));
    if (row) {
      box.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function take(row) {
    if (!("names" in box.dataset)) return location.assign(row.dataset.address);
    box.value = row.dataset.slug;
    close();
    box.form.requestSubmit();
  }

  function move(step) {
    const rows = [null, ...options.children]; // null: back in the box
    const now = rows.indexOf(options.querySelector("[aria-selected=true]"));
    choose(rows.at((now + step) % rows.length));
  }

  function close() {
    options.hidden = true;
    box.setAttribute("aria-expanded", "false");
    choose(null);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (options.hidden) return;
    const chosen = options.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault(); // the first Escape closes, a second one empties the box
      close();
    }
  });
  box.addEventListener("blur", close);
  options.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  options.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) take(row);
  });
}

function note(text) {
  const small = document.createElement("span");
  small.className = "sub";
  small.textContent = text;
  return small;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
