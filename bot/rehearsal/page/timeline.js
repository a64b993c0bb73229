/** The open channel's messages: keyed, so that one event touches one message; it stays at the bottom if it was. */

import * as api from "./api.js";
import { announce, byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { isEphemeral, messageNode, spoken } from "./message.js";
import { morph } from "./morph.js";
import { notice } from "./notices.js";
import { isDirect, isThread, logOf, on, state, titleOf } from "./state.js";
import { dayKey, dayName } from "./time.js";

const NEAR = 60; // CSS pixels from the bottom that still count as being there
const GROUP_MS = 7 * 60_000; // messages of one author within this time are one group
const PAGE = 50;

const log = byId("log");
const scroller = byId("scroller");
let pinned = true;
let shown = null; // the channel whose messages are in the page

/** Show a channel: its messages are fetched if they are not here. */
export async function openTimeline(channel) {
  shown = channel;
  pinned = true;
  log.replaceChildren();
  byId("start").replaceChildren();
  sync();
  const known = logOf(channel);
  if (!known.order.length || !known.fetched) await load(channel);
}

/** Fetch the newest messages, or the ones before the oldest that is here. */
async function load(channel, before = null) {
  const here = logOf(channel);
  if (here.loading) return;
  here.loading = true;
  try {
    const page = await api.messages(channel, before, PAGE);
    for (const message of page) {
      if (message.thread && !state.channels.has(message.thread.id)) state.channels.set(message.thread.id, message.thread);
      here.add(message);
    }
    here.fetched = true;
    if (page.length < PAGE) here.complete = true;
  } catch (error) {
    if (state.status === "ready") notice(error.message);
  } finally {
    here.loading = false;
  }
  if (channel === shown && logOf(channel) === here) keepPlace(Boolean(before), sync);
}

/** Older messages grow above: what is on screen stays where it is. */
function keepPlace(above, change) {
  const from = scroller.scrollHeight - scroller.scrollTop;
  change();
  if (above && !pinned) scroller.scrollTop = scroller.scrollHeight - from;
}

/** Make the list hold what the log holds, in its order. */
function sync() {
  const here = logOf(shown);
  const nodes = new Map([...log.children].map((node) => [node.dataset.key, node]));
  const wanted = [];
  let before = null;
  for (const id of here.order) {
    const message = here.messages.get(id);
    const date = dateOf(message);
    const day = `day-${dayKey(date)}`;
    if (!before || day !== before.day) wanted.push(nodes.get(day) ?? dayNode(day, date));
    const grouped = Boolean(before) && before.day === day && follows(message, before.message);
    wanted.push(drawn(nodes.get(id), message, grouped));
    before = { message, day };
  }
  let at = log.firstChild;
  for (const node of wanted) {
    if (node === at) at = at.nextSibling;
    else log.insertBefore(node, at);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
  byId("start").replaceChildren(here.complete ? welcome() : h("p", { class: "quiet" }, here.loading || !here.fetched ? "Loading…" : ""));
  settle();
}

const drawnFor = new WeakMap(); // node -> [message, grouped] that it shows

function drawn(node, message, grouped) {
  const [last, was] = (node && drawnFor.get(node)) ?? [];
  if (last === message && was === grouped) return node;
  const fresh = nodeFor(message, grouped);
  const result = node ? morph(node, fresh) : fresh;
  drawnFor.set(result, [message, grouped]);
  return result;
}

/** A message that cannot be drawn must not take the others with it. */
function nodeFor(message, grouped) {
  try {
    return messageNode(message, grouped);
  } catch (error) {
    console.error(`The message ${message.id} could not be drawn`, error);
    return h("li", { id: `m-${message.id}`, class: "message system", tabindex: -1, data: { key: message.id, message: message.id } }, h("div"), h("div", { class: "body" }, "This message cannot be shown."));
  }
}

/** One message changed. */
function refresh(id) {
  const node = byId(`m-${id}`);
  const message = logOf(shown).messages.get(id);
  if (!node || !message) return;
  const fresh = nodeFor(message, node.classList.contains("grouped"));
  drawnFor.set(morph(node, fresh), [message, fresh.classList.contains("grouped")]);
  settle();
}

function follows(message, before) {
  return (
    message.author.id === before.author.id
    && (message.type === 0 || message.type === 20)
    && before.type !== 18
    && !message.interaction_metadata
    && !message.interaction
    && isEphemeral(message) === isEphemeral(before)
    && new Date(message.timestamp) - new Date(before.timestamp) < GROUP_MS
  );
}

const dayNode = (key, date) =>
  h("li", { class: "day", role: "separator", data: { key } }, h("span", {}, dayName(date)));

/** When it was written, by its id (a snowflake counts milliseconds since 2015). */
function dateOf(message) {
  const date = new Date(message.timestamp);
  return Number.isNaN(date.getTime()) ? new Date(Number(BigInt(message.id) >> 22n) + 1420070400000) : date;
}

/** The top of a channel. */
function welcome() {
  const channel = state.channels.get(shown);
  const [picture, words] = isThread(channel)
    ? ["thread", "The thread begins here."]
    : isDirect(channel)
      ? ["at", `Only you and ${titleOf(channel)} can read this.`]
      : ["hash", channel?.topic || "The channel begins here."];
  return h("div", { class: "welcome" }, h("span", { class: "welcome-mark" }, icon(picture)), h("h2", {}, titleOf(channel)), h("p", { class: "quiet" }, words));
}

/** Stay at the bottom, or show that there is more below. */
function settle() {
  if (pinned) scroller.scrollTop = scroller.scrollHeight;
  byId("jump").hidden = pinned || !away();
}

const away = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight > 3 * NEAR;

/** Go to a message that is in the page. */
export function goTo(id) {
  const node = byId(`m-${id}`);
  if (!node) return notice("That message is further up: scroll to load it.", "info");
  pinned = false;
  node.scrollIntoView({ block: "center" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
  return node.focus({ preventScroll: true });
}

/** Go to the newest message. */
export function toBottom() {
  pinned = true;
  settle();
}

/** Arrow keys walk from message to message. */
function walk(event) {
  const node = event.target.closest?.(".message");
  if (!node || event.target !== node) return;
  const steps = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };
  const step = steps[event.key];
  if (step) {
    event.preventDefault();
    let next = node[step];
    while (next && !next.matches(".message")) next = next[step];
    if (next) focusMessage(next);
    else if (event.key === "ArrowDown") byId("composer").querySelector("textarea, input")?.focus();
  }
}

function focusMessage(node) {
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
}

/** Put the focus on the newest message. */
export function focusLast() {
  const last = [...log.querySelectorAll(".message")].at(-1);
  if (last) focusMessage(last);
}

/** Listen to the state; once. */
export function startTimeline() {
  on("message", (message) => {
    if (message.channel_id !== shown) return;
    if (message.author.id === state.me.id) pinned = true;
    sync();
    if (message.author.id !== state.me.id) announce(spoken(message));
  });
  on("message:changed", (channel, id) => channel === shown && refresh(id));
  on("message:gone", (channel) => channel === shown && sync());
  scroller.addEventListener("scroll", () => {
    pinned = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    byId("jump").hidden = pinned || !away();
    const here = shown && logOf(shown);
    if (here?.fetched && !here.complete && !here.loading && scroller.scrollTop < 400) load(shown, here.order[0]);
  }, { passive: true });
  // Pictures that come late, and a composer that grows, must not push the newest message away.
  const observer = new ResizeObserver(settle);
  observer.observe(log);
  observer.observe(scroller);
  byId("jump").addEventListener("click", toBottom);
  log.addEventListener("keydown", walk);
}
