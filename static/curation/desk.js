// The review desk without page loads, and its keys. Everything works without it as plain forms.
import { suggestIn } from "./suggest.js";
import { editIn } from "./editing.js";

const KEEP_ALIVE = 60_000; // a claim lasts five minutes; renewed while somebody is at it
const OFF = "desk-single-keys-off";
const parser = new DOMParser();
let lastSign = Date.now(); // of somebody being here
let busy = false;

document.documentElement.classList.add("scripted");

const desk = () => document.getElementById("desk");
const told = () => document.getElementById("told");

function settle() {
  // What every page of the desk gets when it has just come.
  const words = desk().querySelector("#text mark.content") ?? document.getElementById("here");
  if (words && desk().dataset.page !== "article") centre(words);
  suggestIn(desk());
  editIn(desk());
  hold();
}

function centre(element) {
  // Within the text's own frame; where it has none, on a phone, the page stays where it is.
  const pane = document.getElementById("text");
  if (pane.scrollHeight <= pane.clientHeight) return;
  const box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
  pane.scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
}

function replace(html, url, push) {
  const next = parser.parseFromString(html, "text/html");
  const region = next.getElementById("desk");
  if (!region) { location.assign(url); return; } // e.g. the login page, once a session is over
  document.title = next.title;
  desk().replaceWith(document.adoptNode(region));
  const news = next.getElementById("told");
  told().replaceChildren(...(news ? [...news.childNodes].map((node) => document.adoptNode(node)) : []));
  const crumbs = document.querySelector(".breadcrumbs"), newCrumbs = next.querySelector(".breadcrumbs");
  if (crumbs && newCrumbs) crumbs.replaceWith(document.adoptNode(newCrumbs));
  if (push) history.pushState({ desk: true }, "", url);
  const fragment = new URL(url, location.href).hash.slice(1);
  const target = fragment && fragment !== "here" && document.getElementById(fragment);
  (target || document.getElementById("focus"))?.focus({ preventScroll: !target });
  settle();
  if (rowOf(target)) light(target.dataset.s);
}

async function load(url, options = {}, push = true) {
  if (busy) return;
  busy = true;
  desk().setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { credentials: "same-origin", ...options });
    const type = answer.headers.get("Content-Type") ?? "";
    if (!type.startsWith("text/html")) throw new Error(`The site answered ${answer.status}.`);
    if (answer.status >= 400 && ![400, 409].includes(answer.status)) throw new Error(`The site answered ${answer.status}.`);
    const fragment = new URL(url, location.href).hash;
    replace(await answer.text(), answer.url + (answer.url.includes("#") ? "" : fragment), push);
  } catch (error) {
    say(`Not saved: ${error.message} Check the connection and do it again.`, "error");
  } finally {
    busy = false;
    desk().removeAttribute("aria-busy");
  }
}

function say(words, kind = "success") {
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = words;
  told().replaceChildren(line);
}

// ---- forms and links

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("#desk") || event.defaultPrevented) return;
  event.preventDefault();
  const data = new FormData(form, event.submitter);
  const url = new URL(form.getAttribute("action") || location.href, location.href);
  if (form.method === "get") {
    url.search = new URLSearchParams(data).toString();
    load(url.href);
  } else {
    load(url.href, { method: "POST", body: new URLSearchParams(data) });
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const stepper = event.target.closest("[data-step]");
  if (stepper) step(Number(stepper.dataset.step));
  const jump = event.target.closest("[data-focus]");
  if (jump) document.getElementById(jump.dataset.focus).focus();
  const link = event.target.closest("#desk a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || !/^\/admin\/(review|speakers)\//.test(url.pathname)) return;
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
  event.preventDefault();
  load(link.href);
});

window.addEventListener("popstate", () => load(location.href, {}, false));

// ---- keys

const keysOn = () => localStorage.getItem(OFF) === null;

function isTyping(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function meant(key) {
  // The element in sight that says it has this key; one in an open menu, or in this row, goes first.
  const row = rowOf(document.activeElement);
  const inRow = row && [...row.querySelectorAll("[data-row-key]")].find((one) => one.dataset.rowKey === key && one.checkVisibility());
  if (inRow) return inRow;
  const all = [...desk().querySelectorAll("[data-key]")].filter((one) => one.dataset.key === key && one.checkVisibility() && !one.disabled);
  return all.find((one) => one.closest("details[open] > form")) ?? all[0];
}

function act(element) {
  if (element.tagName !== "SUMMARY") { element.click(); return; }
  const menu = element.parentElement;
  const opened = !menu.open;
  for (const other of desk().querySelectorAll("details.menu[open]")) other.open = false;
  menu.open = opened;
  if (opened) menu.querySelector("input:not([type=hidden]), button")?.focus();
  else element.focus();
}

document.addEventListener("keydown", (event) => {
  lastSign = Date.now();
  if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") { closeMenus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key.length === 1 && !keysOn()) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return;
  const element = meant(event.key);
  if (!element) return;
  event.preventDefault();
  if (!event.repeat) act(element);
});

function closeMenus() {
  for (const menu of desk().querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

document.addEventListener("pointerdown", () => { lastSign = Date.now(); });

const single = document.getElementById("single-keys");
single.checked = keysOn();
single.addEventListener("change", () => {
  if (single.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "yes");
  document.documentElement.classList.toggle("keyless", !single.checked);
});
document.documentElement.classList.toggle("keyless", !keysOn());

// ---- the rows of a whole article: j and k go from one to the next, its keys act on the one in focus

const rowOf = (element) => element?.closest?.("[data-row]");

function step(by) {
  const rows = [...desk().querySelectorAll("[data-row]")];
  const here = rows.indexOf(rowOf(document.activeElement));
  const row = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  if (!row) return;
  row.focus();
  light(row.dataset.s);
}

function light(number) {
  for (const part of desk().querySelectorAll("#text [data-s]")) part.classList.toggle("lit", part.dataset.s.split(" ").includes(number));
  const reference = document.getElementById(`r${number}`);
  if (reference) centre(reference);
}

// ---- holding what one looks at

async function hold() {
  const address = desk().dataset.hold;
  if (!address) return;
  const token = desk().querySelector("input[name=csrfmiddlewaretoken]");
  if (!token) return;
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token.value }) });
    const state = answer.ok ? await answer.json() : {};
    if (state.held_by && desk().dataset.hold === address) say(`${state.held_by} is looking at this too. Press j for another one.`, "warning");
  } catch {
    // No connection: the next act says so; the claim expires by itself.
  }
}

setInterval(() => { if (Date.now() - lastSign < 5 * KEEP_ALIVE && !document.hidden) hold(); }, KEEP_ALIVE);

settle();
