/** Pictures, clips and files, alone or as a mosaic. A click opens the lightbox. */

import { h, safeUrl, size } from "./dom.js";
import { icon } from "./icons.js";

const WIDEST = 480; // CSS pixels for a picture alone
const TALLEST = 420; // portraits are our business: taller than in most chats

/**
 * A mosaic of `items`: {url, kind: image | video, alt, width, height, spoiler, name}.
 */
export function mosaic(items) {
  if (items.length === 1) return h("div", { class: "media alone" }, single(items[0]));
  return h("div", { class: `media mosaic of-${Math.min(items.length, 10)}` }, items.slice(0, 10).map((item) => tile(item)));
}

/** What the page needs of an unfurled media item, or of an attachment. */
export function mediaOf(media, { description = "", spoiler = false } = {}) {
  const url = safeUrl(media.url ?? media.proxy_url ?? "") ?? "";
  const type = media.content_type ?? "";
  const name = media.filename ?? decodeURIComponent(url.split(/[?#]/)[0].split("/").pop() ?? "");
  const video = type.startsWith("video/") || (!type && /\.(mp4|webm|mov)$/i.test(name));
  return {
    url,
    name,
    kind: video ? "video" : "image",
    alt: description || media.description || "",
    width: media.width ?? 0,
    height: media.height ?? 0,
    spoiler: spoiler || name.startsWith("SPOILER_"),
  };
}

/** Is this attachment a picture or a clip that browsers show? */
export function visual(attachment) {
  return /^(image\/(png|jpeg|gif|webp|avif)|video\/(mp4|webm|quicktime))$/.test((attachment.content_type ?? "").split(";")[0]);
}

/** How large a picture of these pixels is shown: its shape is kept and known before it is loaded. */
function box({ width, height }) {
  if (!width || !height) return {};
  const scale = Math.min(1, WIDEST / width, TALLEST / height);
  return { "aspect-ratio": `${width} / ${height}`, width: `${Math.round(width * scale)}px` };
}

function single(item) {
  if (item.kind === "video") return clip(item);
  return tile(item, box(item));
}

/** A clip with its controls. */
function clip(item) {
  return h(
    "div",
    { class: "clip", style: box(item) },
    h("video", {
      src: item.url, controls: true, playsinline: true, loop: true, preload: "metadata",
      "aria-label": item.alt || item.name || "Clip", data: lightboxData(item),
    }),
  );
}

function tile(item, style = {}) {
  const shown =
    item.kind === "video"
      ? [h("video", { src: item.url, muted: true, preload: "metadata", tabindex: -1 }), h("span", { class: "play" }, icon("play"))]
      : h("img", { src: item.url, alt: item.alt, loading: "lazy", decoding: "async", width: item.width || null, height: item.height || null });
  return h(
    "button",
    {
      type: "button", class: item.spoiler ? "tile veiled" : "tile", style,
      "aria-label": item.spoiler ? "Spoiler: show it" : `Open ${item.alt || item.name || "picture"}`,
      data: { act: "media", ...lightboxData(item) },
    },
    shown,
    item.alt && item.kind === "image" ? h("span", { class: "alt", "aria-hidden": "true" }, "ALT") : null,
  );
}

const lightboxData = ({ url, kind, alt, name }) => ({ media: url, kind, alt, name });

/** A card for any other file. */
export function fileCard({ url, name, bytes, spoiler = false }) {
  const address = safeUrl(url ?? "");
  return h(
    "div",
    { class: spoiler ? "file veiled" : "file" },
    icon("file"),
    h(
      "div",
      { class: "file-words" },
      address ? h("a", { href: address, download: name, rel: "noopener" }, name) : h("span", {}, name),
      bytes === undefined || bytes === null ? null : h("small", {}, size(bytes)),
    ),
    address ? h("a", { class: "icon-button", href: address, download: name, "aria-label": `Download ${name}` }, icon("download")) : null,
  );
}

/** All attachments of a plain message: pictures first, then files. */
export function attachments(list) {
  const pictures = list.filter(visual);
  const files = list.filter((one) => !visual(one));
  const clips = pictures.filter((one) => (one.content_type ?? "").startsWith("video/"));
  const stills = pictures.filter((one) => !clips.includes(one));
  return [
    stills.length ? mosaic(stills.map((one) => mediaOf(one))) : null,
    clips.map((one) => mosaic([mediaOf(one)])),
    files.map((one) => fileCard({ url: one.url, name: one.filename, bytes: one.size })),
  ];
}
