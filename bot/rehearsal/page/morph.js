/**
 * Turn one tree into another and keep what is the same: a message that is edited every two seconds keeps its
 * focus, its playing clip and its loaded pictures.
 */

/** Make `from` look like `to`; returns the node that is in the page afterwards. */
export function morph(from, to) {
  if (!alike(from, to)) {
    from.replaceWith(to);
    return to;
  }
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return from;
  }
  syncAttributes(from, to);
  syncChildren(from, to);
  return from;
}

const keyOf = (node) => node.dataset?.key ?? "";

const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

function syncAttributes(from, to) {
  for (const { name } of [...from.attributes]) {
    if (name !== "style" && !to.hasAttribute(name)) from.removeAttribute(name);
  }
  for (const { name, value } of to.attributes) {
    if (name !== "style" && from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  // Through the CSSOM: the page's policy refuses style attributes.
  if (from.style.cssText !== to.style.cssText) from.style.cssText = to.style.cssText;
}

function syncChildren(from, to) {
  const keyed = new Map();
  for (const child of from.childNodes) if (keyOf(child)) keyed.set(keyOf(child), child);
  let old = from.firstChild;
  for (const fresh of [...to.childNodes]) {
    const known = keyOf(fresh) ? keyed.get(keyOf(fresh)) : old;
    if (!known || !alike(known, fresh)) {
      from.insertBefore(fresh, old);
      continue;
    }
    if (known === old) old = old.nextSibling;
    else from.insertBefore(known, old);
    morph(known, fresh);
  }
  while (old) {
    const next = old.nextSibling;
    old.remove();
    old = next;
  }
}
