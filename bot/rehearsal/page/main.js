/** The page begins here: people, socket, views; and which channel is open. */

import { startActions } from "./actions.js";
import * as api from "./api.js";
import { focusComposer, openComposer, startComposer } from "./composer.js";
import { byId, h } from "./dom.js";
import { apply } from "./events.js";
import { startKeys } from "./keys.js";
import { startModals } from "./modal.js";
import { firstPersona, rememberPersona, startPersona } from "./persona.js";
import { drawer, focusChannels, startSidebar } from "./sidebar.js";
import { Socket } from "./socket.js";
import { emit, logOf, on, state, textChannels } from "./state.js";
import { keepTimes } from "./time.js";
import { focusLast, openTimeline, startTimeline } from "./timeline.js";
import { startTop } from "./top.js";

const socket = new Socket(apply, (status) => {
  state.status = status;
  emit("status");
});

/** Open the channel that the address names, else the last one, else the first. */
function openFromAddress() {
  const named = location.hash.slice(2);
  const wanted = [named, localStorage.getItem("channel")].find((id) => state.channels.has(id)) ?? textChannels()[0]?.id;
  if (!wanted) return;
  if (named !== wanted) history.replaceState(null, "", `${location.search}#/${wanted}`);
  open(wanted);
}

function open(channel) {
  state.channel = channel;
  state.unread.delete(channel);
  localStorage.setItem("channel", channel);
  emit("opened");
  openComposer(channel);
  openTimeline(channel);
  drawer(false);
  focusComposer();
}

/** After a new connection everything may have changed; what is being written stays. */
function refreshAll() {
  emit("channels");
  if (state.channel && state.channels.has(state.channel)) {
    emit("opened");
    openTimeline(state.channel);
  } else {
    openFromAddress();
  }
}

function become(id) {
  rememberPersona(id);
  state.unread.clear();
  state.chosen.clear();
  socket.become(id);
}

/** A command that the bot did not answer: only this page knows of it. */
function commandFailed({ channel, name, target, error }) {
  const log = logOf(channel);
  const last = log.order.at(-1) ?? "1";
  const message = {
    id: String(BigInt(last) + 1n),
    channel_id: channel,
    local: true,
    type: 20,
    flags: 64,
    author: state.bot,
    timestamp: new Date().toISOString(),
    content: error || "The application did not respond.",
    interaction_metadata: { type: 2, user: state.me, target_message_id: target },
    interaction: { name, user: state.me },
  };
  log.add(message);
  emit("message", message);
}

async function start() {
  for (const begin of [startSidebar, startPersona, startTop, startTimeline, startActions, startComposer, startModals, keepTimes]) begin();
  startKeys([
    () => (drawer(true), focusChannels()),
    focusLast,
    () => byId("composer").querySelector("textarea, input:not([type=file])")?.focus(),
  ]);
  on("ready", refreshAll);
  on("become", become);
  on("command:failed", commandFailed);
  on("channel:gone", (parent) => (location.hash = `#/${parent ?? ""}`));
  window.addEventListener("hashchange", openFromAddress);
  for (;;) {
    try {
      const person = firstPersona(await api.people());
      if (person) {
        socket.become(person.id);
        return;
      }
    } catch {
      byId("start").replaceChildren(h("p", { class: "quiet" }, "The rehearsal is not up yet. Waiting for it…"));
    }
    await new Promise((wake) => setTimeout(wake, 1000));
  }
}

start();
