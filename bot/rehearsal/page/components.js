/** Components V2 in a message, drawn from the data alone; what a press does is in actions.js. */

import { h, safeUrl } from "./dom.js";
import { emojiOf, ornament } from "./emoji.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { fileCard, mediaOf, mosaic } from "./media.js";
import { optionsOf, pickedOf } from "./options.js";
import { state } from "./state.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };

/** The components of a message as nodes. */
export function components(message) {
  return (message.components ?? []).map((one) => component(one, message));
}

function component(data, message) {
  switch (data.type) {
    case 1:
      return h("div", { class: "row" }, data.components.map((one) => component(one, message)));
    case 2:
      return button(data, message);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return select(data, message);
    case 9:
      return h(
        "div",
        { class: "section" },
        h("div", { class: "section-words" }, data.components.map((one) => component(one, message))),
        h("div", { class: "accessory" }, data.accessory ? component(data.accessory, message) : null),
      );
    case 10:
      return h("div", { class: "words" }, markdown(data.content ?? ""));
    case 11:
      return thumbnail(data, message);
    case 12:
      return mosaic(data.items.map((item) => mediaOf(resolve(item.media, message), item)));
    case 13:
      return fileOf(data, message);
    case 14:
      return h("div", {
        class: `separator ${data.divider === false ? "space" : "divider"} ${data.spacing === 2 ? "large" : "small"}`,
        role: data.divider === false ? null : "separator",
      });
    case 17:
      return container(data, message);
    default:
      return h("p", { class: "subtext" }, `(a component of type ${data.type} that this page does not know)`);
  }
}

function container(data, message) {
  const accent = Number.isInteger(data.accent_color) ? `#${data.accent_color.toString(16).padStart(6, "0")}` : null;
  return h(
    "div",
    {
      class: `container${accent ? " accented" : ""}${data.spoiler ? " veiled" : ""}`,
      data: data.spoiler ? { act: "unveil" } : {},
      style: accent ? { "--accent": accent } : {},
    },
    data.components.map((one) => component(one, message)),
  );
}

function thumbnail(data, message) {
  const node = mosaic([mediaOf(resolve(data.media, message), data)]);
  node.classList.add("thumbnail");
  return node;
}

function fileOf(data, message) {
  const media = resolve(data.file, message);
  const name = data.name ?? media.filename ?? mediaOf(media).name;
  return fileCard({ url: media.url, name, bytes: data.size ?? media.size, spoiler: data.spoiler });
}

/** Servers resolve attachment://name; one that is still unresolved is found among the attachments. */
function resolve(media, message) {
  if (!media?.url?.startsWith("attachment://")) return media ?? {};
  const name = media.url.slice("attachment://".length);
  return message.attachments?.find((one) => one.filename === name) ?? media;
}

/** A button, with its waiting or failed state. */
function button(data, message) {
  const words = [data.label ? ornament(data.emoji) : emojiOf(data.emoji), data.label ? h("span", { class: "label" }, data.label) : null];
  const name = data.label || data.emoji?.name || "button";
  const style = STYLES[data.style] ?? "secondary";
  if (data.style === 5) {
    const url = safeUrl(data.url ?? "");
    return h(
      "a",
      { class: "button link", href: data.disabled ? null : url, target: "_blank", rel: "noopener noreferrer", "aria-disabled": data.disabled ? "true" : null },
      words,
      icon("external"),
    );
  }
  const waiting = state.pending.get(`${message.id}:${data.custom_id}`) === "sent";
  return h(
    "button",
    {
      type: "button",
      class: `button ${style}${waiting ? " waiting" : ""}${data.label ? "" : " only-emoji"}`,
      disabled: data.disabled || false,
      "aria-busy": waiting ? "true" : null,
      "aria-label": data.label ? null : name,
      data: { key: `b:${data.custom_id}`, act: "press", custom: data.custom_id, type: 2, component: data.id },
    },
    h("span", { class: "button-words" }, words),
    waiting ? h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")) : null,
  );
}

/** A select of any kind, closed. */
function select(data, message) {
  const id = `${message.id}:${data.custom_id}`;
  const picked = pickedOf(data, state.chosen.get(id));
  const known = optionsOf(data).filter((option) => picked.includes(option.value));
  const waiting = state.pending.get(id) === "sent";
  return h(
    "button",
    {
      type: "button",
      class: `select${waiting ? " waiting" : ""}`,
      disabled: data.disabled || false,
      "aria-haspopup": "listbox",
      "aria-busy": waiting ? "true" : null,
      data: { key: `s:${data.custom_id}`, act: "choose", custom: data.custom_id, type: data.type, component: data.id },
    },
    known.length
      ? h("span", { class: "picked" }, known.map((one) => h("span", {}, ornament(one.emoji), one.label)))
      : h("span", { class: "hint" }, data.placeholder || "Make a choice"),
    icon("down"),
  );
}

/** The component with this custom_id, wherever it is nested. */
export function findComponent(list, custom) {
  for (const one of list ?? []) {
    if (one.custom_id === custom) return one;
    const inner = findComponent([...(one.components ?? []), ...(one.accessory ? [one.accessory] : [])], custom);
    if (inner) return inner;
  }
  return null;
}
