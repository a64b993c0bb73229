/** Ask for one name. */

import { formDialog } from "./dialog.js";
import { h } from "./dom.js";

/** Resolves to the name, or to null if the person thinks better of it. */
export function askName(title, label, suggestion = "") {
  return new Promise((resolve) => {
    const input = h("input", { type: "text", class: "text", id: "ask-name", maxlength: 100, value: suggestion.replace(/\s+/g, " ").trim() });
    let name = null;
    formDialog({
      title,
      action: "Create",
      fields: h("div", { class: "field" }, h("label", { class: "field-label", for: "ask-name" }, label), input),
      submit: (handle) => {
        name = input.value.trim() || null;
        if (name) handle.close();
        else handle.fail("Give it a name.");
      },
      closed: () => resolve(name),
    });
    input.select();
  });
}
