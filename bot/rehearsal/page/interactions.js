/** Interactions with the bot: sent, waited for, failed with a sentence. */

import * as api from "./api.js";
import { emit, on, state } from "./state.js";

export const COMMAND = 2;
export const COMPONENT = 3;
export const AUTOCOMPLETE = 4;
export const SUBMIT = 5;

const PATIENCE = 8000; // ms; the server says "failed" after Discord's 3 s, this is for a lost server
const open = new Map(); // nonce -> {resolve, timer, type}
const born = Math.random().toString(36).slice(2, 8);
let count = 0;

/** A word that marks one interaction of this window. */
const nonce = () => `${born}-${(count += 1)}`;

/**
 * Send an interaction. Resolves to {state: "acked" | "failed", error, choices}; never rejects.
 */
export function interact(type, data, more = {}) {
  const name = nonce();
  const done = new Promise((resolve) => {
    const timer = setTimeout(() => finish(name, { state: "failed", error: "" }), PATIENCE);
    open.set(name, { resolve, timer, type });
  });
  api
    .interact({ nonce: name, type, channel_id: state.channel, data, ...more })
    .catch((error) => finish(name, { state: "failed", error: error.message }));
  return done;
}

function finish(name, result) {
  const waiting = open.get(name);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  open.delete(name);
  waiting.resolve(result);
}

on("interaction", ({ nonce: name, state: now, error }) => {
  if (now === "sent" || (now === "acked" && open.get(name)?.type === AUTOCOMPLETE)) return; // the choices follow
  finish(name, { state: now, error });
});
on("choices", ({ nonce: name, choices }) => finish(name, { state: "acked", choices: choices ?? [] }));
on("modal", (modal) => {
  if (!modal.nonce?.startsWith(`${born}-`)) return; // another window of this person asked for it
  finish(modal.nonce, { state: "acked" });
  emit("modal:open", modal);
});

/** Press a button or choose in a select; the message shows that it waits, and whether it failed. */
export async function press(message, { custom, type, component, values }) {
  const id = `${message.id}:${custom}`;
  if (state.pending.get(id) === "sent") return;
  for (const key of state.pending.keys()) {
    if (key.startsWith(`${message.id}:`) && state.pending.get(key) !== "sent") state.pending.delete(key);
  }
  state.pending.set(id, "sent");
  // Most answers come within a few frames: dots that flash for one frame only disturb.
  const dots = setTimeout(() => emit("message:changed", message.channel_id, message.id), 120);
  const data = { custom_id: custom, component_type: type, id: component, ...(values ? { values } : {}) };
  const result = await interact(COMPONENT, data, { message_id: message.id, channel_id: message.channel_id });
  clearTimeout(dots);
  if (result.state === "failed") state.pending.set(id, result.error || "failed");
  else state.pending.delete(id);
  emit("message:changed", message.channel_id, message.id);
}

/** Use a command on a message, or a slash command with its options. */
export async function useCommand(command, { name = command.name, options, target, channel = state.channel } = {}) {
  const data = {
    id: command.id, name: command.name, type: command.type ?? 1,
    ...(options ? { options } : {}), ...(target ? { target_id: target } : {}),
  };
  if (!target) emit("command:sent");
  const result = await interact(COMMAND, data, { channel_id: channel });
  if (result.state === "failed") emit("command:failed", { channel, name, target, error: result.error });
  return result;
}
