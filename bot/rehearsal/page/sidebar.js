/** The column of channels, threads and direct messages; a drawer on narrow windows. */

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { byId, h } from "./dom.js";
import { channelSeen } from "./events.js";
import { icon } from "./icons.js";
import { morph } from "./morph.js";
import { tried } from "./notices.js";
import { directs, on, state, textChannels, threadsOf, titleOf } from "./state.js";

const narrow = matchMedia("(max-width: 760px)");

function draw() {
  const [first, ...others] = state.guilds;
  byId("guild-name").textContent = first?.name ?? "The Studio";
  const fresh = h(
    "div",
    { id: "channels" },
    h("h2", { class: "side-head", id: "side-channels" }, "Channels"),
    h("ul", { "aria-labelledby": "side-channels" }, first ? textChannels(first.id).map(channelItem) : null),
    others.map((guild) => [
      h("h2", { class: "side-head", id: `side-${guild.id}` }, guild.name),
      h("ul", { "aria-labelledby": `side-${guild.id}` }, textChannels(guild.id).map(channelItem)),
    ]),
    h("h2", { class: "side-head", id: "side-dms" }, "Direct messages"),
    h("ul", { "aria-labelledby": "side-dms" }, directs().map((one) => item(one, directMark(one))), people().map(personItem)),
  );
  morph(byId("channels"), fresh);
}

function channelItem(channel) {
  const threads = threadsOf(channel.id);
  return h(
    "li",
    { data: { key: channel.id } },
    link(channel, icon("hash")),
    threads.length ? h("ul", { class: "threads", "aria-label": `Threads in ${channel.name}` }, threads.map((one) => item(one, icon("thread")))) : null,
  );
}

const item = (channel, mark) => h("li", { data: { key: channel.id } }, link(channel, mark));

function link(channel, mark) {
  const open = channel.id === state.channel;
  const unread = state.unread.has(channel.id);
  const pings = state.unread.get(channel.id);
  return h(
    "a",
    { class: `side-item${unread && !open ? " unread" : ""}`, href: `#/${channel.id}`, "aria-current": open ? "page" : null, title: titleOf(channel) },
    mark,
    h("span", { class: "side-name" }, titleOf(channel)),
    pings && !open ? h("span", { class: "badge", "aria-label": `${pings} mentions` }, String(pings)) : unread && !open ? h("span", { class: "aside" }, "unread") : null,
  );
}

const directMark = (channel) => avatar(channel.recipients?.find((one) => one.id !== state.me.id) ?? state.bot, "small");

/** People (the bot first) with whom there is no conversation yet. */
function people() {
  const known = new Set(directs().flatMap((one) => (one.recipients?.length === 1 || one.recipients?.length === 2 ? one.recipients.map((user) => user.id) : [])));
  return [state.bot, ...state.people.values()].filter((one, index, all) => one && one.id !== state.me.id && !known.has(one.id) && all.findIndex((x) => x?.id === one.id) === index);
}

function personItem(person) {
  return h(
    "li",
    { data: { key: `p-${person.id}` } },
    h("button", { type: "button", class: "side-item", data: { person: person.id } }, avatar(person, "small"), h("span", { class: "side-name" }, person.global_name || person.username)),
  );
}

async function openDirect(person) {
  const channel = await tried(api.directMessage(person));
  if (!channel) return;
  channelSeen(channel); // its event may come after this answer
  location.hash = `#/${channel.id}`;
}

/** Open or close the drawer; on wide windows the column is always there. */
export function drawer(open) {
  const side = byId("sidebar");
  const shown = open && narrow.matches;
  document.body.classList.toggle("drawer", shown);
  byId("curtain").hidden = !shown;
  side.inert = narrow.matches && !shown;
  byId("main").inert = shown;
  byId("open-drawer")?.setAttribute("aria-expanded", String(shown));
  if (shown) focusChannels();
}

/** Put the focus on the open channel. */
export function focusChannels() {
  const side = byId("channels");
  (side.querySelector("[aria-current]") ?? side.querySelector("a"))?.focus();
}

/** Draw it whenever it changes; once. */
export function startSidebar() {
  on("channels", draw);
  on("opened", draw);
  narrow.addEventListener("change", () => drawer(false));
  byId("curtain").addEventListener("click", () => drawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("drawer")) {
      drawer(false);
      byId("open-drawer").focus();
    }
  });
  byId("sidebar").addEventListener("click", (event) => {
    const person = event.target.closest("[data-person]")?.dataset.person;
    if (person) openDirect(person);
    if (person || event.target.closest("a")) drawer(false);
  });
  byId("sidebar").addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const items = [...byId("sidebar").querySelectorAll(".side-item")];
    const at = items.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length].focus();
  });
  drawer(false);
}
