/**
 * Discord's markdown to DOM nodes. Blocks are here (fences, headings, quotes, lists), what is inside a line is in
 * inline.js. The time is linear in practice and bounded for hostile text of 4,000 characters.
 */

import { h } from "./dom.js";
import { EMOJI } from "./emoji.js";
import { inline } from "./inline.js";

const FENCE = /```(?:([a-zA-Z0-9_+.#-]{1,20})\n)?\n?([\s\S]*?)```\n?/g;
const HEADING = /^(#{1,3})\s+(\S.*)$/;
const SUBTEXT = /^-#\s+(\S.*)$/;
const ITEM = /^(\s*)([-*]|\d{1,9}\.)\s+(\S.*)$/;

/**
 * The nodes of a text. `context` names what mentions mean: {everyone: does @everyone ping?}.
 */
export function markdown(text, context = {}) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(FENCE)) {
    if (!found[2].trim()) continue;
    nodes.push(...blocks(text.slice(from, found.index), context));
    nodes.push(h("pre", {}, h("code", {}, found[2].replace(/\n$/, ""))));
    from = found.index + found[0].length;
  }
  return [...nodes, ...blocks(text.slice(from), context)];
}

/** The same text in one line, without any markup: for replies, titles and screen readers. */
export function plain(text) {
  const words = markdown(text).map((node) => (typeof node === "string" ? node : node.textContent));
  return words.join(" ").replace(/\s+/g, " ").trim();
}

/** Is it a few emoji and nothing else? They are shown large. */
export function onlyEmoji(text) {
  const trimmed = text.replace(/\s+/g, "");
  if (!trimmed || trimmed.length > 24) return false;
  const one = new RegExp(EMOJI.source, "uy");
  let at = 0;
  while (at < trimmed.length) {
    one.lastIndex = at;
    if (!one.test(trimmed)) return false;
    at = one.lastIndex;
  }
  return true;
}

function blocks(text, context) {
  const nodes = [];
  const lines = text.split("\n");
  let paragraph = [];
  const flush = () => {
    const words = paragraph.join("\n");
    paragraph = [];
    if (words.trim()) nodes.push(h("p", {}, inline(words.replace(/^\n+|\n+$/g, ""), context)));
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at];
    if (line.startsWith(">>> ")) {
      flush();
      const rest = [line.slice(4), ...lines.slice(at + 1)].join("\n");
      return [...nodes, h("blockquote", {}, blocks(rest, context))];
    }
    if (/^>(?: |$)/.test(line)) {
      flush();
      const quoted = [];
      while (at < lines.length && /^>(?: |$)/.test(lines[at])) quoted.push(lines[at++].slice(2));
      at -= 1;
      nodes.push(h("blockquote", {}, blocks(quoted.join("\n"), context)));
    } else if (HEADING.test(line)) {
      flush();
      const [, marks, words] = line.match(HEADING);
      // A chat has its own outline: a heading in a message is level 3 of the page or deeper.
      nodes.push(h(`h${marks.length + 2}`, { class: `head-${marks.length}` }, inline(words, context)));
    } else if (SUBTEXT.test(line)) {
      flush();
      nodes.push(h("p", { class: "subtext" }, inline(line.match(SUBTEXT)[1], context)));
    } else if (ITEM.test(line)) {
      flush();
      const items = [];
      while (at < lines.length && ITEM.test(lines[at])) items.push(lines[at++].match(ITEM));
      at -= 1;
      nodes.push(...list(items, context));
    } else {
      paragraph.push(line);
    }
  }
  flush();
  return nodes;
}

/** Items with their indents as nested lists; a change between dots and numbers begins another list. */
function list(items, context) {
  const roots = [];
  const open = []; // the lists that an item may still join, outer ones first: {node, indent, ordered}
  for (const [, space, sign, words] of items) {
    const ordered = /\d/.test(sign);
    while (open.length && space.length < open.at(-1).indent) open.pop();
    let here = open.at(-1);
    const deeper = here && space.length > here.indent && open.length < 8;
    if (!here || deeper || here.ordered !== ordered) {
      const node = ordered ? h("ol", { start: Math.max(1, parseInt(sign, 10)) }) : h("ul");
      if (here && !deeper) open.pop();
      const parent = open.at(-1)?.node.lastElementChild;
      if (parent) parent.append(node);
      else roots.push(node);
      here = { node, indent: space.length, ordered };
      open.push(here);
    }
    here.node.append(h("li", {}, inline(words, context)));
  }
  return roots;
}
