// Ties a mark in the text and its note together: hover, focus or a tap on one lights both.
// Everything here only eases what works without it: numbers link to notes, notes link back.

const wide = window.matchMedia("(min-width: 64rem)");
const parts = [...document.querySelectorAll("[data-s]")];
const numbersOf = (part) => part.dataset.s.split(" ").filter(Boolean);

const covered = new Map(); // statement number: how many characters its parts have
for (const part of parts) {
  for (const number of numbersOf(part)) covered.set(number, (covered.get(number) ?? 0) + part.textContent.length);
}

function innermost(part) {
  // Where statements are nested, the one that covers least is meant.
  return numbersOf(part).sort((a, b) => covered.get(a) - covered.get(b))[0];
}

function light(number) {
  for (const part of parts) part.classList.toggle("lit", number !== undefined && numbersOf(part).includes(number));
}

function foldNotes() {
  for (const notes of document.querySelectorAll("details.notes")) notes.open = wide.matches;
}

function openAround(hash) {
  const target = hash.length > 1 && document.getElementById(hash.slice(1));
  const notes = target && target.closest("details.notes");
  if (notes && !notes.open) {
    notes.open = true;
    target.scrollIntoView({ block: "nearest" });
  }
}

for (const part of parts) {
  part.addEventListener("pointerenter", () => light(innermost(part)));
  part.addEventListener("pointerleave", () => light());
  part.addEventListener("focusin", () => light(innermost(part)));
  part.addEventListener("focusout", () => light());
}

wide.addEventListener("change", foldNotes);
window.addEventListener("hashchange", () => openAround(location.hash));
foldNotes();
openAround(location.hash);
