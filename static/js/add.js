// /add/: files go up one by one with progress; the bookmarklet's link, and what it hands over.
// Without this the form sends all files at once, and a text can be pasted.

const MAX_HANDOVER_CHARS = 20_000_000; // of a page after decompression

// Runs on the page that a curator reads. It sends nothing by itself: it opens /add/ with the page in
// the fragment, which no server sees, and the curator decides there.
async function handOver(target) {
  const window_ = open("about:blank");
  const selection = getSelection();
  const holder = document.implementation.createHTMLDocument("").body;
  if (selection.rangeCount && !selection.isCollapsed) {
    for (let n = 0; n < selection.rangeCount; n++) holder.append(selection.getRangeAt(n).cloneContents());
  } else {
    holder.append(document.documentElement.cloneNode(true));
  }
  const useless = "script:not([type='application/ld+json']),style,svg,iframe,link[rel~=stylesheet],template,video,audio,canvas,form";
  for (const part of holder.querySelectorAll(useless)) part.remove();
  const page = JSON.stringify({ html: holder.innerHTML, url: location.href, title: document.title });
  const packed = new Blob([page]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let text = "";
  for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192));
  const address = target + "#page=" + btoa(text).replaceAll("+", "-").replaceAll("/", "_");
  if (window_) window_.location = address;
  else location.href = address;
}

const link = document.querySelector("[data-bookmarklet]");
if (link) {
  const code = handOver.toString().replace(/\s*\n\s*/g, "");
  link.href = `javascript:void(${encodeURIComponent(`(${code})(${JSON.stringify(link.dataset.bookmarklet)})`)})`;
  link.addEventListener("click", (event) => event.preventDefault()); // it works on other pages
}

const form = document.getElementById("hand-in");
const handed = document.getElementById("from-page");

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return JSON.parse(text);
    text += value;
    if (text.length > MAX_HANDOVER_CHARS) throw new Error("too large");
  }
}

function show(page) {
  form.elements.html.value = String(page.html);
  form.elements.title.value = String(page.title).slice(0, 500);
  form.elements.url.value = String(page.url);
  handed.querySelector("[data-title]").textContent = page.title;
  handed.querySelector("[data-url]").textContent = page.url;
  handed.querySelector("[data-size]").textContent = `${page.html.length.toLocaleString("en-GB")} characters`;
  switchTo(true);
  form.querySelector("button[type=submit]").focus();
}

function switchTo(page) {
  handed.hidden = !page;
  for (const part of form.querySelectorAll("[data-text]")) part.hidden = page;
  if (!page) for (const name of ["html", "title", "url"]) form.elements[name].value = "";
}

async function takeHandover() {
  const packed = location.hash.match(/^#page=(.+)$/)?.[1];
  if (!packed || !form) return;
  history.replaceState(null, "", location.pathname); // neither kept in the history nor taken twice
  try {
    show(await unpack(packed));
  } catch {
    const problem = document.getElementById("handover-problem");
    problem.textContent = "What was handed over can’t be read. Select the article’s words and try again, or paste them.";
    problem.hidden = false;
  }
}

handed?.querySelector("[data-forget]").addEventListener("click", () => {
  switchTo(false);
  form.elements.text.focus();
});
window.addEventListener("hashchange", takeHandover);
takeHandover();

const upload = document.getElementById("upload");

function send(file, row) {
  const most = Number(upload.dataset.maxBytes);
  if (file.size > most) { // the site would hang up in the middle of it
    const [size, allowed] = [file.size, most].map((count) => count.toLocaleString("en-GB"));
    return { problem: `is too large for a page (${size} bytes; ${allowed} are allowed). On the server, manage.py ingest reads it.` };
  }
  const data = new FormData(upload);
  data.delete("files");
  data.append("files", file);
  const bar = row.querySelector("progress");
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", upload.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
    request.addEventListener("loadend", () => resolve(request.response?.files?.[0] ?? { problem: `not uploaded (${request.status || "no connection"}). Try again.` }));
    request.send(data);
  });
}

function addRow(file) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const state = document.createElement("span");
  const bar = document.createElement("progress");
  name.textContent = file.name;
  state.textContent = "waits";
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  row.append(name, state, bar);
  upload.querySelector(".uploads").append(row);
  return row;
}

async function sendAll(event) {
  event.preventDefault();
  const button = upload.querySelector("button[type=submit]");
  const rows = [...upload.elements.files.files].map((file) => [file, addRow(file)]);
  const answers = [];
  button.disabled = true;
  for (const [file, row] of rows) {
    row.children[1].textContent = "uploading";
    const answer = await send(file, row);
    answers.push(answer);
    row.querySelector("progress").value = 1;
    row.children[1].textContent = answer.problem || "uploaded";
  }
  button.disabled = false;
  if (answers.every((answer) => answer.address)) location.assign(answers.length === 1 ? answers[0].address : location.pathname);
}

upload?.addEventListener("submit", sendAll);
document.documentElement.classList.add("scripted");
