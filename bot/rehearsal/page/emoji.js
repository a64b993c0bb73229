/**
 * Emoji. The ones that the studio uses are drawn here, so that they look the same on every machine (a server's
 * Chromium often has no emoji font at all); any other one is left to the system's font.
 */

import { h, svg } from "./dom.js";
import { DRAWINGS } from "./drawings.js";

const KEYCAP = /^[0-9]\uFE0F?\u20E3$/;
const bare = (text) => text.replaceAll("\uFE0F", "");

const NAMES = {
  "⭐": "star", "🔍": "mag", "👁": "eye", "🎨": "art", "🎞": "film", "🎬": "clapper", "📷": "camera",
  "📸": "camera_flash", "💡": "bulb", "🔥": "fire", "✨": "sparkles", "☀": "sun", "🌙": "moon", "👍": "thumbsup",
  "👎": "thumbsdown", "❤": "heart", "🙂": "smile", "😂": "joy", "😮": "wow", "😢": "cry", "🤔": "thinking",
  "👀": "eyes", "🎉": "tada", "✅": "check", "❌": "x", "⚠": "warning", "❓": "question", "🔁": "repeat",
  "🔄": "arrows", "⏹": "stop", "▶": "play", "⏳": "hourglass", "✏": "pencil", "🗑": "wastebasket", "💾": "save",
  "🔒": "lock", "➕": "plus", "📎": "paperclip", "🧵": "thread", "👤": "person", "📄": "page", "🩹": "bandage",
};

/** What the picker offers, in its order: [emoji, name]. */
export const CHOICES = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [`${n}\uFE0F\u20E3`, `${n}`]),
  ...Object.entries(NAMES).map(([text, name]) => [full(text), name]),
];

/** Discord and browsers write these with the variation selector; both forms are one emoji. */
function full(text) {
  return "👁🎞☀❤⚠⏹▶✏🗑".includes(text) ? `${text}\uFE0F` : text;
}

/** Are these one emoji? */
export const same = (a, b) => bare(a ?? "") === bare(b ?? "");

/** The name of an emoji, or itself. */
export const nameOfEmoji = (text) => NAMES[bare(text)] ?? (KEYCAP.test(text) ? text[0] : text);

/** The emoji called `name`, or null. */
export const emojiNamed = (name) => CHOICES.find(([, other]) => other === name)?.[0] ?? null;

/** One emoji inside a longer text, for splitting. */
export const EMOJI =
  /[0-9]\uFE0F?\u20E3|\p{RI}\p{RI}|\p{Emoji_Presentation}\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?)*|\p{Extended_Pictographic}\uFE0F(?:\u200D\p{Extended_Pictographic}\uFE0F?)*/uy;

/** Draw one emoji. Its character stays in the page, for copying and for screen readers. */
export function glyph(text) {
  const drawing = DRAWINGS[bare(text)];
  if (KEYCAP.test(text)) {
    return h("span", { class: "emoji keycap", "aria-label": text[0], role: "img" }, h("span", { "aria-hidden": "true" }, text[0]));
  }
  if (!drawing) return h("span", { class: "emoji" }, text);
  return h(
    "span",
    { class: "emoji", role: "img", "aria-label": nameOfEmoji(text) },
    svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, drawing()),
  );
}

/** The same beside a label that says it all: nothing for screen readers. */
export function ornament(emoji) {
  const node = emojiOf(emoji);
  node?.setAttribute("aria-hidden", "true");
  return node;
}

/** An emoji object of Discord's: {id, name, animated}. Custom ones have only their name here. */
export function emojiOf(emoji) {
  if (!emoji?.name) return null;
  return emoji.id ? h("span", { class: "emoji custom" }, `:${emoji.name}:`) : glyph(emoji.name);
}
