// Choosing the words of a statement in the text, by mouse or by keys. What is chosen is written
// into the form's boxes as places, "120-184"; saving is the form's own business.
import { ArticleText } from "./spans.js";

export function editIn(root) {
  const form = root.querySelector("form[data-edits]");
  const pane = root.querySelector("#text");
  if (form && pane) new Editor(form, pane);
}

class Editor {
  constructor(form, pane) {
    this.form = form;
    this.pane = pane;
    if (form.dataset.edits === "one") unmark(pane); // drawn anew below, and anew at each change
    this.text = new ArticleText(pane);
    this.heard = form.querySelector("[data-heard]");
    this.layers = [...form.querySelectorAll("[data-layer]")].map((element) => new Layer(element, this));
    this.layer = this.layers[0];
    this.layer.radio.checked = true;
    this.selected = null;
    this.moving = "end";
    this.wide = false; // a whole sentence was stepped to
    this.changed = false;
    pane.setAttribute("role", "textbox");
    pane.setAttribute("aria-readonly", "true");
    pane.setAttribute("aria-multiline", "true");
    pane.setAttribute("aria-label", "Text of the article: arrow keys select words");
    pane.addEventListener("keydown", (event) => this.onKey(event));
    pane.addEventListener("pointerup", () => requestAnimationFrame(() => this.fromMouse()));
    form.addEventListener("keydown", (event) => this.onSave(event));
    for (const button of form.querySelectorAll("[data-take]")) button.addEventListener("click", () => this.take(button.dataset.take));
    this.draw();
    pane.focus({ preventScroll: true });
  }

  // ---- what is selected

  fromMouse() {
    const selection = getSelection();
    if (selection.isCollapsed || !this.pane.contains(selection.anchorNode)) return;
    const span = this.text.spanOf(selection.getRangeAt(0));
    if (span) this.select(span, "end");
  }

  select(span, moving = this.moving) {
    this.selected = span;
    this.moving = moving;
    const range = this.text.rangeOf(span.start, span.end);
    if (!range) return;
    getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    const box = range.getBoundingClientRect(), frame = this.pane.getBoundingClientRect();
    const low = Math.max(frame.top, 0), high = Math.min(frame.bottom, innerHeight);
    if (box.top < low || box.bottom > high) range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
    const words = this.text.slice(span.start, span.end);
    this.say(words.length > 120 ? `${words.slice(0, 50)} … ${words.slice(-50)}` : words);
  }

  say(words) { this.heard.textContent = words; }

  begin() {
    const near = this.layers[0].spans[0]?.start ?? this.firstInSight();
    const words = this.text.all("word");
    this.select(words.find((one) => one.end > near) ?? words.at(-1), "end");
  }

  firstInSight() {
    const top = this.pane.getBoundingClientRect().top;
    const paragraph = this.text.paragraphs.find((one) => one.element.getBoundingClientRect().bottom > Math.max(top, 0));
    return (paragraph ?? this.text.paragraphs[0]).start;
  }

  step(granularity, forward) {
    const { start, end } = this.selected, words = this.text.all("word"), sentences = this.text.all("sentence");
    let next;
    if (granularity === "sentence") next = forward ? sentences.find((one) => one.start > start) : sentences.findLast((one) => one.start < start);
    else if (this.wide) next = forward ? words.find((one) => one.start >= start) : words.findLast((one) => one.end <= end); // into the sentence
    else next = forward ? words.find((one) => one.start >= end) : words.findLast((one) => one.end <= start);
    if (!next) return;
    this.select({ ...next }, "end");
    this.wide = granularity === "sentence";
  }

  stretch(granularity, forward) {
    let { start, end } = this.selected;
    const units = this.text.all(granularity);
    if (this.moving === "end") {
      const to = forward ? units.find((one) => one.end > end) : units.findLast((one) => one.end < end);
      if (to && to.end > start) end = to.end;
    } else {
      const to = forward ? units.find((one) => one.start > start) : units.findLast((one) => one.start < start);
      if (to && to.start < end) start = to.start;
    }
    this.select({ start, end });
    this.wide = false;
  }

  nudge(by) {
    const { start, end } = this.selected, last = this.text.paragraphs.at(-1).end;
    if (this.moving === "end" && end + by > start && end + by <= last) this.select({ start, end: end + by });
    if (this.moving === "start" && start + by < end && start + by >= this.text.paragraphs[0].start) this.select({ start: start + by, end });
  }

  // ---- keys

