/** A chosen slash command in the composer: its options as chips, with their choices above. */

import * as api from "./api.js";
import { nested, wordOf } from "./commands.js";
import { debounce, h } from "./dom.js";
import { icon } from "./icons.js";
import { AUTOCOMPLETE, interact, useCommand } from "./interactions.js";
import { notice } from "./notices.js";
import { ATTACHMENT, fault, lists, valueOf } from "./slashvalues.js";
import { quiet, suggest, suggestKey } from "./suggest.js";
import { within } from "./uploads.js";

const WAIT = 160; // ms without a key before the bot is asked for choices

/** The form of one command; `exit(focus)` gives the composer back to text. */
export class CommandForm {
  #chips = new Map(); // option name -> {option, node, input, picked, file}
  #row = h("div", { class: "chips" });
  #more = h("span", { class: "more-options" });
  #asked = 0;

  constructor(leaf, channel, exit) {
    this.leaf = leaf;
    this.channel = channel;
    this.exit = exit;
    this.node = h(
      "div",
      { class: "command-form", role: "group", "aria-label": `Command ${leaf.shown}` },
      h("span", { class: "command-name", title: leaf.description }, `/${leaf.shown}`),
      this.#row,
    );
    this.#row.append(this.#more);
    for (const option of leaf.options) if (option.required) this.#add(option);
    this.#offer();
    this.ask = debounce((chip) => this.#ask(chip), WAIT);
    this.node.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Put the focus where there is something to fill in. */
  focus() {
    const open = [...this.#chips.values()].find((chip) => !chip.input.value && !chip.file);
    (open?.input ?? this.#more.querySelector(".run")).focus();
  }

  /** Give a value from outside: `/brief new` mentioned with words. */
  fill(name, value) {
    const option = this.leaf.options.find((one) => one.name === name);
    if (option) this.#add(option).input.value = value;
  }

  /** Files that were dropped or pasted go to the first option that takes one; false if none does. */
  take(files) {
    const option = this.leaf.options.find((one) => one.type === ATTACHMENT && !this.#chips.get(one.name)?.file);
    if (!option) return false;
    const [file] = within([...files]);
    if (file) this.#keep(this.#chips.get(option.name) ?? this.#add(option), file);
    return true;
  }

  #add(option) {
    const known = this.#chips.get(option.name);
    if (known) return known;
    const chip = { option, picked: null, file: null };
    const name = wordOf(option, "name");
    if (option.type === ATTACHMENT) {
      const chooser = h("input", { type: "file", class: "aside", tabindex: -1 });
      chip.input = h("button", { type: "button", class: "chip-input file-chip" }, "Choose a file");
      chip.input.addEventListener("click", () => chooser.click());
      chooser.addEventListener("change", () => this.#keep(chip, within([...chooser.files])[0]));
      chip.chooser = chooser;
    } else {
      chip.input = h("input", { type: "text", class: "chip-input", size: 8, "aria-label": `${name}: ${wordOf(option, "description")}`, role: "combobox", "aria-expanded": "false", "aria-required": option.required ? "true" : null, maxlength: option.max_length ?? 6000 });
      chip.input.addEventListener("input", () => {
        chip.picked = null;
        this.#fit(chip);
        this.#blame(chip, "");
        this.#help(chip);
      });
    }
    chip.input.addEventListener("focus", () => this.#help(chip));
    chip.input.addEventListener("blur", () => setTimeout(() => !this.node.contains(document.activeElement) && quiet()));
    chip.node = h("label", { class: "chip", data: { option: option.name } }, h("span", { class: "chip-name" }, name, option.required ? h("span", { class: "star" }, "*") : null), chip.input, chip.chooser ?? null);
    this.#chips.set(option.name, chip);
    this.#row.insertBefore(chip.node, this.#more);
    this.#offer();
    return chip;
  }

  #drop(chip) {
    this.#chips.delete(chip.option.name);
    chip.node.remove();
    this.#offer();
    quiet();
    ([...this.#chips.values()].at(-1)?.input ?? this.#more.querySelector("button"))?.focus();
  }

  /** Small buttons for the options that are not there yet. */
  #offer() {
    const rest = this.leaf.options.filter((one) => !this.#chips.has(one.name));
    const buttons = rest.map((option) => {
      const node = h("button", { type: "button", class: "add-option", title: wordOf(option, "description") }, icon("plus"), wordOf(option, "name"));
      node.addEventListener("click", () => this.#add(option).input.focus());
      node.addEventListener("focus", () => suggest(node, [], () => {}, { head: this.#head(option) }));
      return node;
    });
    const run = h("button", { type: "button", class: "run", on: { click: () => this.run() } }, "Run");
    const hint = rest.length ? `Enter runs it. Type to fill in ${wordOf(rest[0], "name")}, or choose an option with Shift + Tab.` : "Enter runs it.";
    run.addEventListener("focus", () => suggest(run, [], () => {}, { head: hint }));
    this.#more.replaceChildren(...buttons, run);
  }

  #keep(chip, file) {
    if (!file) return;
    chip.file = file;
    chip.input.firstChild.data = file.name;
    this.#blame(chip, "");
    chip.input.focus();
  }

  #fit(chip) {
    chip.input.size = Math.max(8, Math.min(60, chip.input.value.length + 1));
  }

  #head(option) {
    return [h("b", {}, wordOf(option, "name")), ` ${wordOf(option, "description")}`, option.required ? null : h("span", { class: "quiet" }, " (optional)")];
  }

  /** What stands above the composer while this chip has the focus. */
  #help(chip) {
    const head = this.#head(chip.option);
    if (chip.option.autocomplete) {
      suggest(chip.input, [], () => {}, { head });
      this.ask(chip);
      return;
    }
    this.#list(chip, lists(chip.option, chip.picked ? "" : chip.input.value ?? ""));
  }

  #list(chip, items) {
    suggest(chip.input, items, (item) => this.#pick(chip, item), { head: this.#head(chip.option) });
  }

  #pick(chip, item) {
    chip.picked = { label: item.text, value: item.value };
    chip.input.value = item.text;
    this.#fit(chip);
    this.#blame(chip, "");
    const next = [...this.#chips.values()].find((other) => other.option.required && !other.input.value && !other.file);
    (next ?? chip).input.focus();
    if (!next) quiet();
  }

  /** Ask the bot for choices; an answer that comes too late is dropped. */
  async #ask(chip) {
    const turn = (this.#asked += 1);
    const values = this.#values();
    values.set(chip.option.name, { value: chip.input.value, focused: true });
    const { command } = this.leaf;
    const data = { id: command.id, name: command.name, type: 1, options: nested(this.leaf, values) };
    const result = await interact(AUTOCOMPLETE, data, { channel_id: this.channel });
    if (turn !== this.#asked || document.activeElement !== chip.input || chip.picked) return;
    if (result.state === "failed") {
      suggest(chip.input, [], () => {}, { head: "The choices could not be loaded. Type the value, or try again." });
      return;
    }
    this.#list(chip, result.choices.map((one) => ({ label: wordOf(one, "name"), text: wordOf(one, "name"), value: one.value })));
  }

  #values() {
    const values = new Map();
    for (const [name, chip] of this.#chips) {
      const value = valueOf(chip);
      if (value !== undefined) values.set(name, { value });
    }
    return values;
  }

  #blame(chip, sentence) {
    chip.node.classList.toggle("wrong", Boolean(sentence));
    if (sentence) suggest(chip.input, [], () => {}, { head: h("span", { class: "fault" }, sentence) });
  }

  /** Check, upload, send. */
  async run() {
    for (const chip of this.#chips.values()) {
      const sentence = fault(chip);
      if (!sentence) continue;
      chip.input.focus();
      this.#blame(chip, sentence);
      return;
    }
    const values = this.#values();
    try {
      for (const [name, { file }] of this.#chips) if (file) values.set(name, { value: (await api.upload(file)).id });
    } catch (error) {
      notice(error.message);
      return;
    }
    const { command, name } = this.leaf;
    this.exit(true);
    useCommand(command, { name, options: nested(this.leaf, values), channel: this.channel });
  }

  #key(event) {
    if (suggestKey(event)) return;
    const chip = [...this.#chips.values()].find((one) => one.input === event.target);
    if (event.key === "Escape") {
      event.preventDefault();
      this.exit(true);
    } else if (event.key === "Enter" && chip && chip.option.type !== ATTACHMENT && !event.isComposing) {
      event.preventDefault();
      this.run();
    } else if (event.key === "Backspace" && chip && !chip.input.value && !chip.file) {
      event.preventDefault();
      if (chip.option.required) this.exit(true);
      else this.#drop(chip);
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && event.target.matches(".add-option, .run")) {
      (event.target.matches(".run") ? this.#more.querySelector(".add-option") : event.target)?.click(); // the letter itself goes into the field that has the focus now
    } else if (event.key === "Backspace" && event.target.matches(".add-option, .run")) {
      event.preventDefault();
      this.exit(true);
    }
  }
}
