// A list changes in place: filters, order and pages are fetched from their own addresses and put
// where the list stands. The address stays the state, so back, share and reload do what they do
// without this. Whatever goes wrong ends in an ordinary visit of the address.

const list = document.getElementById("list");
const news = document.createElement("p"); // told to screen readers, never replaced
news.className = "hidden";
news.setAttribute("aria-live", "polite");
list.before(news);

let pending = null; // the request that the last deed made
let shown = location.pathname + location.search;

function isOurs(url) {
  return url.origin === location.origin && url.pathname === location.pathname;
}

function addressOf(form) {
  const url = new URL(form.action);
  const filled = [...new FormData(form)].filter(([, value]) => value.trim());
  // What is chosen again stands once: the box beside a value in force has no way to know of it.
  const each = new Map(filled.map((pair) => [pair.join("\n"), pair]));
  url.search = new URLSearchParams([...each.values()]);
  return url;
}

async function show(url, { key, visit = true } = {}) {
  pending?.abort();
  pending = new AbortController();
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: pending.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("list");
    if (!fresh) throw new Error(`${url} holds no list`);
    if (visit) history.pushState(null, "", answer.url);
    replace(fresh, page.title, key);
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

function replace(fresh, title, key) {
  const chips = [...list.querySelectorAll(".active a")].findIndex((chip) => chip.dataset.key === key);
  keepFolds(fresh);
  list.replaceChildren(...fresh.childNodes);
  list.removeAttribute("aria-busy");
  document.title = title;
  shown = location.pathname + location.search;
  if (key !== undefined) focusOn(key, chips);
  news.textContent = document.getElementById("count")?.textContent.replace(/\s+/g, " ").trim() ?? "";
}

// What the reader has folded or unfolded stays so, unless a value in it is in force.
function keepFolds(fresh) {
  for (const fold of fresh.querySelectorAll("details[data-key]")) {
    const before = list.querySelector(`details[data-key="${CSS.escape(fold.dataset.key)}"]`);
    if (before) fold.open = before.open;
  }
}

function focusOn(key, chip) {
  const same = [...list.querySelectorAll("[data-key], [id]")].find(
    (one) => one.dataset.key === key || one.id === key,
  );
  const chips = list.querySelectorAll(".active a");
  const place = same ?? chips[Math.min(Math.max(chip, 0), chips.length - 1)] ?? document.getElementById("count");
  const turned = key === "next" || key === "previous";
  const wanted = turned ? document.getElementById("count") : place;
  wanted?.focus({ preventScroll: !turned });
  if (turned) wanted?.scrollIntoView({ block: "start" });
}

list.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !plain || link.target || link.hasAttribute("download") || !isOurs(new URL(link.href))) return;
  event.preventDefault();
  show(link.href, { key: link.dataset.key ?? "count" });
});

list.addEventListener("submit", (event) => {
  event.preventDefault();
  show(addressOf(event.target), { key: document.activeElement?.id || "count" });
});

window.addEventListener("popstate", () => {
  if (location.pathname + location.search === shown) return;
  const held = list.contains(document.activeElement) ? document.activeElement : null;
  show(location.href, { key: held ? held.dataset.key || held.id || "count" : undefined, visit: false });
});
