/** Values of slash options: what they may be, what is wrong with one, what is offered. */

import { wordOf } from "./commands.js";
import { channelOptions, peopleOptions, roleOptions } from "./options.js";

const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;
export const ATTACHMENT = 11;

const TRUTH = [{ name: "True", value: true }, { name: "False", value: false }];

/** Must the value be one of a list? */
const closed = (option) => Boolean(option.choices?.length) || [BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE].includes(option.type);

/** What can be chosen for an option that fits what was typed: [{label, text, detail, mark, value}]. */
export function lists(option, typed) {
  const words = typed.trim().toLowerCase().replace(/^[@#]/, "");
  return candidates(option)
    .filter((one) => one.text.toLowerCase().includes(words))
    .slice(0, 25)
    .map((one) => ({ ...one, label: one.text }));
}

function candidates(option) {
  if (option.choices?.length) return option.choices.map((one) => ({ text: wordOf(one, "name"), value: one.value }));
  switch (option.type) {
    case BOOLEAN:
      return TRUTH.map(({ name, value }) => ({ text: name, value }));
    case USER:
      return fromOptions(peopleOptions());
    case ROLE:
      return fromOptions(roleOptions());
    case MENTIONABLE:
      return fromOptions([...peopleOptions(), ...roleOptions()]);
    case CHANNEL:
      return fromOptions(channelOptions(option.channel_types));
    default:
      return [];
  }
}

const fromOptions = (options) => options.map((one) => ({ text: one.label, value: one.value, mark: one.mark?.() }));

/** The value of a chip as Discord sends it; undefined if there is none (files are uploaded first). */
export function valueOf({ option, input, picked }) {
  if (option.type === ATTACHMENT) return undefined;
  if (picked) return picked.value;
  const text = input.value.trim();
  if (!text) return undefined;
  if (closed(option)) return lists(option, text).find((one) => one.text.toLowerCase() === text.toLowerCase().replace(/^[@#]/, ""))?.value;
  if (option.type === INTEGER || option.type === NUMBER) return Number(text.replace(",", "."));
  return input.value;
}

/** A sentence about what is wrong with a chip, or "". */
export function fault(chip) {
  const { option, input, file } = chip;
  const text = file ? file.name : option.type === ATTACHMENT ? "" : input.value.trim();
  if (!text) return option.required ? "This is needed to run the command." : "Give it a value, or remove it with Backspace.";
  const value = valueOf(chip);
  if (closed(option) && value === undefined) return "Choose one of the list.";
  if (option.type === INTEGER && !Number.isInteger(value)) return "This must be a whole number.";
  if (option.type === NUMBER && !Number.isFinite(value)) return "This must be a number.";
  if (typeof value === "number" && value < (option.min_value ?? -Infinity)) return `At least ${option.min_value}.`;
  if (typeof value === "number" && value > (option.max_value ?? Infinity)) return `At most ${option.max_value}.`;
  if (option.type === STRING && text.length < (option.min_length ?? 0)) return `At least ${option.min_length} characters.`;
  return "";
}
