/** Where people write: text, files, a reply, or a slash command. */

import * as api from "./api.js";
import { complete, leafLine, leaves, matching } from "./commands.js";
import { byId, h } from "./dom.js";
import { icon } from "./icons.js";
import { encode, offer } from "./mentions.js";
import { notice } from "./notices.js";
import { emojiPicker } from "./picker.js";
import { CommandForm } from "./slash.js";
import { isDirect, isThread, nameOf, on, state, titleOf } from "./state.js";
import { quiet, suggest, suggestKey } from "./suggest.js";
import { focusLast, goTo, toBottom } from "./timeline.js";
import { fileChip, within } from "./uploads.js";

const LONGEST = 2000; // characters in one message
const MOST_FILES = 10;
const TYPING_EVERY = 8000; // ms

const root = byId("composer");
const drafts = new Map(); // channel -> {text, files, reply}
let draft = { text: "", files: [], reply: null };
let form = null; // the slash command that is being filled in
let typedAt = 0;

const replyBar = h("div", { class: "reply-bar", hidden: true });
const files = h("ul", { class: "chosen-files", hidden: true });
const chooser = h("input", { type: "file", class: "aside", multiple: true, tabindex: -1, "aria-label": "Files to attach" });
const attach = h("button", { type: "button", class: "icon-button attach", "aria-label": "Attach files", title: "Attach files" }, icon("plus"));
const area = h("textarea", { rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-haspopup": "listbox", spellcheck: "true" });
const left = h("span", { class: "left-over", "aria-live": "polite" });
const smile = h("button", { type: "button", class: "icon-button", "aria-label": "Emoji", title: "Emoji" }, icon("smile"));
const send = h("button", { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send" }, icon("send"));
const entry = h("form", { class: "entry", autocomplete: "off" }, attach, area, left, smile, send, chooser);

/** Show the composer of a channel, with what was left in it. */
export function openComposer(channel) {
  leaveCommand(false);
  draft = drafts.get(channel) ?? { text: "", files: [], reply: null };
  drafts.set(channel, draft);
  area.value = draft.text;
  const here = state.channels.get(channel);
  const name = `${isThread(here) ? "in " : isDirect(here) ? "@" : "#"}${titleOf(here)}`;
  area.placeholder = `Message ${name}`;
  area.setAttribute("aria-label", `Message ${name}`);
  quiet();
  show();
}

/** Put the caret into the composer, where a keyboard is at hand. */
export function focusComposer() {
  if (!matchMedia("(pointer: coarse)").matches) (form ?? area).focus();
}

/** Begin a slash command by its name, as if it had been typed. */
export function startCommand(name) {
  const leaf = leaves(state.channels.get(state.channel)).find((one) => one.name === name);
  if (leaf) enterCommand(leaf);
  else notice(`/${name} cannot be used here.`);
}

function show() {
  draft.text = area.value;
  replyBar.hidden = !draft.reply;
  if (draft.reply) {
    replyBar.replaceChildren(
      h("span", {}, "Replying to ", h("button", { type: "button", class: "text-button", on: { click: () => goTo(draft.reply.id) } }, nameOf(draft.reply.author))),
      h("button", { type: "button", class: "icon-button", "aria-label": "Do not reply", on: { click: () => setReply(null) } }, icon("close")),
    );
  }
  files.hidden = !draft.files.length;
  const shown = new Map([...files.children].map((node) => [node.file, node]));
  files.replaceChildren(...draft.files.map((file) => {
    const node = shown.get(file) ?? fileChip(file, () => {
      draft.files = draft.files.filter((one) => one !== file);
      show();
    });
    node.file = file;
    return node;
  }));
  const over = LONGEST - area.value.length;
  left.textContent = over < 200 ? String(over) : "";
  left.classList.toggle("over", over < 0);
  send.disabled = !(area.value.trim() || draft.files.length);
  area.style.height = "auto";
  area.style.height = `${Math.min(area.scrollHeight, window.innerHeight * 0.4)}px`;
}

function setReply(message) {
  draft.reply = message;
  show();
  area.focus();
}

function addFiles(more) {
  if (form?.take(more)) return;
  const fitting = within([...more]);
  if (draft.files.length + fitting.length > MOST_FILES) notice(`One message carries up to ${MOST_FILES} files.`);
  draft.files = [...draft.files, ...fitting].slice(0, MOST_FILES);
  show();
  focusComposer();
}

function typed() {
  show();
  const channel = state.channels.get(state.channel);
  const text = area.value;
  if (text.startsWith("/") && !text.includes("\n")) {
    const leaf = complete(text.slice(1), channel);
    if (leaf) return enterCommand(leaf);
    const found = matching(text.slice(1), channel);
    const head = found.length ? `${nameOf(state.bot)}'s commands` : null;
    return suggest(area, found.map(leafLine), (item) => enterCommand(item.leaf), { head });
  }
  offer(area);
  if (text && Date.now() - typedAt > TYPING_EVERY) {
    typedAt = Date.now();
    api.typing(state.channel).catch(() => {}); // nobody misses it
  }
  return undefined;
}

async function submit() {
  const text = encode(area.value.trim());
  if (!text && !draft.files.length) return;
  if (text.length > LONGEST) {
    notice(`A message has up to ${LONGEST} characters; this one has ${text.length}. Send it in parts, or as a file.`);
    return;
  }
  const sent = { ...draft };
  const [channel, mine] = [state.channel, draft];
  Object.assign(mine, { text: "", files: [], reply: null });
  area.value = "";
  typedAt = 0;
  quiet();
  show();
  toBottom();
  try {
    await api.say(channel, text, sent.files, sent.reply?.id);
  } catch (error) {
    notice(error.message);
    // Nothing that somebody wrote is lost.
    Object.assign(mine, { text: mine.text || sent.text, files: [...sent.files, ...mine.files], reply: mine.reply ?? sent.reply });
    if (draft === mine) {
      area.value = mine.text;
      show();
    }
  }
}

function enterCommand(leaf) {
  area.value = "";
  show();
  quiet();
  form = new CommandForm(leaf, state.channel, leaveCommand);
  area.replaceWith(form.node);
  entry.classList.add("commanding");
  form.focus();
}

function leaveCommand(focus) {
  if (!form) return;
  quiet();
  form.node.replaceWith(area);
  form = null;
  entry.classList.remove("commanding");
  if (focus) area.focus();
}

function key(event) {
  if (suggestKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && !matchMedia("(pointer: coarse)").matches) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && draft.reply) {
    setReply(null);
  } else if (event.key === "ArrowUp" && !area.value) {
    event.preventDefault();
    focusLast();
  }
}

function insert(text) {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  show();
  area.focus();
}

/** Build it and listen; once. */
export function startComposer() {
  root.append(replyBar, files, entry);
  entry.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form) form.run();
    else submit();
  });
  area.addEventListener("input", typed);
  area.addEventListener("keydown", key);
  area.addEventListener("blur", () => setTimeout(() => document.activeElement !== area && !form && quiet()));
  attach.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    addFiles(chooser.files);
    chooser.value = "";
  });
  smile.addEventListener("click", () => emojiPicker(smile, insert, { above: true }));
  root.addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    addFiles(event.clipboardData.files);
  });
  startDropping();
  on("reply", setReply);
  on("command:sent", toBottom); // its answer is the newest message
  on("command:start", startCommand);
  for (const topic of ["commands", "ready"]) on(topic, () => area.value.startsWith("/") && document.activeElement === area && typed());
}

/** Files may be dropped anywhere on the page. */
function startDropping() {
  const veil = byId("drop");
  const carries = (event) => event.dataTransfer?.types.includes("Files") && !document.querySelector("dialog[open]");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!carries(event)) return;
    event.preventDefault();
    addFiles(event.dataTransfer.files);
  });
}
