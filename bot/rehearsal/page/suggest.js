/** The list above the composer: commands, people, emoji, choices of an option. The focus stays in the text. */

import { byId, h } from "./dom.js";

const box = byId("suggest");
let rows = [];
let at = 0;
let run = null;
let field = null;

/**
 * Show `items` ({label: node or text, detail, mark: node, value}) for `input`; `pick(item)` gets the choice.
 * `head` is a line above them. An empty list with a head shows the head alone.
 */
export function suggest(input, items, pick, { head = null, first = true } = {}) {
  if (!items.length && !head) return quiet();
  if (field && field !== input) release();
  field = input;
  run = pick;
  rows = items.map((item, index) => {
    const node = h(
      "div",
      {
        class: "suggestion", role: "option", id: `suggestion-${index}`,
        on: { pointerdown: (event) => event.preventDefault(), click: () => choose(index), pointermove: () => move(index) },
      },
      item.mark ?? null,
      h("span", { class: "suggestion-label" }, item.label),
      item.detail ? h("span", { class: "suggestion-detail" }, item.detail) : null,
    );
    return { item, node };
  });
  box.replaceChildren(head ? h("div", { class: "suggest-head" }, head) : "", ...rows.map((row) => row.node));
  box.hidden = false;
  field.setAttribute("aria-expanded", rows.length ? "true" : "false");
  field.setAttribute("aria-controls", "suggest");
  box.scrollTop = 0;
  move(first ? 0 : -1);
  return true;
}

/** Put the list away. */
export function quiet() {
  box.hidden = true;
  box.replaceChildren();
  rows = [];
  release();
  run = null;
  field = null;
  return false;
}

function release() {
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
}

/** Is a list open that a key could choose from? */
export const suggesting = () => !box.hidden && rows.length > 0;

function move(index) {
  at = index;
  rows.forEach(({ node }, i) => node.setAttribute("aria-selected", i === at ? "true" : "false"));
  const node = rows[at]?.node;
  node?.scrollIntoView({ block: "nearest" });
  if (node) field.setAttribute("aria-activedescendant", node.id);
  else field?.removeAttribute("aria-activedescendant");
}

function choose(index) {
  const { item } = rows[index];
  const pick = run;
  quiet();
  pick(item);
}

/** A key in the text: true if the list took it. */
export function suggestKey(event) {
  if (box.hidden) return false;
  if (event.key === "Escape") {
    quiet();
  } else if (!rows.length) {
    return false;
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    move((at + step + rows.length) % rows.length);
  } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && !event.isComposing && at >= 0) {
    choose(at);
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}
