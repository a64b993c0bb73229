/** Who is at the keyboard: the switch at the foot of the column and, on narrow windows, in the header. */

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { helpDialog } from "./keys.js";
import { menu } from "./menu.js";
import { tried } from "./notices.js";
import { emit, nameOf, on, state } from "./state.js";

const LANGUAGES = [
  ["en-US", "English"], ["de", "Deutsch"], ["fr", "Français"], ["es-ES", "Español"], ["pt-BR", "Português do Brasil"], ["ja", "日本語"],
];

const humans = () => [...state.people.values()].filter((one) => one.id !== state.bot?.id);

/** The switch as a button. */
export function personaButton(compact) {
  const words = h("span", { class: "persona-words" }, h("small", {}, "Acting as"), h("strong", {}, nameOf(state.me)));
  return h(
    "button",
    { type: "button", class: compact ? "persona compact" : "persona", "aria-haspopup": "menu", "aria-label": `Acting as ${nameOf(state.me)}. Change`, data: { persona: true }, on: { click: (event) => open(event.currentTarget) } },
    avatar(state.me, compact ? "small" : ""),
    compact ? null : [words, icon("swap")],
  );
}

function open(anchor) {
  menu(anchor, [
    ...humans().map((one) => ({
      label: nameOf(one),
      note: one.moderator ? "Moderator" : "",
      mark: avatar(one, "small"),
      checked: one.id === state.me.id,
      run: () => one.id !== state.me.id && emit("become", one.id),
    })),
    null,
    ...humans().filter((one) => one.id !== state.me.id).map((one) => ({
      label: `${nameOf(one)} in a second window`,
      icon: "external",
      run: () => window.open(`?as=${encodeURIComponent(one.id)}${location.hash}`, "_blank", "noopener"),
    })),
    null,
    {
      label: "Language",
      note: `The bot's words for ${nameOf(state.me)}`,
      items: LANGUAGES.map(([locale, label]) => ({ label, checked: (state.me.locale ?? "en-US") === locale, run: () => speak(locale) })),
    },
    { label: "Keyboard", icon: "keys", run: helpDialog },
  ], { label: "Acting as", above: true });
}

async function speak(locale) {
  if (await tried(api.speak(locale))) emit("become", state.me.id); // everything is told anew, in that language
}

/** Draw it for each new person; once. */
export function startPersona() {
  on("ready", () => byId("persona").replaceChildren(personaButton(false)));
}

/** Which of `people` begins: named by the address, remembered, or the first. */
export function firstPersona(people) {
  const named = new URLSearchParams(location.search).get("as");
  const remembered = localStorage.getItem("persona");
  const find = (name) => name && people.find((one) => one.id === name || one.username?.toLowerCase() === name.toLowerCase());
  return find(named) || find(remembered) || people[0];
}

/** Remember the choice, unless the address names the person: a second window must not change the first. */
export function rememberPersona(id) {
  const address = new URL(location.href);
  if (address.searchParams.has("as")) {
    address.searchParams.set("as", id);
    history.replaceState(null, "", address);
  } else {
    localStorage.setItem("persona", id);
  }
}
