/** Sentences at the edge of the window that go by themselves. */

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const STAYS = 7000; // ms

/** Show a sentence. `kind`: "error" or "info". */
export function notice(words, kind = "error") {
  const node = h(
    "div",
    { class: `notice ${kind}` },
    h("p", {}, words),
    h("button", { type: "button", class: "icon-button", "aria-label": "Close this notice", on: { click: () => node.remove() } }, icon("close")),
  );
  byId("notices").append(node);
  setTimeout(() => node.remove(), STAYS);
}

/** Run a call of api.js and say its refusal; undefined after one. */
export async function tried(promise) {
  try {
    return await promise;
  } catch (error) {
    notice(error.message);
    return undefined;
  }
}
