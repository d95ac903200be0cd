// Places in the article's text. The site counts Unicode code points, the browser's strings count
// UTF-16 units; only this file converts between them.

const isBreak = (segment) => segment.trim() === "";

export class ArticleText {
  // The paragraphs of #text. Each says with which code point of the article it begins.
  constructor(pane) {
    this.pane = pane;
    this.paragraphs = [...pane.querySelectorAll("[data-start]")].map((element) => new Paragraph(element));
    this.units = { word: null, sentence: null };
  }

  // The code point of a place in the document; null outside the text.
  pointOf(node, offset) {
    const paragraph = this.paragraphs.find((one) => one.element.contains(node));
    return paragraph ? paragraph.pointOf(node, offset) : null;
  }

  // {start, end} of a range of the document, without blanks at its ends; null if nothing is left.
  spanOf(range) {
    const touched = this.paragraphs.filter((one) => range.intersectsNode(one.element));
    if (!touched.length) return null;
    const first = touched[0], last = touched.at(-1);
    let start = this.pointOf(range.startContainer, range.startOffset) ?? first.start;
    let end = this.pointOf(range.endContainer, range.endOffset) ?? last.end;
    return this.trimmed(start, end);
  }

  trimmed(start, end) {
    while (start < end && isBreak(this.slice(start, start + 1))) start += 1;
    while (start < end && isBreak(this.slice(end - 1, end))) end -= 1;
    return start < end ? { start, end } : null;
  }

  // The words from one code point to another; a paragraph's end counts as a blank.
  slice(start, end) {
    const parts = this.paragraphs.filter((one) => one.start < end && start < one.end);
    return parts.length ? parts.map((one) => one.points.slice(Math.max(0, start - one.start), end - one.start).join("")).join(" ") : " ";
  }

  // A range of the document for a span of code points.
  rangeOf(start, end) {
    const first = this.paragraphs.find((one) => start < one.end);
    const last = this.paragraphs.findLast((one) => one.start < end);
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(...first.placeOf(Math.max(start, first.start)));
    range.setEnd(...last.placeOf(Math.min(end, last.end)));
    return range;
  }

  // All words (or sentences) of the text in order, as spans; blanks are none.
  all(granularity) {
    this.units[granularity] ??= this.paragraphs.flatMap((one) => one.units(granularity));
    return this.units[granularity];
  }
}

class Paragraph {
  constructor(element) {
    this.element = element;
    this.start = Number(element.dataset.start);
    this.nodes = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let at = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(".ref")) continue; // a number of ours, not the article's
      this.nodes.push({ node, at });
      at += node.length;
    }
    this.text = this.nodes.map(({ node }) => node.data).join("");
    this.points = Array.from(this.text); // one entry a code point
    this.end = this.start + this.points.length;
  }

  // UTF-16 units before a place in the document → the article's code point.
  pointOf(node, offset) {
    const place = document.createRange();
    place.setStart(node, offset);
    let units = 0;
    for (const { node: piece, at } of this.nodes) {
      if (piece === node) { units = at + offset; break; }
      if (place.comparePoint(piece, 0) < 0) units = at + piece.length;
      else break;
    }
    return this.start + Array.from(this.text.slice(0, units)).length;
  }

  // The article's code point → text node and UTF-16 offset in it.
  placeOf(point) {
    const units = this.points.slice(0, point - this.start).join("").length;
    const found = this.nodes.findLast(({ at }) => at <= units) ?? this.nodes[0];
    if (!found) return [this.element, 0];
    return [found.node, Math.min(units - found.at, found.node.length)];
  }

  units(granularity) {
    const found = [];
    let point = this.start;
    for (const { segment } of new Intl.Segmenter("en", { granularity }).segment(this.text)) {
      const length = Array.from(segment).length;
      const blanks = Array.from(segment).length - Array.from(segment.trimEnd()).length;
      if (!isBreak(segment)) found.push({ start: point, end: point + length - blanks });
      point += length;
    }
    return found;
  }
}
