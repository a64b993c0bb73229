/** A modal dialog with a title, a form and its two buttons; the browser keeps the focus inside. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Show a dialog around `fields`. `submit(dialog)` runs when the form is sent; it closes the dialog itself.
 * `closed` runs when it has gone.
 */
export function formDialog({ title, fields, action = "Submit", note = null, submit, closed = null }) {
  const error = h("p", { class: "form-error", role: "alert", hidden: true });
  const send = h("button", { type: "submit", class: "button primary" }, action);
  const cancel = (className, words, ...inner) =>
    h("button", { type: "button", class: className, "aria-label": inner.length ? words : null, on: { click: () => dialog.close() } }, inner.length ? inner : words);
  const heading = `dialog-${Math.random().toString(36).slice(2)}`;
  const form = h(
    "form",
    { novalidate: true, autocomplete: "off" },
    h("header", {}, h("h2", { id: heading }, title), cancel("icon-button", "Close", icon("close"))),
    h("div", { class: "fields" }, note, fields),
    error,
    h("footer", {}, cancel("button secondary", "Cancel"), send),
  );
  const dialog = h("dialog", { class: "form-dialog", "aria-labelledby": heading }, form);
  const handle = {
    dialog,
    close: () => dialog.close(),
    fail: (words) => {
      error.textContent = words;
      error.hidden = !words;
    },
    busy: (busy) => {
      send.disabled = busy;
      send.classList.toggle("waiting", busy);
    },
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(handle);
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  form.querySelector(".fields :is(input, textarea, select, button)")?.focus();
  return handle;
}
