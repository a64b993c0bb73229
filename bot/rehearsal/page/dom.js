/** DOM by hand: words enter the page only as text nodes and attributes, never as HTML. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element. `data` fills the dataset, `style` goes through the CSSOM (the page's policy refuses style
 * attributes), `on` adds listeners, `true` is an empty attribute; null, undefined and false are left out.
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "data") for (const [k, v] of Object.entries(value)) setData(node, k, v);
    else if (name === "style") for (const [k, v] of Object.entries(value)) node.style.setProperty(k, v);
    else if (name === "on") for (const [k, v] of Object.entries(value)) node.addEventListener(k, v);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  append(node, children);
  return node;
}

function setData(node, name, value) {
  if (value !== null && value !== undefined && value !== false) node.dataset[name] = String(value);
}

function append(node, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(node, child);
    else node.append(child);
  }
}

/** The element with this id; the skeleton in index.html has them all. */
export const byId = (id) => document.getElementById(id);

/** Words for screen readers only. */
export const aside = (words) => h("span", { class: "aside" }, words);

/** An address that a link may have, or null: nothing but http and https. */
export function safeUrl(address) {
  try {
    const url = new URL(address, location.href);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** "2.4 MB"; the units that people read beside a file. */
export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Say a sentence to screen readers. */
export function announce(words) {
  byId("announcer").textContent = words;
}

/** Run `action` once, `ms` after the last call. */
export function debounce(action, ms) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...args), ms);
  };
}
