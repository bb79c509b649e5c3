/** Sends actions to the server and repeats them until it has taken them, so that fast keys get lost nowhere. */
export class ActionQueue {
  /** @type {import("./types").Sent[]} */
  #pending = [];
  #number = 0;
  #run = Math.random().toString(36).slice(2);

  /** @param {(batch: {run: string, actions: import("./types").Sent[]}) => void} send */
  constructor(send) {
    this.send = send;
  }

  /** @param {import("./types").Action} action */
  add(action) {
    this.#number += 1;
    this.#pending.push({ ...action, n: this.#number });
    this.send({ run: this.#run, actions: this.#pending });
  }

  /** @param {Record<string, number>} done the last action taken, by run */
  acknowledge(done) {
    this.#pending = this.#pending.filter((one) => one.n > (done[this.#run] || 0));
  }

  get waiting() {
    return this.#pending.length;
  }
}
