/** One message, drawn from the data alone. */

import { avatar, nameStyle } from "./avatar.js";
import { components } from "./components.js";
import { h } from "./dom.js";
import { glyph, nameOfEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { markdown, onlyEmoji, plain } from "./markdown.js";
import { attachments } from "./media.js";
import { isThread, logOf, nameOf, state, titleOf } from "./state.js";
import { markdownText } from "./texts.js";
import { clockTime, longTime, stamp } from "./time.js";

const EPHEMERAL = 64;
const LOADING = 128;
const V2 = 32768;
const REPLY = 19;
const THREAD_BEGUN = 18;
const THREAD_STARTER = 21;

export const isEphemeral = (message) => Boolean((message.flags ?? 0) & EPHEMERAL);

/** The list item of a message. `grouped`: it follows another one by the same author. */
export function messageNode(message, grouped) {
  if (message.type === THREAD_BEGUN) return systemNode(message);
  const classes = [
    "message",
    grouped && "grouped",
    isEphemeral(message) && "ephemeral",
    mentionsMe(message) && "mentioned",
  ];
  const date = new Date(message.timestamp);
  return h(
    "li",
    { id: `m-${message.id}`, class: classes.filter(Boolean).join(" "), tabindex: -1, data: { key: message.id, message: message.id } },
    reference(message),
    command(message),
    h("div", { class: "left" }, avatar(message.author), h("time", { class: "quiet", title: longTime(date) }, clockTime(date))),
    h(
      "div",
      { class: "body" },
      h(
        "div",
        { class: "byline" },
        h("span", { class: "author", style: nameStyle(message.author) }, nameOf(message.author)),
        message.author.bot ? h("span", { class: "tag" }, "APP") : null,
        h("time", { class: "quiet", datetime: message.timestamp, title: longTime(date) }, stamp(date)),
      ),
      content(message),
      reactions(message),
      threadLink(message),
      notes(message),
    ),
    message.local ? null : tools(message),
  );
}

function mentionsMe(message) {
  return message.author.id !== state.me?.id
    && (message.mention_everyone || message.mentions?.some((user) => user.id === state.me?.id));
}

function systemNode(message) {
  const thread = state.channels.get(message.message_reference?.channel_id ?? message.thread?.id);
  return h(
    "li",
    { id: `m-${message.id}`, class: "message system", tabindex: -1, data: { key: message.id, message: message.id } },
    h("div", { class: "left" }, icon("thread")),
    h(
      "div",
      { class: "body" },
      h("strong", {}, nameOf(message.author)), " began a thread: ",
      thread ? h("a", { href: `#/${thread.id}` }, titleOf(thread)) : message.content, " ",
      h("time", { class: "quiet" }, stamp(new Date(message.timestamp))),
    ),
  );
}

/** The line above a reply, or the message on which a thread began. */
function reference(message) {
  const other = message.referenced_message ?? logOf(message.channel_id).messages.get(message.message_reference?.message_id);
  if (message.type !== REPLY && message.type !== THREAD_STARTER) return null;
  if (!other) return h("div", { class: "above" }, h("span", { class: "hook" }), h("em", {}, "The first message was deleted."));
  const words = plain(markdownText(other)).slice(0, 200) || (other.attachments?.length || other.components?.length ? "Open the message" : "…");
  return h(
    "div",
    { class: "above" },
    h("span", { class: "hook" }),
    avatar(other.author, "tiny"),
    h("span", { class: "author", style: nameStyle(other.author) }, nameOf(other.author)),
    h("button", { type: "button", class: "quoted", data: { act: "goto", target: other.id } }, words),
  );
}

/** "Ada used /brief new" above the answer to a command. */
function command(message) {
  const { user, name } = message.interaction ?? {};
  if (!user || !name || message.type === REPLY) return null;
  const onMessage = message.interaction_metadata?.target_message_id;
  return h(
    "div",
    { class: "above" },
    h("span", { class: "hook" }),
    avatar(user, "tiny"),
    h("span", { class: "author", style: nameStyle(user) }, nameOf(user)),
    h("span", {}, " used "),
    h("span", { class: "used" }, onMessage ? name : `/${name}`),
  );
}

function content(message) {
  if ((message.flags ?? 0) & LOADING) {
    return h("div", { class: "words thinking" }, h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), `${nameOf(message.author)} is thinking…`);
  }
  if ((message.flags ?? 0) & V2) return h("div", { class: "components" }, components(message));
  const starter = message.type === THREAD_STARTER ? message.referenced_message : null;
  const { content: text = "", attachments: files = [] } = starter ?? message;
  return [
    text
      ? h(
          "div",
          { class: onlyEmoji(text) ? "words jumbo" : "words" },
          markdown(text, { everyone: message.mention_everyone }),
          message.edited_timestamp ? h("span", { class: "edited", title: longTime(new Date(message.edited_timestamp)) }, "(edited)") : null,
        )
      : null,
    attachments(files),
    message.components?.length ? h("div", { class: "components" }, components(message)) : null,
  ];
}

function reactions(message) {
  const shown = (message.reactions ?? []).filter((one) => one.count > 0);
  if (!shown.length) return null;
  return h(
    "div",
    { class: "reactions" },
    shown.map(({ emoji, count, me }) =>
      h(
        "button",
        {
          type: "button", class: "reaction", "aria-pressed": me ? "true" : "false",
          "aria-label": `${nameOfEmoji(emoji.name)}: ${count}`,
          data: { key: `r:${emoji.name}`, act: "react", emoji: emoji.name },
        },
        glyph(emoji.name),
        h("span", { class: "count" }, String(count)),
      ),
    ),
    h("button", { type: "button", class: "reaction more", "aria-label": "Add reaction", data: { key: "r:add", act: "add-reaction" } }, icon("smile")),
  );
}

function threadLink(message) {
  const thread = state.channels.get(message.thread?.id ?? message.id) ?? message.thread;
  if (!isThread(thread) || state.channel === thread.id) return null;
  return h(
    "a",
    { class: "thread-link", href: `#/${thread.id}` },
    icon("thread"),
    h("span", { class: "thread-name" }, titleOf(thread)),
    h("span", { class: "quiet" }, "Open thread ›"),
  );
}

/** What stands under a message: who sees it, what failed. */
function notes(message) {
  const failed = [...state.pending].find(([id, what]) => id.startsWith(`${message.id}:`) && what !== "sent");
  return [
    failed ? h("p", { class: "failed", role: "alert" }, failed[1] === "failed" ? "This interaction failed" : failed[1]) : null,
    isEphemeral(message)
      ? h("p", { class: "only-you" }, icon("eye"), "Only you can see this · ", h("button", { type: "button", class: "text-button", data: { act: "dismiss" } }, "Dismiss message"))
      : null,
  ];
}

function tools(message) {
  const tool = (act, name, picture) =>
    h("button", { type: "button", class: "icon-button", "aria-label": name, title: name, tabindex: -1, data: { act } }, icon(picture));
  return h(
    "div",
    { class: "tools", role: "group", "aria-label": "Message actions" },
    isEphemeral(message) ? null : [tool("add-reaction", "Add reaction", "smile"), tool("reply", "Reply", "reply")],
    tool("more", "More", "dots"),
  );
}

/** What a screen reader hears when the message arrives. */
export function spoken(message) {
  const pictures = message.attachments?.length ? `, ${message.attachments.length} attached` : "";
  return `${nameOf(message.author)}: ${plain(markdownText(message)).slice(0, 300)}${pictures}`;
}
