/** Files that people add: in a modal, in a message, in a slash option. */

import * as api from "./api.js";
import { h, size } from "./dom.js";
import { icon } from "./icons.js";
import { notice } from "./notices.js";
import { state } from "./state.js";

/** Files that may be sent here; the others are named in a sentence. */
export function within(files) {
  const limit = state.limits.upload;
  const large = files.filter((file) => file.size > limit);
  if (large.length) {
    const names = large.map((file) => `${file.name} (${size(file.size)})`).join(", ");
    notice(`Too large for this place: ${names}. A file may have ${size(limit)}: make it smaller or choose another.`);
  }
  return files.filter((file) => file.size <= limit);
}

/** A picture of a file that is not sent yet, or an icon. Revoke with `node.forget()`. */
export function preview(file) {
  if (!/^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)) return icon(file.type.startsWith("video/") ? "play" : "file");
  const url = URL.createObjectURL(file);
  const done = () => URL.revokeObjectURL(url);
  return h("img", { src: url, alt: "", on: { load: done, error: done } });
}

/** A chip for one chosen file, with its way out. */
export function fileChip(file, remove) {
  return h(
    "li",
    { class: "chosen-file" },
    h("span", { class: "preview" }, preview(file)),
    h("span", { class: "file-words" }, h("span", {}, file.name), h("small", {}, size(file.size))),
    h("button", { type: "button", class: "icon-button", "aria-label": `Remove ${file.name}`, on: { click: remove } }, icon("trash")),
  );
}

/** The FileUpload of a modal. */
export function uploadField(data, id) {
  const max = data.max_values ?? 1;
  const min = data.min_values ?? 1;
  let files = [];
  const list = h("ul", { class: "chosen-files" });
  const input = h("input", { type: "file", class: "aside", id, multiple: max > 1, tabindex: -1 });
  const button = h("button", { type: "button", class: "upload-button" }, icon("plus"), max > 1 ? `Add files (up to ${max})` : "Choose a file");
  const node = h("div", { class: "upload" }, list, button, input);

  const show = () => {
    list.replaceChildren(...files.map((file) => fileChip(file, () => ((files = files.filter((one) => one !== file)), show(), button.focus()))));
    button.hidden = files.length >= max;
  };
  const add = (more) => {
    files = [...files, ...within([...more])].slice(0, max);
    show();
    button.dispatchEvent(new Event("change", { bubbles: true }));
  };
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    add(input.files);
    input.value = "";
  });
  node.addEventListener("dragover", (event) => event.preventDefault());
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    add(event.dataTransfer.files);
  });
  return {
    node,
    target: button,
    fault: (required) => {
      if (!required && !files.length) return "";
      if (files.length < min) return min === 1 ? "Choose a file." : `Choose at least ${min} files.`;
      return "";
    },
    value: async () => ({ values: (await Promise.all(files.map(api.upload))).map((one) => one.id) }),
  };
}
