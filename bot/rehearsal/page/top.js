/** The line above the messages: where one is, and the way back. */

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { personaButton } from "./persona.js";
import { drawer } from "./sidebar.js";
import { isDirect, isThread, nameOf, on, state, titleOf } from "./state.js";

function draw() {
  const channel = state.channels.get(state.channel);
  if (!channel) return;
  const parent = isThread(channel) ? state.channels.get(channel.parent_id) : null;
  const mark = icon(isThread(channel) ? "thread" : isDirect(channel) ? "at" : "hash");
  byId("top").replaceChildren(
    h("button", { type: "button", id: "open-drawer", class: "icon-button", "aria-label": "Channels", "aria-controls": "sidebar", "aria-expanded": "false", on: { click: () => drawer(true) } }, icon("menu")),
    h(
      "div",
      { class: "crumbs" },
      parent ? [h("a", { href: `#/${parent.id}`, class: "crumb", "aria-label": `Back to ${titleOf(parent)}` }, icon("hash"), h("span", {}, titleOf(parent))), icon("right")] : null,
      mark,
      h("h1", { id: "title" }, titleOf(channel)),
      channel.topic ? h("span", { class: "topic quiet" }, channel.topic) : null,
    ),
    personaButton(true),
  );
  document.title = `${titleOf(channel)} · Chiaroscuro rehearsal`;
}

/** Who is typing in the open channel. */
function drawTyping() {
  const now = Date.now();
  const who = [...(state.typing.get(state.channel) ?? [])].filter(([, until]) => until > now).map(([id]) => nameOf({ id }));
  const words = who.length === 0 ? "" : who.length === 1 ? `${who[0]} is typing…` : who.length < 4 ? `${who.slice(0, -1).join(", ")} and ${who.at(-1)} are typing…` : "Several people are typing…";
  const line = byId("typing");
  if (line.dataset.words === words) return;
  line.dataset.words = words;
  line.replaceChildren(...(words ? [h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), h("span", {}, words)] : []));
  clearTimeout(drawTyping.timer);
  if (words) drawTyping.timer = setInterval(drawTyping, 1000);
  else clearInterval(drawTyping.timer);
}

/** The state of the connection, when it is not good. */
function drawBanner() {
  const banner = byId("banner");
  const words = state.status === "lost" ? "The connection to the rehearsal is lost. It comes back by itself." : "";
  if (banner.textContent !== words) banner.textContent = words;
  banner.hidden = !words;
}

/** Draw whenever something changes; once. */
export function startTop() {
  on("opened", () => (draw(), drawTyping()));
  on("channels", draw);
  on("typing", drawTyping);
  on("status", drawBanner);
  on("ready", drawBanner);
}
