/** A person's mark: their colour and initial. The bot's is the studio's own. */

import { h } from "./dom.js";
import { nameOf, state } from "./state.js";

/** Colours from the server are checked: a name that is no colour stays grey. */
export function avatar(user, className = "") {
  if (user?.id && user.id === state.bot?.id) {
    return h("img", { class: `avatar ${className}`, src: "/page/mark.svg", alt: "", width: 40, height: 40 });
  }
  const color = state.people.get(user?.id)?.avatar ?? user?.avatar ?? "";
  const style = CSS.supports("color", color) ? { "background-color": color } : {};
  const initial = [...nameOf(user)][0]?.toUpperCase() ?? "?";
  return h("span", { class: `avatar ${className}`, "aria-hidden": "true", style }, initial);
}

/** The colour of a person's name, as a style, or nothing. */
export function nameStyle(user) {
  const color = state.people.get(user?.id)?.avatar ?? "";
  return CSS.supports("color", color) ? { color: `color-mix(in oklab, ${color} 62%, white)` } : {};
}
