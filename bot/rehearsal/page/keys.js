/** The keyboard: a few keys for everywhere, and the page that lists them. */

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const KEYS = [
  ["F6", "Next region: channels, messages, writing"],
  ["↑ in an empty field", "To the newest message; ↑ ↓ walk, Enter opens its menu"],
  ["Tab", "Through the buttons of messages"],
  ["/", "Slash commands; ↑ ↓ Enter choose, Tab goes to the next option"],
  ["@  #  :", "People, channels, emoji"],
  ["Shift + Enter", "A new line"],
  ["← →", "Turn pictures in the lightbox"],
  ["Esc", "Close what is open; no reply; leave a command"],
  ["Ctrl + /", "This page"],
];

/** Show the keys. */
export function helpDialog() {
  const dialog = h(
    "dialog",
    { class: "form-dialog keys-dialog", "aria-label": "Keyboard" },
    h("header", {}, h("h2", {}, "Keyboard"), h("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close"))),
    h("dl", { class: "fields keys" }, KEYS.map(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)])),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Listen for the keys of the whole page. `regions` are functions that take the focus, in order. */
export function startKeys(regions) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "F6" && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      const places = ["sidebar", "scroller", "foot"].map(byId);
      const at = places.findIndex((node) => node.contains(document.activeElement));
      regions[(at + (event.shiftKey ? regions.length - 1 : 1) + (at < 0 && event.shiftKey ? 1 : 0)) % regions.length]();
    } else if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) helpDialog();
    }
  });
}
