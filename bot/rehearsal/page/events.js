/** Gateway-shaped events applied to the state; views hear what changed by topic. */

import { same } from "./emoji.js";
import { emit, isThread, logOf, state } from "./state.js";

const TYPING_MS = 10_000;

/** Apply one event of the socket. */
export function apply(type, data) {
  HANDLERS[type]?.(data);
}

const HANDLERS = {
  READY: ready,
  MESSAGE_CREATE: created,
  MESSAGE_UPDATE: updated,
  MESSAGE_DELETE: ({ id, channel_id }) => forget(channel_id, id),
  MESSAGE_REACTION_ADD: (event) => reacted(event, 1),
  MESSAGE_REACTION_REMOVE: (event) => reacted(event, -1),
  THREAD_CREATE: channelSeen,
  THREAD_UPDATE: channelSeen,
  THREAD_DELETE: channelGone,
  CHANNEL_CREATE: channelSeen,
  CHANNEL_UPDATE: channelSeen,
  CHANNEL_DELETE: channelGone,
  TYPING_START: typing,
  COMMANDS_UPDATE: ({ commands }) => {
    state.commands = commands ?? [];
    emit("commands");
  },
  INTERACTION: (event) => emit("interaction", event),
  MODAL: (event) => emit("modal", event),
  CHOICES: (event) => emit("choices", event),
};

function ready({ user, people, bot, guild, guilds, dms, commands, limits }) {
  state.me = user;
  state.bot = bot ?? null;
  state.people = new Map((people ?? []).map((one) => [one.id, one]));
  state.guilds = guilds ?? (guild ? [guild] : []);
  const rooms = state.guilds.flatMap((one) => [...one.channels, ...(one.threads ?? [])]);
  state.channels = new Map([...rooms, ...(dms ?? [])].map((one) => [one.id, one]));
  state.commands = commands ?? [];
  state.limits = { ...state.limits, ...limits };
  state.status = "ready";
  state.logs.clear(); // what was missed is fetched again
  state.pending.clear();
  state.typing.clear();
  emit("ready");
}

function created(message) {
  const log = state.logs.get(message.channel_id);
  state.typing.get(message.channel_id)?.delete(message.author.id);
  emit("typing", message.channel_id);
  log?.add(message);
  countMessage(message);
  emit("message", message);
  if (message.channel_id !== state.channel && message.author.id !== state.me.id) {
    const mine = message.mentions?.some((user) => user.id === state.me.id) || message.mention_everyone ? 1 : 0;
    state.unread.set(message.channel_id, (state.unread.get(message.channel_id) ?? 0) + mine);
    emit("channels");
  }
}

function countMessage(message) {
  const thread = state.channels.get(message.channel_id);
  if (isThread(thread)) thread.message_count = (thread.message_count ?? 0) + 1;
}

function updated(message) {
  const log = state.logs.get(message.channel_id);
  const old = log?.messages.get(message.id);
  if (!old) return;
  log.add({ ...old, ...message, reactions: message.reactions ?? old.reactions });
  for (const id of state.chosen.keys()) if (id.startsWith(`${message.id}:`)) state.chosen.delete(id);
  emit("message:changed", message.channel_id, message.id);
}

function forget(channel, id) {
  state.logs.get(channel)?.remove(id);
  emit("message:gone", channel, id);
}

function reacted({ channel_id, message_id, user_id, emoji }, step) {
  const message = state.logs.get(channel_id)?.messages.get(message_id);
  if (!message) return;
  const mine = user_id === state.me.id;
  const list = (message.reactions ?? []).map((one) => ({ ...one }));
  let entry = list.find((one) => one.emoji.id === (emoji.id ?? null) && same(one.emoji.name, emoji.name));
  if (!entry) list.push((entry = { emoji: { id: null, ...emoji }, count: 0, me: false }));
  entry.count += step;
  if (mine) entry.me = step > 0;
  logOf(channel_id).add({ ...message, reactions: list.filter((one) => one.count > 0) });
  emit("message:changed", channel_id, message_id);
}

/** A channel or a thread that is new or has changed. */
export function channelSeen(channel) {
  state.channels.set(channel.id, { ...state.channels.get(channel.id), ...channel });
  emit("channels");
  // A thread that began on a message shows there as a link.
  if (isThread(channel)) emit("message:changed", channel.parent_id, channel.id);
}

function channelGone({ id, parent_id }) {
  state.channels.delete(id);
  state.logs.delete(id);
  state.unread.delete(id);
  emit("channels");
  emit("message:changed", parent_id, id);
  if (id === state.channel) emit("channel:gone", parent_id);
}

function typing({ channel_id, user_id }) {
  if (user_id === state.me.id) return;
  if (!state.typing.has(channel_id)) state.typing.set(channel_id, new Map());
  state.typing.get(channel_id).set(user_id, Date.now() + TYPING_MS);
  emit("typing", channel_id);
}
