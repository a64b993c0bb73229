/** Menus: a list of things to do, one of them may lead to a second list. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { arrows, popover } from "./popover.js";

/**
 * Open a menu at `anchor`. Items: {label, icon, run, danger, note, checked, items: [...]} or null for a line;
 * falsy entries other than null are left out.
 */
export function menu(anchor, items, { label = "Menu", align = "start", above = false, className = "" } = {}) {
  const list = h("div", { class: "menu", role: "menu", "aria-label": label });
  let open = null;

  const fill = (entries, back) => {
    const rows = entries.filter((one) => one || one === null).map((one) => (one === null ? h("hr") : row(one)));
    list.replaceChildren(...(back ? [row({ label: back, icon: "left", stay: () => fill(items) })] : []), ...rows);
    open?.place();
    list.querySelectorAll(".menu-item")[back ? 1 : 0]?.focus();
  };
  const row = (item) =>
    h(
      "button",
      {
        type: "button", class: item.danger ? "menu-item danger" : "menu-item", tabindex: -1,
        role: item.checked === undefined ? "menuitem" : "menuitemradio",
        "aria-checked": item.checked === undefined ? null : String(item.checked),
        "aria-haspopup": item.items ? "menu" : null,
        on: {
          click: () => {
            if (item.stay) return item.stay();
            if (item.items) return fill(item.items, item.label);
            open.close();
            return item.run();
          },
        },
      },
      item.mark ?? null,
      h("span", { class: "menu-words" }, item.label, item.note ? h("small", {}, item.note) : null),
      item.items ? icon("right") : item.checked ? icon("check") : item.icon ? icon(item.icon) : null,
    );

  list.addEventListener("keydown", (event) => {
    if (arrows(event, list, ".menu-item")) return;
    const focused = document.activeElement;
    if (event.key === "ArrowRight" && focused.getAttribute("aria-haspopup")) focused.click();
    if (event.key === "ArrowLeft") list.querySelector(".icon-left")?.closest("button").click();
    if (event.key === "Tab") open.close();
  });
  fill(items); // first its rows, then its place: a menu at the foot of the window opens upwards
  open = popover(list, anchor, { className: `menu-window ${className}`, align, above, label });
  list.querySelector(".menu-item")?.focus();
  return open;
}
