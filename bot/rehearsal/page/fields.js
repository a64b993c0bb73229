/** The fields of a modal, each with its label, its fault and its value. */

import { h } from "./dom.js";
import { ornament } from "./emoji.js";
import { icon } from "./icons.js";
import { listbox } from "./listbox.js";
import { optionsOf, pickedOf } from "./options.js";
import { uploadField } from "./uploads.js";

let count = 0;

/**
 * A field for a component of a Label: {node, fault() -> sentence or "", show(fault) -> is there one?, focus(),
 * value() -> {value} or {values}}.
 */
export function field(data, label, description) {
  const id = `field-${(count += 1)}`;
  const control = MAKERS[data.type]?.(data, id) ?? unknown(data);
  const required = data.type !== 23 && data.required !== false;
  const fault = h("p", { class: "fault", id: `${id}-fault`, role: "alert", hidden: true });
  const words = [label, required ? h("span", { class: "star", "aria-hidden": "true" }, " *") : null];
  const note = description ? h("p", { class: "field-note", id: `${id}-note` }, description) : null;
  const group = control.group;
  const node = h(
    group ? "fieldset" : "div",
    { class: `field kind-${data.type}`, data: { custom: data.custom_id } },
    h(group ? "legend" : "label", { class: "field-label", for: group ? null : id }, words),
    note, control.node, fault,
  );
  control.target.setAttribute("aria-describedby", [note && `${id}-note`, `${id}-fault`].filter(Boolean).join(" "));
  if (required && !group) control.target.setAttribute("aria-required", "true");
  const show = (sentence) => {
    fault.textContent = sentence;
    fault.hidden = !sentence;
    control.target.setAttribute("aria-invalid", sentence ? "true" : "false");
    return Boolean(sentence);
  };
  // A fault goes as soon as it is mended; a new one waits for the button.
  for (const event of ["input", "change"]) node.addEventListener(event, () => fault.hidden || show(control.fault(required)));
  return {
    node,
    fault: () => control.fault(required),
    show,
    focus: () => control.target.focus(),
    value: control.value,
  };
}

const MAKERS = { 3: select, 4: text, 5: select, 6: select, 7: select, 8: select, 19: uploadField, 21: radios, 22: checks, 23: check };

function unknown(data) {
  const node = h("p", { class: "subtext" }, `(a field of type ${data.type} that this page does not know)`);
  return { node, target: node, fault: () => "", value: async () => ({ value: null }) };
}

function text(data, id) {
  const { min_length: min = 0, max_length: max = 4000, placeholder = "", value = "" } = data;
  const props = { id, class: "text", placeholder, maxlength: max };
  const input = data.style === 2 ? h("textarea", { ...props, rows: 4 }) : h("input", { ...props, type: "text" });
  input.value = value ?? "";
  const left = h("span", { class: "left-over", "aria-hidden": "true" });
  const tell = () => {
    left.textContent = data.max_length && (data.style === 2 || max - input.value.length <= 20) ? `${input.value.length} / ${max}` : "";
  };
  input.addEventListener("input", tell);
  tell();
  return {
    node: h("div", { class: "text-box" }, input, left),
    target: input,
    fault: (required) => {
      if (required && !input.value.trim()) return "This must not be empty.";
      if (input.value && input.value.length < min) return `At least ${min} characters, please.`;
      return "";
    },
    value: async () => ({ value: input.value }),
  };
}

function select(data, id) {
  let picked = pickedOf(data);
  const min = data.min_values ?? 1;
  const max = data.max_values ?? 1;
  const words = h("span");
  const button = h("button", { type: "button", class: "select", id, "aria-haspopup": "listbox", "aria-expanded": "false" }, words, icon("down"));
  const options = optionsOf(data);
  const show = () => {
    const known = options.filter((one) => picked.includes(one.value));
    words.className = known.length ? "picked" : "hint";
    words.replaceChildren(...(known.length ? known.map((one) => h("span", {}, ornament(one.emoji), one.label)) : [data.placeholder || "Make a choice"]));
  };
  button.addEventListener("click", () =>
    listbox(button, {
      options, picked, max,
      min: data.required === false ? 0 : min,
      label: data.placeholder || "Choices",
      done: (values) => {
        picked = values;
        show();
        button.dispatchEvent(new Event("change", { bubbles: true }));
      },
    }),
  );
  show();
  return {
    node: button,
    target: button,
    fault: (required) => {
      if (!required && !picked.length) return "";
      if (picked.length < min) return min === 1 ? "Make a choice." : `Choose at least ${min}.`;
      return "";
    },
    value: async () => ({ values: picked }),
  };
}

function choice(type, name, option) {
  return h(
    "label",
    { class: "choice" },
    h("input", { type, name, value: option.value, checked: option.default || false }),
    h("span", { class: "option-words" }, h("span", {}, option.label), option.description ? h("small", {}, option.description) : null),
  );
}

const checkedOf = (node) => [...node.querySelectorAll("input:checked")].map((one) => one.value);

function radios(data, id) {
  const node = h("div", { class: "choices" }, data.options.map((one) => choice("radio", id, one)));
  return {
    node, group: true, target: node.querySelector("input") ?? node,
    fault: (required) => (required && !checkedOf(node).length ? "Choose one." : ""),
    value: async () => ({ value: checkedOf(node)[0] ?? null }),
  };
}

function checks(data, id) {
  const node = h("div", { class: "choices" }, data.options.map((one) => choice("checkbox", id, one)));
  const max = data.max_values ?? data.options.length;
  return {
    node, group: true, target: node.querySelector("input") ?? node,
    fault: (required) => {
      const many = checkedOf(node).length;
      const min = data.min_values ?? (required ? 1 : 0);
      if (!required && !many) return "";
      if (many < min) return min === 1 ? "Choose at least one." : `Choose at least ${min}.`;
      return many > max ? `Choose at most ${max}.` : "";
    },
    value: async () => ({ values: checkedOf(node) }),
  };
}

function check(data, id) {
  const input = h("input", { type: "checkbox", class: "lone-check", id, checked: data.default || false });
  return { node: input, target: input, fault: () => "", value: async () => ({ value: input.checked }) };
}
