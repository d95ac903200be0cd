// Offers speakers in the forms of the desk. Picking writes the speaker's address beside the name;
// without this, the typed name is looked up.
import { combobox, fetchJson, noteOf, statementCount } from "../js/combobox.js";

export function suggestIn(root) {
  for (const box of root.querySelectorAll("input[data-suggest]:not([role])")) offerSpeakers(box);
}

function offerSpeakers(box) {
  const part = (name) => box.form.elements[`${box.name}_${name}`];
  const slug = part("slug"), unknown = part("unknown"), fresh = part("new");

  function pick(speaker) {
    box.value = speaker.name;
    slug.value = speaker.slug;
    if (unknown) unknown.checked = false;
    if (fresh) fresh.checked = false;
  }

  function pickNew() {
    slug.value = "";
    fresh.checked = true;
    const folded = fresh.closest("details");
    folded.open = true;
    folded.querySelector("select").focus();
  }

  combobox(box, {
    least: 0,
    typing() {
      slug.value = "";
      if (fresh) fresh.checked = false;
      if (unknown && box.value) unknown.checked = false;
    },
    async ask(typed, signal) {
      const { speakers } = await fetchJson(box.dataset.suggest, { q: typed, article: box.dataset.article }, signal);
      const choices = speakers.map((speaker) => ({
        name: speaker.name,
        note: noteOf(speaker.role, speaker.party, speaker.kind, speaker.here && "in this article", statementCount(speaker.statements)),
        pick: () => pick(speaker),
      }));
      const isThere = speakers.some((speaker) => speaker.name.toLowerCase() === typed.toLowerCase());
      if (fresh && typed && !isThere) choices.push({ name: `Make “${typed}” a new speaker …`, note: "", pick: pickNew });
      return choices;
    },
  });
}
