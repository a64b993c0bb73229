/** The emoji picker. */

import { h } from "./dom.js";
import { CHOICES, glyph } from "./emoji.js";
import { arrows, popover } from "./popover.js";

const COLUMNS = 8;

/** Open it at `anchor`; `done(emoji)` gets the choice. */
export function emojiPicker(anchor, done, { above = false } = {}) {
  const search = h("input", { type: "text", class: "search", placeholder: "Find an emoji", "aria-label": "Find an emoji" });
  const grid = h(
    "div",
    { class: "emoji-grid", role: "listbox", "aria-label": "Emoji" },
    CHOICES.map(([emoji, name]) =>
      h("button", { type: "button", role: "option", class: "emoji-choice", tabindex: -1, title: name, "aria-label": name, data: { emoji } }, glyph(emoji)),
    ),
  );
  const empty = h("p", { class: "list-hint", hidden: true }, "No emoji has that name.");
  const open = popover([search, grid, empty], anchor, { className: "emoji-window", align: "end", above, label: "Emoji" });
  const choices = [...grid.children];
  const pick = (node) => {
    open.close();
    done(node.dataset.emoji);
  };
  grid.addEventListener("click", (event) => {
    const node = event.target.closest(".emoji-choice");
    if (node) pick(node);
  });
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    for (const node of choices) node.hidden = !node.title.includes(words) && node.dataset.emoji !== words;
    empty.hidden = choices.some((node) => !node.hidden);
  });
  open.node.addEventListener("keydown", (event) => {
    if (event.target === search && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    if (arrows(event, grid, ".emoji-choice:not([hidden])", COLUMNS)) return;
    if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      const first = choices.find((node) => !node.hidden);
      if (first) pick(first);
    }
  });
  search.focus();
  return open;
}
