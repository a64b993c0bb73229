/** What is inside a line: emphasis, code, links, mentions, times, emoji. */

import { h, safeUrl } from "./dom.js";
import { EMOJI, emojiNamed, glyph } from "./emoji.js";
import { isThread, nameOf, roles, state, titleOf } from "./state.js";
import { ago, longTime, mark } from "./time.js";

const MARKS = [
  ["***", (inner) => h("strong", {}, h("em", {}, inner))],
  ["**", (inner) => h("strong", {}, inner)],
  ["__", (inner) => h("u", {}, inner)],
  ["~~", (inner) => h("s", {}, inner)],
  ["||", (inner) => h("span", { class: "spoiler", data: { act: "spoiler" }, role: "button", tabindex: 0, "aria-label": "Spoiler" }, h("span", {}, inner))],
  ["*", (inner) => h("em", {}, inner)],
  ["_", (inner) => h("em", {}, inner)],
];
const LAST_TIME = 8.64e12; // seconds; what a Date can hold
const DEEP = 10; // nested marks; deeper ones stay as they were typed
const PLAIN = /[^\\`<[h*_~|@:0-9\u00A9-\u{10FFFF}]+/uy;
const ESCAPED = /\\([!-/:-@[-`{-~])/y;
const ANGLE =
  /<(?:@!?(?<user>\d+)|@&(?<role>\d+)|#(?<channel>\d+)|\/(?<command>[^:>\n]{1,100}):\d+|t:(?<time>-?\d{1,13})(?::(?<style>[tTdDfFR]))?|a?:(?<custom>\w{2,32}):\d+|(?<url>https?:\/\/[^\s<>]+))>/y;
const MASKED = /\[((?:[^[\]\\\n]|\\.){1,300})\]\(\s*<?(https?:\/\/[^\s<>()]{1,2000})>?(?:\s+"[^"\n]{0,200}")?\s*\)/y;
const BARE = /https?:\/\/[^\s<>]{1,2000}/y;
const NAMED = /:(\w{2,32}):/y;
const PING = /@(everyone|here)\b/y;

/** The nodes of a text without blocks. */
export function inline(text, context = {}, depth = 0) {
  const nodes = [];
  const absent = new Set(); // marks that have no partner in the rest: searched once, not at each place
  let at = 0;
  const put = (node) => {
    if (typeof node === "string" && typeof nodes.at(-1) === "string") nodes[nodes.length - 1] += node;
    else nodes.push(node);
  };
  while (at < text.length) {
    const step = code(text, at) ?? special(text, at, context) ?? marked(text, at, context, depth, absent);
    if (step) {
      put(step.node);
      at = step.end;
      continue;
    }
    const run = match(PLAIN, text, at);
    const end = run ? at + run[0].length : at + (text.codePointAt(at) > 0xffff ? 2 : 1);
    put(text.slice(at, end));
    at = end;
  }
  return nodes;
}

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function code(text, at) {
  if (text[at] !== "`") return null;
  const ticks = text[at + 1] === "`" ? "``" : "`";
  const end = text.indexOf(ticks, at + ticks.length);
  const words = text.slice(at + ticks.length, end);
  if (end < 0 || !words.trim()) return null;
  return { node: h("code", {}, words.trim()), end: end + ticks.length };
}

function special(text, at, context) {
  const step = (found, node) => ({ node, end: at + found[0].length });
  let found;
  switch (text[at]) {
    case "\\":
      return (found = match(ESCAPED, text, at)) && step(found, found[1]);
    case "<":
      return (found = match(ANGLE, text, at)) && step(found, angle(found.groups));
    case "[":
      return (found = match(MASKED, text, at)) && step(found, link(found[2], inline(found[1], context, DEEP)));
    case "h":
      return (found = match(BARE, text, at)) && bare(found[0], at);
    case ":":
      found = match(NAMED, text, at);
      return found && emojiNamed(found[1]) ? step(found, glyph(emojiNamed(found[1]))) : null;
    case "@":
      found = context.everyone ? match(PING, text, at) : null;
      return found && step(found, h("span", { class: "mention" }, found[0]));
    default:
      found = text.charCodeAt(at) > 0xa8 || text.charCodeAt(at + 1) > 0x20e2 ? match(EMOJI, text, at) : null;
      return found && step(found, glyph(found[0]));
  }
}

/** An address in the text, without the full stop or bracket that ends the sentence. */
function bare(address, at) {
  let end = address.length;
  while (/[.,:;!?'"\])]/.test(address[end - 1])) {
    if (address[end - 1] === ")" && address.slice(0, end).includes("(")) break;
    end -= 1;
  }
  const url = address.slice(0, end);
  return { node: link(url, [url]), end: at + end };
}

function link(address, words) {
  const url = safeUrl(address);
  if (!url) return h("span", {}, words);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, words);
}

function angle({ user, role, channel, command, time, style, custom, url }) {
  if (user) {
    const mine = user === state.me?.id;
    return h("span", { class: mine ? "mention me" : "mention", data: { user } }, `@${nameOf({ id: user })}`);
  }
  if (role) return h("span", { class: "mention" }, `@${roles().find((r) => r.id === role)?.name ?? "role"}`);
  if (channel) return channelLink(channel);
  if (command) return h("button", { type: "button", class: "mention", data: { act: "command", command } }, `/${command}`);
  if (time) {
    const seconds = Math.max(-LAST_TIME, Math.min(LAST_TIME, Number(time)));
    const title = longTime(new Date(seconds * 1000));
    if (style === "R") return h("time", { class: "mark", title, data: { ago: seconds } }, ago(seconds));
    return h("time", { class: "mark", title }, mark(seconds, style));
  }
  if (custom) return h("span", { class: "emoji custom" }, `:${custom}:`);
  return link(url, [url]);
}

function channelLink(id) {
  const channel = state.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, "#unknown");
  return h("a", { class: "mention", href: `#/${id}` }, `${isThread(channel) ? "🧵 " : "#"}${titleOf(channel)}`);
}

function marked(text, at, context, depth, absent) {
  if (depth >= DEEP || !"*_~|".includes(text[at])) return null;
  for (const [sign, make] of MARKS) {
    if (absent.has(sign) || !text.startsWith(sign, at)) continue;
    const word = sign === "_" || sign === "*";
    if (sign === "_" && at > 0 && /\w/.test(text[at - 1])) continue;
    if (word && /\s/.test(text[at + 1] ?? " ")) continue;
    const end = partner(text, at + sign.length, sign);
    if (end < 0) {
      absent.add(sign);
      continue;
    }
    const inner = text.slice(at + sign.length, end);
    if (!inner.trim()) continue;
    return { node: make(inline(inner, context, depth + 1)), end: end + sign.length };
  }
  return null;
}

/** Where `sign` ends what it began: not escaped, not inside code, not half of a longer sign. */
function partner(text, from, sign) {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "`") at = code(text, at)?.end - 1 || at;
    else if (text.startsWith(sign, at) && at > from && closes(text, at, sign)) return at;
  }
  return -1;
}

function closes(text, at, sign) {
  if (sign === "_") return !/\w/.test(text[at + 1] ?? " ") && text[at + 1] !== "_" && text[at - 1] !== "_";
  if (sign === "*") return text[at + 1] !== "*" && text[at - 1] !== "*" && !/\s/.test(text[at - 1]);
  // "**bold *it***": of three stars the last two close the bold.
  if (sign === "**") return text[at + 2] !== "*";
  return true;
}
