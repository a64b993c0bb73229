/** One socket a person. It comes back by itself. */

const WAITS = [250, 500, 1000, 2000, 4000]; // ms before each try in a row

/** Keeps a connection for `user`; `hear(type, payload)` gets events, `tell(status)` gets lost. */
export class Socket {
  #user = null;
  #socket = null;
  #tries = 0;
  #timer = 0;

  constructor(hear, tell) {
    this.hear = hear;
    this.tell = tell;
    const now = () => this.#timer && this.#open();
    window.addEventListener("online", now);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && now());
  }

  /** Speak as this person from now on. */
  become(user) {
    this.#user = user;
    this.#tries = 0;
    this.#open();
  }

  #open() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const old = this.#socket;
    const address = new URL(`/rehearsal/socket?user=${encodeURIComponent(this.#user)}`, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    old?.close();
    socket.addEventListener("message", ({ data }) => this.#socket === socket && this.#read(data));
    socket.addEventListener("close", () => this.#socket === socket && this.#lost());
  }

  #read(data) {
    const { t, d } = JSON.parse(data);
    if (t === "READY") this.#tries = 0;
    try {
      this.hear(t, d);
    } catch (error) {
      console.error(`The event ${t} could not be shown`, error); // one bad event must not end the others
    }
  }

  #lost() {
    this.tell("lost");
    const wait = WAITS[Math.min(this.#tries, WAITS.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#open(), wait);
  }
}
