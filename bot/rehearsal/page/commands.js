/** Slash commands as people choose them: every subcommand is one line. */

import { h } from "./dom.js";
import { isDirect, state } from "./state.js";

const SUBCOMMAND = 1;
const GROUP = 2;

/** What a command or an option is called in this person's language; what is sent stays the given name. */
export const wordOf = (thing, what) => thing[`${what}_localizations`]?.[state.me?.locale] ?? thing[what];

/**
 * All commands that can be used in a channel: {command, path, name, shown, description, options}, by name.
 */
export function leaves(channel) {
  const context = isDirect(channel) ? (channel.recipients?.some((one) => one.id === state.bot?.id) ? 1 : 2) : 0;
  return state.commands
    .filter((command) => (command.type ?? 1) === 1 && (!command.contexts || command.contexts.includes(context)))
    .flatMap((command) => spread(command, command, [command]))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function spread(command, node, path) {
  const below = (node.options ?? []).filter((one) => one.type === SUBCOMMAND || one.type === GROUP);
  if (below.length) return below.flatMap((one) => spread(command, one, [...path, one]));
  return [{
    command,
    path: path.slice(1),
    name: path.map((one) => one.name).join(" "),
    shown: path.map((one) => wordOf(one, "name")).join(" "),
    description: wordOf(node, "description") ?? "",
    options: node.options ?? [],
  }];
}

/** The leaves that fit what was typed after the slash, best first. */
export function matching(typed, channel) {
  const words = typed.trim().toLowerCase();
  const rank = (leaf) => {
    const names = [leaf.name, leaf.shown.toLowerCase()];
    if (names.some((name) => name.startsWith(words))) return 0;
    if (names.some((name) => name.split(" ").some((part) => part.startsWith(words)))) return 1;
    return names.some((name) => name.includes(words)) ? 2 : 3;
  };
  return leaves(channel)
    .map((leaf) => [rank(leaf), leaf])
    .filter(([order]) => order < 3)
    .sort(([a], [b]) => a - b)
    .map(([, leaf]) => leaf);
}

/** The leaf whose whole name was typed and ended with a space, and no other begins like it. */
export function complete(typed, channel) {
  if (!typed.endsWith(" ")) return null;
  const name = typed.trim().toLowerCase();
  return leaves(channel).find((leaf) => leaf.name === name || leaf.shown.toLowerCase() === name) ?? null;
}

/** `values` (option name -> value) as Discord nests them below groups and subcommands. */
export function nested(leaf, values) {
  const flat = leaf.options.filter(({ name }) => values.has(name)).map(({ name, type }) => ({ name, type, ...values.get(name) }));
  return leaf.path.reduceRight((inner, { name, type }) => [{ name, type, options: inner }], flat);
}

/** A line in the picker. */
export function leafLine(leaf) {
  return {
    leaf,
    label: h("span", {}, h("b", {}, `/${leaf.shown}`), leaf.options.map((one) => h("span", { class: one.required ? "hint-chip" : "hint-chip optional" }, wordOf(one, "name")))),
    detail: leaf.description,
  };
}
