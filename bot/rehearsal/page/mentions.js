/** What begins with @, # or : in the text: completed while typing, encoded when it is sent. */

import { CHOICES, emojiNamed, glyph } from "./emoji.js";
import { channelOptions, peopleOptions, roleOptions } from "./options.js";
import { quiet, suggest } from "./suggest.js";

const TOKEN = /(?:^|\s)([@#:])([^\s@#:]{0,32})$/u;

const SOURCES = {
  "@": () => [...peopleOptions(), ...roleOptions()].map((one) => ({ text: `@${one.label}`, ...one })),
  "#": () => channelOptions([0]).map((one) => ({ text: `#${one.label}`, ...one })),
  ":": () => CHOICES.map(([emoji, name]) => ({ text: emoji, label: `:${name}:`, mark: () => glyph(emoji) })),
};

/** Offer what fits the word at the caret; false if there is nothing to offer. */
export function offer(area) {
  const found = area.value.slice(0, area.selectionStart).match(TOKEN);
  if (!found || (found[1] === ":" && found[2].length < 2)) return quiet();
  const words = found[2].toLowerCase();
  const items = SOURCES[found[1]]()
    .filter((one) => one.label.toLowerCase().includes(words))
    .slice(0, 8)
    .map((one) => ({ label: one.label, text: one.text, detail: found[1] === "@" ? one.description : null, mark: one.mark?.() }));
  if (!items.length) return quiet();
  return suggest(area, items, (item) => {
    const end = area.selectionStart;
    area.setRangeText(`${item.text} `, end - found[2].length - 1, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
}

/** The text as it is sent: names become mentions, :names: become emoji. Code is left alone. */
export function encode(text) {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 ? part : encodePart(part)))
    .join("");
}

function encodePart(text) {
  const people = peopleOptions().map((one) => [`@${one.label}`, `<@${one.value}>`]);
  const roles = roleOptions().map((one) => [`@${one.label}`, `<@&${one.value}>`]);
  const channels = channelOptions([0]).map((one) => [`#${one.label}`, `<#${one.value}>`]);
  const table = [...people, ...roles, ...channels].sort((a, b) => b[0].length - a[0].length);
  let sent = text;
  for (const [name, mention] of table) {
    const pattern = new RegExp(`(^|[^\\w<&])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\w])`, "giu");
    sent = sent.replace(pattern, (_, before) => `${before}${mention}`);
  }
  return sent.replace(/:(\w{2,32}):/g, (whole, name) => emojiNamed(name) ?? whole);
}
