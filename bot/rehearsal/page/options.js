/** What a select offers: its own options, or people, roles and channels. */

import { avatar } from "./avatar.js";
import { ornament } from "./emoji.js";
import { icon } from "./icons.js";
import { isDirect, isThread, nameOf, roles, state, titleOf } from "./state.js";

/** Options of a select: [{value, label, description, emoji, mark: () => node}]. */
export function optionsOf(data) {
  switch (data.type) {
    case 3:
      return data.options.map((one) => ({ ...one, mark: () => ornament(one.emoji) }));
    case 5:
      return peopleOptions();
    case 6:
      return roleOptions();
    case 7:
      return [...peopleOptions(), ...roleOptions()];
    case 8:
      return channelOptions(data.channel_types);
    default:
      return [];
  }
}

/** People and the bot. */
export function peopleOptions() {
  const users = [...state.people.values()];
  if (state.bot && !state.people.has(state.bot.id)) users.push(state.bot);
  return users.map((user) => ({ value: user.id, label: nameOf(user), description: user.username, mark: () => avatar(user, "tiny") }));
}

export function roleOptions() {
  return roles()
    .filter((role) => !state.guilds.some((guild) => guild.id === role.id)) // @everyone has its guild's id
    .map((role) => ({ value: role.id, label: role.name, mark: () => icon("role") }));
}

/** Channels and threads of the given types, or of all types. */
export function channelOptions(types) {
  return [...state.channels.values()]
    .filter((one) => !isDirect(one) && (!types?.length || types.includes(one.type)))
    .map((one) => ({ value: one.id, label: titleOf(one), mark: () => icon(isThread(one) ? "thread" : "hash") }));
}

/** The picked values of a select: what the person chose, else its defaults. */
export function pickedOf(data, chosen) {
  if (chosen) return chosen;
  if (data.type === 3) return data.options.filter((one) => one.default).map((one) => one.value);
  return (data.default_values ?? []).map((one) => one.id);
}
