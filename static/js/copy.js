// A button beside everything that is there to be copied. Without this the text can be selected.

const status = document.getElementById("copied");

async function copy(text, element) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Pages that come without TLS have no clipboard: select, so that one key press copies.
  getSelection().selectAllChildren(element);
  throw new Error("no clipboard");
}

function say(button, words) {
  button.textContent = words;
  if (status) status.textContent = words;
  setTimeout(() => { button.textContent = "Copy"; }, 2500);
}

for (const element of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copier";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${element.dataset.copy}`);
  button.addEventListener("click", () => {
    copy(element.textContent, element).then(
      () => say(button, "Copied"),
      () => say(button, "Selected: press Ctrl+C"),
    );
  });
  const deeds = element.parentElement.querySelector(".deeds");
  if (deeds) deeds.prepend(button);
  else element.after(" ", button);
}
