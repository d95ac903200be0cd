// Offers speakers while a name is typed, from /search/names/. A choice opens the speaker's page; in a
// box with data-names it fills the box and sends its form.
import { combobox, fetchJson, noteOf, statementCount } from "./combobox.js";

const BOXES = ":is(input[data-suggest], input[data-names])";
const LEAST = 2; // letters

for (const box of document.querySelectorAll(BOXES)) offerSpeakers(box);
document.addEventListener("focusin", ({ target }) => { // a box that came with a list changed in place
  if (target.matches(`${BOXES}:not([aria-controls])`)) offerSpeakers(target);
});

function offerSpeakers(box) {
  combobox(box, {
    least: LEAST,
    async ask(typed, signal) {
      const { names } = await fetchJson(box.dataset.suggest ?? box.dataset.names, { q: typed }, signal);
      return names.map((speaker) => ({
        name: speaker.name,
        note: noteOf(speaker.party, statementCount(speaker.statements)),
        pick: () => pick(box, speaker),
      }));
    },
  });
}

function pick(box, speaker) {
  if (!("names" in box.dataset)) return location.assign(speaker.address);
  box.value = speaker.slug;
  box.form.requestSubmit();
}
