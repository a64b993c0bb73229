/** The words of a message, with their markdown, from its content or from its components. */

/** All text of a message, one part a line. */
export function markdownText(message) {
  return [message.content, ...texts(message.components)].filter(Boolean).join("\n");
}

function texts(list) {
  return (list ?? []).flatMap((one) => (one.type === 10 ? [one.content] : texts(one.components)));
}
