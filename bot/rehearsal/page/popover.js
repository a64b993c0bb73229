/** Small windows beside what opened them, in the top layer; Escape or a press elsewhere closes them. */

import { h } from "./dom.js";

const GAP = 6; // CSS pixels from the anchor and from the edges of the window

/**
 * Show `content` beside `anchor` ({left, top, right, bottom} in window coordinates, or an element).
 * `onClose` runs once. Returns {close, node, place}.
 */
export function popover(content, anchor, { className = "", align = "start", above = false, label = "", onClose = null } = {}) {
  const element = anchor instanceof Element ? anchor : null;
  const before = document.activeElement;
  const node = h("div", { class: `popover ${className}`, popover: "auto", "aria-label": label || null }, content);
  // Inside a modal dialog everything outside of the dialog is inert.
  (element?.closest("dialog") ?? before?.closest?.("dialog") ?? document.body).append(node);
  const place = () => put(node, element ? element.getBoundingClientRect() : anchor, align, above);
  let closed = false;
  const close = () => {
    if (closed) return;
    closed = true;
    window.removeEventListener("resize", place);
    const inside = node.contains(document.activeElement);
    if (node.matches(":popover-open")) node.hidePopover();
    node.remove();
    if (inside || document.activeElement === document.body) before?.focus?.({ preventScroll: true });
    onClose?.();
  };
  node.addEventListener("toggle", (event) => event.newState === "closed" && close());
  node.showPopover();
  place();
  window.addEventListener("resize", place);
  return { close, node, place };
}

function put(node, anchor, align, above) {
  const { width, height } = node.getBoundingClientRect();
  const room = { w: document.documentElement.clientWidth, h: window.innerHeight };
  let left = align === "end" ? anchor.right - width : anchor.left;
  left = Math.max(GAP, Math.min(left, room.w - width - GAP));
  const under = anchor.bottom + GAP;
  const over = anchor.top - GAP - height;
  const fitsUnder = under + height <= room.h - GAP;
  let top = (above && over >= GAP) || (!fitsUnder && over >= GAP) ? over : under;
  top = Math.max(GAP, Math.min(top, room.h - height - GAP));
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

/** Arrow keys, Home and End over the children that match `selector`. */
export function arrows(event, node, selector, columns = 1) {
  const items = [...node.querySelectorAll(selector)].filter((one) => !one.disabled);
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: columns, ArrowUp: -columns, ArrowRight: columns > 1 ? 1 : 0, ArrowLeft: columns > 1 ? -1 : 0 }[event.key];
  let next;
  if (step) next = at < 0 ? 0 : at + step;
  else if (event.key === "Home") next = 0;
  else if (event.key === "End") next = items.length - 1;
  else return false;
  event.preventDefault();
  if (columns === 1) next = (next + items.length) % items.length;
  items[Math.max(0, Math.min(items.length - 1, next))]?.focus();
  return true;
}