  onKey(event) {
    const arrow = { ArrowLeft: ["word", false], ArrowRight: ["word", true], ArrowUp: ["sentence", false], ArrowDown: ["sentence", true] }[event.key];
    if (event.ctrlKey || event.metaKey) { this.onSave(event); return; }
    if (arrow) {
      event.preventDefault();
      if (!this.selected) this.begin();
      else if (event.altKey) this.nudge(arrow[1] ? 1 : -1);
      else if (event.shiftKey) this.stretch(...arrow);
      else this.step(...arrow);
      return;
    }
    const act = this.meant(event.key);
    if (!act || event.altKey) return;
    event.preventDefault();
    act();
  }

  meant(key) {
    if (/^[1-9]$/.test(key) && this.layers[key - 1]) return () => this.choose(this.layers[key - 1]);
    return {
      Enter: () => this.take("set"),
      "+": () => this.take("add"),
      Backspace: () => this.take("clear"),
      Delete: () => this.take("clear"),
      o: () => this.swap(),
      Escape: () => this.leave(),
    }[key];
  }

  onSave(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    this.form.requestSubmit();
  }

  swap() {
    this.moving = this.moving === "end" ? "start" : "end";
    this.say(`Moving the ${this.moving} now.`);
  }

  leave() {
    if (this.changed && !this.asked) {
      this.asked = true;
      this.say("Not saved yet. Press Escape again to leave it as it was.");
      return;
    }
    document.querySelector("[data-cancel]").click();
  }

  // ---- the layers

  choose(layer) {
    this.layer = layer;
    layer.radio.checked = true;
    const folded = layer.element.closest("details");
    if (folded) folded.open = true;
    layer.element.scrollIntoView({ block: "nearest" });
    this.say(`Select for: ${layer.name}.`);
  }

  take(how) {
    const span = this.selected;
    if (how !== "clear" && !span) { this.say("Nothing is selected in the text."); return; }
    if (how === "set") this.layer.spans = [span];
    if (how === "add") this.layer.spans = joined([...this.layer.spans, span]);
    if (how === "clear") this.layer.spans = [];
    this.changed = true;
    this.asked = false;
    this.layer.write();
    this.draw();
    this.say(how === "clear" ? `${this.layer.name}: none.` : `${this.layer.name}: ${this.layer.spans.map((one) => this.text.slice(one.start, one.end)).join(" … ")}`);
  }

  draw() {
    for (const layer of this.layers) layer.list();
    if (!CSS.highlights) return;
    for (const kind of ["content", "source", "cue", "hops"]) {
      const spans = this.layers.filter((one) => one.kind === kind).flatMap((one) => one.spans);
      const ranges = spans.map(({ start, end }) => this.text.rangeOf(start, end)).filter(Boolean);
      CSS.highlights.set(`desk-${kind}`, new Highlight(...ranges));
    }
  }
}

class Layer {
  constructor(element, editor) {
    this.element = element;
    this.editor = editor;
    this.kind = element.dataset.layer;
    this.radio = element.querySelector("input[type=radio]");
    this.box = element.querySelector("textarea");
    this.pieces = element.querySelector("[data-pieces]");
    this.name = element.dataset.name;
    element.querySelector("details").open = false;
    this.read();
    this.radio.addEventListener("change", () => editor.choose(this));
    this.box.addEventListener("change", () => { this.read(); editor.changed = true; editor.draw(); });
  }

  read() {
    // Only places: words typed by hand are looked up by the site when the form is saved.
    const found = [...this.box.value.matchAll(/^\s*(\d+)\s*[-–]\s*(\d+)\s*$/gm)];
    this.spans = joined(found.map(([, start, end]) => ({ start: Number(start), end: Number(end) })).filter((one) => one.start < one.end));
  }

  write() { this.box.value = this.spans.map(({ start, end }) => `${start}-${end}`).join("\n"); }

  list() {
    const words = this.spans.map(({ start, end }) => {
      const item = document.createElement("li");
      item.textContent = this.editor.text.slice(start, end);
      return item;
    });
    this.pieces.replaceChildren(...words);
  }
}

function joined(spans) {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const found = [];
  for (const span of sorted) {
    const last = found.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else found.push({ ...span });
  }
  return found;
}

function unmark(pane) {
  if (!CSS.highlights) return; // then the marks of the page stay: what was, not what is chosen
  for (const mark of pane.querySelectorAll("[data-start] mark, [data-start] span:not(.ref *)")) mark.replaceWith(...mark.childNodes);
  pane.normalize();
}
