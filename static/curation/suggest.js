// A box that offers speakers while one types (the combobox pattern of the ARIA practices).
// Picking writes the speaker's address beside it; without this, the typed name is looked up.

const PAUSE = 120; // milliseconds after the last letter
let count = 0;

export function suggestIn(root) {
  for (const input of root.querySelectorAll("input[data-suggest]:not([role])")) combobox(input);
}

function combobox(input) {
  const list = document.createElement("ul");
  list.id = `suggested-${++count}`;
  list.className = "suggested";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Speakers");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  const picked = input.form.elements[`${input.name}_slug`];
  const unknown = input.form.elements[`${input.name}_unknown`];
  const fresh = input.form.elements[`${input.name}_new`];
  let timer, asked = 0, active = -1, wanted = 0; // wanted: an arrow was pressed before the answer came

  const options = () => [...list.children];

  function show(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) point(-1);
  }

  function point(index) {
    active = index;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    const option = options()[index];
    if (option) { input.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }

  function option(index, name, told, pick) {
    const item = document.createElement("li");
    item.id = `${list.id}-${index}`;
    item.setAttribute("role", "option");
    const strong = document.createElement("strong");
    strong.textContent = name;
    const small = document.createElement("small");
    small.textContent = told;
    item.append(strong, " ", small);
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(); });
    item.pick = pick;
    list.append(item);
  }

  function pick(speaker) {
    input.value = speaker.name;
    picked.value = speaker.slug;
    if (unknown) unknown.checked = false;
    if (fresh) fresh.checked = false;
    show(false);
  }

  function pickNew() {
    picked.value = "";
    fresh.checked = true;
    const folded = fresh.closest("details");
    folded.open = true;
    show(false);
    folded.querySelector("select").focus();
  }

  async function ask() {
    const number = ++asked;
    const query = new URLSearchParams({ q: input.value.trim(), article: input.dataset.article });
    let answer;
    try { answer = await fetch(`${input.dataset.suggest}?${query}`); } catch { return; } // typing still works
    if (!answer.ok || number !== asked) return;
    const { speakers } = await answer.json();
    if (number !== asked || document.activeElement !== input) return;
    list.replaceChildren();
    speakers.forEach((one, index) => {
      const told = [one.role, one.party, one.kind, one.here ? "in this article" : "", `${one.statements} statement${one.statements === 1 ? "" : "s"}`];
      option(index, one.name, told.filter(Boolean).join(" · "), () => pick(one));
    });
    const typed = input.value.trim();
    if (fresh && typed && !speakers.some((one) => one.name.toLowerCase() === typed.toLowerCase())) {
      option(speakers.length, `Make “${typed}” a new speaker …`, "", pickNew);
    }
    show(list.children.length > 0);
    if (wanted) point(wanted > 0 ? 0 : list.children.length - 1);
    wanted = 0;
  }

  input.addEventListener("input", () => {
    show(false); // what is offered for other letters must not be picked for these
    asked += 1;
    wanted = 0;
    picked.value = "";
    if (fresh) fresh.checked = false;
    if (unknown && input.value) unknown.checked = false;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("focus", () => { if (!input.value) ask(); });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const size = list.children.length, step = event.key === "ArrowDown" ? 1 : -1;
      if (!open) { clearTimeout(timer); wanted = step; ask(); return; }
      point(active < 0 && step < 0 ? size - 1 : (active + step + size) % size);
    } else if (event.key === "Enter" && open && active >= 0) {
      event.preventDefault();
      options()[active].pick();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      show(false);
    }
  });
}
