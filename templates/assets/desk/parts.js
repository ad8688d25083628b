// The parts of the desk, one at a time; a receipt number in the address opens where that submission is now.

import { Steps } from "../form/steps.js";

const RECEIPT = /^[0-9A-Z]{4}-[0-9A-Z]{4}$/;

export class Parts extends Steps {
  // `openReceipt` opens what is published of a receipt number.
  constructor(ids, bundle, openReceipt) {
    super(ids.map((id) => document.getElementById(id)), document.querySelectorAll(".desk-parts a"), () => {}, "true");
    Object.assign(this, { bundle, openReceipt });
  }

  follow(focus) {
    const number = location.hash.slice(1), found = super.follow(focus), receipt = !found && RECEIPT.test(number);
    if (receipt) this.find(number);
    return found || receipt;
  }

  find(number) {
    const waits = this.bundle.submissions().some(({ name }) => name === number);
    this.show(waits ? "kirim" : "atur", false);
    if (!waits) this.openReceipt(number);
  }
}
