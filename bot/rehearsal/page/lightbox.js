/** Full size pictures and clips: arrows to turn, Escape to close, a click to see every pixel. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const SWIPE = 60; // CSS pixels

/** Open `items` ({url, kind, alt, name}) at `index`. */
export function lightbox(items, index) {
  let at = index;
  const stage = h("div", { class: "stage" });
  const caption = h("p", { class: "caption" });
  const counter = h("span", { class: "counter", "aria-live": "polite" });
  const original = h("a", { class: "icon-button", target: "_blank", rel: "noopener", "aria-label": "Open the original" }, icon("external"));
  const turn = (step, name, picture) =>
    h("button", { type: "button", class: `turn ${picture}`, "aria-label": name, hidden: items.length < 2, on: { click: () => show(at + step) } }, icon(picture));
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close"));
  const dialog = h(
    "dialog",
    { class: "lightbox", "aria-label": "Picture" },
    h("header", {}, counter, h("span", { class: "gap" }), original, close),
    turn(-1, "Previous", "left"), stage, turn(1, "Next", "right"),
    h("footer", {}, caption),
  );

  const show = (next) => {
    at = (next + items.length) % items.length;
    const { url, kind, alt, name } = items[at];
    const node =
      kind === "video"
        ? h("video", { src: url, controls: true, autoplay: true, loop: true, playsinline: true, "aria-label": alt || name })
        : h("img", { src: url, alt: alt || name });
    stage.classList.remove("pixels");
    stage.replaceChildren(node);
    caption.textContent = alt || name;
    counter.textContent = items.length > 1 ? `${at + 1} of ${items.length}` : "";
    original.href = url;
  };

  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      if (items.length < 2 || event.target.tagName === "VIDEO") return;
      event.preventDefault();
      show(at + (event.key === "ArrowRight" ? 1 : -1));
    }
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.tagName === "IMG") stage.classList.toggle("pixels");
    else if (event.target === stage || event.target === dialog) dialog.close();
  });
  let from = null;
  stage.addEventListener("pointerdown", ({ pointerType, clientX }) => (from = pointerType === "touch" ? clientX : null));
  stage.addEventListener("pointerup", ({ clientX }) => {
    const moved = from === null ? 0 : clientX - from;
    if (Math.abs(moved) > SWIPE && items.length > 1 && !stage.classList.contains("pixels")) show(at + (moved < 0 ? 1 : -1));
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(index);
  dialog.showModal();
  close.focus();
}

/** All pictures and clips of a message, in its order, and which one was pressed. */
export function openFrom(node) {
  const message = node.closest(".message") ?? node.parentElement;
  const nodes = [...message.querySelectorAll("[data-media]")];
  const items = nodes.map(({ dataset }) => ({ url: dataset.media, kind: dataset.kind, alt: dataset.alt ?? "", name: dataset.name ?? "" }));
  lightbox(items, Math.max(0, nodes.indexOf(node)));
}
