/** The open list of a select: one or several choices, by mouse, arrows or the first letters. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { arrows, popover } from "./popover.js";

const SEARCH_FROM = 9; // options; shorter lists need no search field

/**
 * Open the list at `anchor`. `picked` are values; `done(values)` is called once, when the choice is made: at once
 * for a single choice, on closing for several.
 */
export function listbox(anchor, { options, picked = [], min = 1, max = 1, label = "Choices", done }) {
  const chosen = new Set(picked);
  const several = max > 1;
  const list = h("div", { class: "options", role: "listbox", "aria-label": label, "aria-multiselectable": several ? "true" : null });
  const search = options.length >= SEARCH_FROM ? h("input", { type: "text", class: "search", placeholder: "Search", "aria-label": "Search the choices" }) : null;
  const hint = several ? h("p", { class: "list-hint" }, limits(min, max)) : null;
  let sent = false;

  const rows = options.map((option) =>
    h(
      "button",
      { type: "button", class: "option", role: "option", tabindex: -1, data: { value: option.value } },
      option.mark?.() ?? null,
      h("span", { class: "option-words" }, h("span", {}, option.label), option.description ? h("small", {}, option.description) : null),
      h("span", { class: "tick" }, icon("check")),
    ),
  );
  list.append(...rows);

  const show = () => {
    const full = several && chosen.size >= max;
    for (const row of rows) {
      const on = chosen.has(row.dataset.value);
      row.setAttribute("aria-selected", on ? "true" : "false");
      row.disabled = full && !on;
    }
  };
  const finish = () => {
    if (sent) return;
    sent = true;
    const values = options.map((one) => one.value).filter((value) => chosen.has(value));
    if (values.join("\n") !== picked.join("\n") || !several) done(values);
  };
  const pick = (value) => {
    if (!several) {
      if (chosen.has(value) && min === 0) chosen.clear();
      else (chosen.clear(), chosen.add(value));
      finish();
      open.close();
      return;
    }
    if (!chosen.delete(value)) chosen.add(value);
    show();
  };

  const width = anchor.getBoundingClientRect().width;
  anchor.setAttribute("aria-expanded", "true");
  const open = popover([search, list, hint], anchor, {
    className: "listbox", label,
    onClose: () => {
      anchor.setAttribute("aria-expanded", "false");
      if (several && chosen.size >= min) finish();
    },
  });
  open.node.style.minWidth = `${Math.max(220, width)}px`;
  show();

  list.addEventListener("click", (event) => {
    const row = event.target.closest(".option");
    if (row && !row.disabled) pick(row.dataset.value);
  });
  search?.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
  open.node.addEventListener("keydown", (event) => {
    if (arrows(event, open.node, ".option:not([hidden])")) return;
    if (event.key === "Tab" && several) return;
    if (event.key === "Tab") open.close();
    if (event.key === "Enter" && event.target === search) {
      event.preventDefault();
      rows.find((row) => !row.hidden && !row.disabled)?.click();
    }
    if (!search && event.key.length === 1 && event.key !== " ") jumpTo(rows, event.key);
  });
  (search ?? rows.find((row) => chosen.has(row.dataset.value)) ?? rows[0])?.focus();
  return open;
}

function limits(min, max) {
  if (min === max) return `Choose ${max}`;
  return min > 1 ? `Choose ${min} to ${max}` : `Choose up to ${max}`;
}

/** Go to the next row that begins with this letter. */
function jumpTo(rows, letter) {
  const from = rows.indexOf(document.activeElement) + 1;
  const order = [...rows.slice(from), ...rows.slice(0, from)];
  order.find((row) => row.querySelector(".option-words").textContent.toLowerCase().startsWith(letter.toLowerCase()))?.focus();
}
