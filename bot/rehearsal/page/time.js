/** Times as people read them, in the browser's language and zone. */

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "long" });
const short = new Intl.DateTimeFormat(undefined, { dateStyle: "short" });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const STEPS = [
  [60, 1, "second"],
  [3600, 60, "minute"],
  [86400, 3600, "hour"],
  [86400 * 30, 86400, "day"],
  [86400 * 365, 86400 * 30, "month"],
  [Infinity, 86400 * 365, "year"],
];

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Beside a name: "14:32", "Yesterday, 14:32", "02/11/26, 14:32". */
export function stamp(date, now = new Date()) {
  const days = Math.round((midnight(now) - midnight(date)) / 86400000);
  if (days === 0) return clock.format(date);
  if (days === 1) return `Yesterday, ${clock.format(date)}`;
  return `${short.format(date)}, ${clock.format(date)}`;
}

export const clockTime = (date) => clock.format(date);
export const longTime = (date) => long.format(date);
export const dayName = (date) => day.format(date);
export const dayKey = (date) => midnight(date);

/** "in 3 minutes", "2 days ago". `seconds` is a Unix time. */
export function ago(seconds, now = Date.now() / 1000) {
  const left = seconds - now;
  const [, unit, name] = STEPS.find(([below]) => Math.abs(left) < below);
  return relative.format(Math.round(left / unit), name);
}

/** The text of `<t:seconds:style>`. */
export function mark(seconds, style) {
  if (style === "R") return ago(seconds);
  return new Intl.DateTimeFormat(undefined, STYLES[style] ?? STYLES.f).format(new Date(seconds * 1000));
}

/** Keep every relative time on the page right; one timer for all of them. */
export function keepTimes() {
  setInterval(() => {
    for (const node of document.querySelectorAll("time[data-ago]")) {
      const text = ago(Number(node.dataset.ago));
      if (node.textContent !== text) node.textContent = text;
    }
  }, 15000);
}
