/** The bot's modals: drawn, checked, sent. */

import { formDialog } from "./dialog.js";
import { h } from "./dom.js";
import { field } from "./fields.js";
import { SUBMIT, interact } from "./interactions.js";
import { markdown } from "./markdown.js";
import { on, state } from "./state.js";

/** Open each modal that answers an interaction of this window; once. */
export function startModals() {
  on("modal:open", open);
}

function open(modal) {
  const channel = state.channel; // the answer belongs where the question was asked
  const parts = (modal.components ?? []).map(part);
  formDialog({
    title: modal.title,
    fields: parts.map((one) => one.node),
    note: h("p", { class: "form-note" }, "This form goes to the bot. Never write a password into it."),
    submit: (handle) => send(handle, modal, parts, channel),
  });
}

/** One row of the form: its node, its fault (a sentence or ""), its answer. */
function part(data, index) {
  const id = data.id ?? index + 1;
  if (data.type === 10) {
    return { node: h("div", { class: "words" }, markdown(data.content ?? "")), fault: () => "", answer: async () => ({ type: 10, id }) };
  }
  // Rows of the older kind hold one text input, which carries the label itself.
  const inner = data.component ?? data.components?.[0] ?? {};
  const made = field(inner, data.label ?? inner.label ?? "", data.description ?? "");
  const wrap = (answer) => (data.type === 18 ? { type: 18, id, component: answer } : { type: 1, id, components: [answer] });
  return { ...made, answer: async () => wrap({ type: inner.type, id: inner.id, custom_id: inner.custom_id, ...(await made.value()) }) };
}

async function send(handle, modal, parts, channel) {
  const faulty = parts.filter((one) => one.show?.(one.fault()));
  if (faulty.length) {
    faulty[0].focus?.();
    return;
  }
  handle.fail("");
  handle.busy(true);
  try {
    const components = await Promise.all(parts.map((one) => one.answer()));
    const data = { custom_id: modal.custom_id, components };
    const result = await interact(SUBMIT, data, { interaction_id: modal.interaction_id, channel_id: channel });
    if (result.state === "acked") handle.close();
    else handle.fail(result.error || "Something went wrong. Try again.");
  } catch (error) {
    handle.fail(error.message); // an upload was refused
  } finally {
    handle.busy(false);
  }
}
