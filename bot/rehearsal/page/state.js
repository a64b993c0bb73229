/** What the page knows, and who wants to hear when it changes. Only events.js and api callers write here. */

export const TEXT = 0;
export const DIRECT = [1, 3]; // of two, of several
export const THREADS = [10, 11, 12];

export const state = {
  status: "connecting", // connecting | ready | lost
  me: null,
  bot: null,
  people: new Map(), // id -> {id, username, global_name, avatar: CSS colour, moderator, bot}
  guilds: [],
  channels: new Map(), // id -> channel, threads and direct messages too
  commands: [],
  limits: { upload: 10 * 1024 * 1024 },
  channel: null, // the id of the open one
  logs: new Map(), // channel id -> Log
  typing: new Map(), // channel id -> Map(user id -> time when it ends)
  unread: new Map(), // channel id -> number of mentions (0: unread, nothing for me)
  pending: new Map(), // "message:custom_id" -> sent | failed
  chosen: new Map(), // "message:custom_id" -> values picked in a select, until the message changes
};

const listeners = new Map();

/** Call `listener` at each `emit(topic)`. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
}

/** Tell everyone who listens to `topic`. */
export function emit(topic, ...args) {
  for (const listener of listeners.get(topic) ?? []) listener(...args);
}

/** One channel's messages, oldest first. */
export class Log {
  messages = new Map();
  order = []; // ids, ascending
  complete = false; // the first message is here
  loading = false;

  add(message) {
    if (!this.messages.has(message.id)) {
      let at = this.order.length;
      while (at > 0 && older(message.id, this.order[at - 1])) at -= 1;
      this.order.splice(at, 0, message.id);
    }
    this.messages.set(message.id, message);
  }

  remove(id) {
    this.messages.delete(id);
    this.order = this.order.filter((other) => other !== id);
  }
}

/** Snowflakes as numbers without BigInt. */
export const older = (a, b) => (a.length === b.length ? a < b : a.length < b.length);

/** The log of a channel, begun when needed. */
export function logOf(channel) {
  if (!state.logs.has(channel)) state.logs.set(channel, new Log());
  return state.logs.get(channel);
}

export const isDirect = (channel) => DIRECT.includes(channel?.type);
export const isThread = (channel) => THREADS.includes(channel?.type);

/** How a person is called here. */
export function nameOf(user) {
  const known = state.people.get(user?.id) ?? (user?.id === state.bot?.id ? state.bot : null);
  return known?.global_name || user?.global_name || known?.username || user?.username || "Someone";
}

/** How a channel is called here. */
export function titleOf(channel) {
  if (!isDirect(channel) || channel.name) return channel?.name ?? "unknown";
  const others = (channel.recipients ?? []).filter((user) => user.id !== state.me?.id);
  return others.map(nameOf).join(", ") || nameOf(state.bot);
}

/** Everything that is a thread under `parent`, newest first; archived ones are left out. */
export function threadsOf(parent) {
  return [...state.channels.values()]
    .filter((c) => isThread(c) && c.parent_id === parent && !c.thread_metadata?.archived)
    .sort((a, b) => (older(a.id, b.id) ? 1 : -1));
}

/** Every role of every guild. */
export const roles = () => state.guilds.flatMap((guild) => guild.roles ?? []);

/** A guild's text channels, in its order; without one: all of them. */
export function textChannels(guild = null) {
  return [...state.channels.values()]
    .filter((c) => c.type === TEXT && (!guild || c.guild_id === guild))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || (older(a.id, b.id) ? -1 : 1));
}

export const directs = () => [...state.channels.values()].filter(isDirect);
