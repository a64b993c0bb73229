/** What a press in a message does. One listener for all messages; nodes say it in data-act. */

import * as api from "./api.js";
import { findComponent } from "./components.js";
import { byId } from "./dom.js";
import { channelSeen } from "./events.js";
import { press, useCommand } from "./interactions.js";
import { openFrom } from "./lightbox.js";
import { listbox } from "./listbox.js";
import { markdownText } from "./texts.js";
import { menu } from "./menu.js";
import { isEphemeral } from "./message.js";
import { notice, tried } from "./notices.js";
import { optionsOf, pickedOf } from "./options.js";
import { emojiPicker } from "./picker.js";
import { emit, isDirect, isThread, logOf, state } from "./state.js";
import { askName } from "./naming.js";
import { goTo } from "./timeline.js";

const ACTS = {
  press: (node, message) => {
    const { custom, type, component } = node.dataset;
    press(message, { custom, type: Number(type), component: Number(component) });
  },
  choose,
  media: (node) => (node.classList.contains("veiled") ? node.classList.remove("veiled") : openFrom(node)),
  spoiler: (node) => node.classList.add("open"),
  unveil: (node) => node.classList.remove("veiled"),
  react: (node, message) => react(message, node.dataset.emoji, node.getAttribute("aria-pressed") !== "true"),
  "add-reaction": (node, message) => pickReaction(node, message),
  reply: (_, message) => emit("reply", message),
  more: (node, message) => messageMenu(node, message),
  goto: (node) => goTo(node.dataset.target),
  dismiss: (_, message) => dismiss(message),
  command: (node) => emit("command:start", node.dataset.command),
};

function react(message, emoji, add) {
  return tried(api.react(message.channel_id, message.id, emoji, add));
}

function pickReaction(anchor, message) {
  emojiPicker(anchor, (emoji) => react(message, emoji, true));
}

function choose(node, message) {
  const { custom, type, component } = node.dataset;
  const data = findComponent(message.components, custom);
  if (!data) return;
  const id = `${message.id}:${custom}`;
  listbox(node, {
    options: optionsOf(data),
    picked: pickedOf(data, state.chosen.get(id)),
    min: data.min_values ?? 1,
    max: data.max_values ?? 1,
    label: data.placeholder || "Choices",
    done: (values) => {
      state.chosen.set(id, values);
      press(message, { custom, type: Number(type), component: Number(component), values });
      emit("message:changed", message.channel_id, message.id);
    },
  });
}

/** An ephemeral message goes for good; one that only this page knows simply goes. */
function dismiss(message) {
  if (message.local) {
    logOf(message.channel_id).remove(message.id);
    emit("message:gone", message.channel_id, message.id);
    return;
  }
  tried(api.remove(message.channel_id, message.id));
}

/** The menu of a message, at a node or at a point. */
export function messageMenu(anchor, message) {
  const mine = message.author.id === state.me.id;
  const hidden = isEphemeral(message);
  const apps = state.commands.filter((command) => command.type === 3);
  const channel = state.channels.get(message.channel_id);
  const threaded = isThread(channel) || isDirect(channel) || state.channels.has(message.id);
  const text = markdownText(message);
  menu(anchor, [
    !hidden && { label: "Reply", icon: "reply", run: () => emit("reply", message) },
    !hidden && { label: "Add reaction", icon: "smile", run: () => pickReaction(byId(`m-${message.id}`), message) },
    !hidden && !threaded && { label: "Create thread", icon: "thread", run: () => createThread(message) },
    !hidden && apps.length && {
      label: "Apps",
      icon: "apps",
      items: apps.map((command) => ({ label: command.name, icon: "apps", run: () => useCommand(command, { target: message.id, channel: message.channel_id }) })),
    },
    null,
    text && { label: "Copy text", icon: "copy", run: () => copy(text) },
    { label: "Copy message ID", icon: "copy", run: () => copy(message.id) },
    (mine || hidden) && { label: hidden ? "Dismiss message" : "Delete message", icon: "trash", danger: true, run: () => dismiss(message) },
  ], { label: "Message", align: anchor instanceof Element ? "end" : "start" });
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    notice("Copied.", "info");
  } catch {
    notice("The browser does not let this page copy. Select the text and copy it yourself.");
  }
}

async function createThread(message) {
  const name = await askName("Create thread", "Thread name", markdownText(message).slice(0, 60));
  if (!name) return;
  const thread = await tried(api.thread(message.channel_id, message.id, name));
  if (!thread) return;
  channelSeen(thread); // its event may come after this answer
  location.hash = `#/${thread.id}`;
}

const messageOf = (node) => logOf(state.channel).messages.get(node.closest(".message")?.dataset.message);

/** Without a mouse nothing hovers: the message that was touched last shows its tools. */
function touch(row) {
  for (const other of document.querySelectorAll(".touched")) if (other !== row) other.classList.remove("touched");
  row?.classList.add("touched");
}

/** Listen for presses; once. */
export function startActions() {
  const log = byId("log");
  log.addEventListener("pointerup", (event) => event.pointerType === "touch" && touch(event.target.closest(".message")));
  log.addEventListener("click", (event) => {
    const node = event.target.closest("[data-act]");
    const message = node && messageOf(node);
    if (message && !node.disabled) ACTS[node.dataset.act]?.(node, message);
  });
  log.addEventListener("contextmenu", (event) => {
    const message = messageOf(event.target);
    if (!message || event.target.closest("a, video") || String(getSelection())) return;
    event.preventDefault();
    const { clientX: x, clientY: y } = event;
    messageMenu({ left: x, right: x, top: y, bottom: y }, message);
  });
  log.addEventListener("keydown", (event) => {
    const row = event.target.matches?.(".message") ? event.target : null;
    if (event.target.dataset?.act === "spoiler" && event.key === "Enter") event.target.click();
    if (!row || !["Enter", "ContextMenu"].includes(event.key) && !(event.shiftKey && event.key === "F10")) return;
    event.preventDefault();
    const box = row.querySelector(".byline, .body").getBoundingClientRect();
    messageMenu({ left: box.left, right: box.right, top: box.top, bottom: box.bottom }, messageOf(row));
  });
}
