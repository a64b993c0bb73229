/** The rehearsal's HTTP side. Every call acts as the person at the keyboard. */

import { state } from "./state.js";

/** A refusal with a sentence for the person. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function call(method, path, body) {
  const headers = { "X-Acting-As": state.me?.id ?? "" };
  if (body !== undefined && !(body instanceof FormData)) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(path, { method, headers, body });
  } catch {
    throw new Refused(0, "The rehearsal does not answer. It may be starting again: try once more in a moment.");
  }
  const json = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, sentenceOf(answer.status, json));
  return json;
}

function sentenceOf(status, json) {
  if (status === 413) return "That is more than one message may carry. Send smaller files, or fewer at once.";
  if (json?.message) return [json.message, ...faultsIn(json.errors)].join(" ");
  return `The rehearsal refused this (${status}).`;
}

/** The sentences in Discord's nested form errors. */
function faultsIn(errors) {
  if (!errors || typeof errors !== "object") return [];
  return Object.entries(errors).flatMap(([key, value]) => (key === "_errors" ? value.map((one) => one.message) : faultsIn(value)));
}

const channelPath = (channel) => `/rehearsal/channels/${encodeURIComponent(channel)}`;

export const people = () => call("GET", "/rehearsal/people");

/** The language that the bot is to speak with this person. */
export const speak = (locale) => call("PUT", "/rehearsal/locale", { locale });

/** Up to `limit` messages, oldest first, before the message `before` if it is given. */
export function messages(channel, before = null, limit = 50) {
  const query = new URLSearchParams({ limit: String(limit), ...(before ? { before } : {}) });
  return call("GET", `${channelPath(channel)}/messages?${query}`);
}

/** Say something. `files` are File objects; `reply` is a message id. */
export function say(channel, content, files = [], reply = null) {
  const payload = { content, ...(reply ? { message_reference: { message_id: reply, channel_id: channel } } : {}) };
  if (!files.length) return call("POST", `${channelPath(channel)}/messages`, payload);
  const form = new FormData();
  form.append("payload_json", JSON.stringify(payload));
  files.forEach((file, index) => form.append(`files[${index}]`, file, file.name));
  return call("POST", `${channelPath(channel)}/messages`, form);
}

export const typing = (channel) => call("POST", `${channelPath(channel)}/typing`);

/** Add or take back a reaction. */
export function react(channel, message, emoji, add) {
  const path = `${channelPath(channel)}/messages/${message}/reactions/${encodeURIComponent(emoji)}`;
  return call(add ? "PUT" : "DELETE", path);
}

/** Delete an own message, or dismiss one that only you can see. */
export const remove = (channel, message) => call("DELETE", `${channelPath(channel)}/messages/${message}`);

/** Begin a thread on a message. */
export const thread = (channel, message, name) =>
  call("POST", `${channelPath(channel)}/messages/${message}/threads`, { name });

export const interact = (body) => call("POST", "/rehearsal/interactions", body);

/** Keep a file on the server; its id is what a slash option or a modal sends. */
export function upload(file) {
  const form = new FormData();
  form.append("file", file, file.name);
  return call("POST", "/rehearsal/uploads", form);
}

export const directMessage = (recipient) => call("POST", "/rehearsal/dms", { recipient_id: recipient });
