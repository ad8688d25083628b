// What two sides changed differently, shown side by side: whoever writes the proposal says which one stays.

import { make } from "./elements.js";
import { valueText } from "./page.js";
import { shapeAt, valueAt } from "./tree.js";

const at = (id) => document.getElementById(id);
const EMPTY = "(kosong)";

export class Clashes {
  constructor(proposal, checks, settled) {
    Object.assign(this, { proposal, checks, settled, shown: null });
    at("bentrok-pakai").addEventListener("click", () => this.take());
  }

  show() {
    const { clashes } = this.proposal;
    if (this.shown === clashes) return this.mine();
    this.shown = clashes;
    at("bentrok").hidden = !clashes.length;
    at("bentrok-daftar").replaceChildren(...clashes.map((clash, number) => this.choice(clash, number)));
    at("bentrok-salah").hidden = true;
    return undefined;
  }

  // Show what the form holds by now, without a word on what was chosen.
  mine() {
    const texts = at("bentrok-daftar").querySelectorAll("[data-mine]");
    for (const [number, { path }] of this.proposal.clashes.entries()) texts[number].textContent = this.text(valueAt(this.proposal.tree, path), path);
  }

  text(value, path) {
    return valueText(value, shapeAt(this.checks.bentuk, path), this.checks) || EMPTY;
  }

  choice(clash, number) {
    const [theirs, mine] = clash.tab ? ["Isian yang satu", "Isian yang lain"] : ["Yang terbit", "Isian Anda"];
    const options = [["theirs", theirs, clash.theirs], ["mine", mine, valueAt(this.proposal.tree, clash.path)], ...(clash.both ? [["both", "Keduanya digabung", clash.both]] : [])];
    return make("fieldset", { className: "field clash" }, make("legend", { textContent: this.proposal.label(clash.path) }), ...options.map(([side, title, value]) => this.option(number, side, title, value, clash.path)));
  }

  option(number, side, title, value, path) {
    const id = `bentrok-${number}-${side}`, input = make("input", { type: "radio", name: `bentrok-${number}`, value: side, id });
    const shown = make("div", { className: "clash-text", tabindex: "0", role: "region", "aria-label": title, textContent: this.text(value, path) });
    if (side === "mine") shown.dataset.mine = "";
    return make("div", {}, make("label", { className: "option" }, input, make("b", { textContent: title })), shown);
  }

  take() {
    const sets = [...at("bentrok-daftar").children], sides = sets.map((set) => set.querySelector(":checked")?.value);
    const open = sides.indexOf(undefined);
    at("bentrok-salah").hidden = open < 0;
    if (open >= 0) return sets[open].querySelector("input").focus();
    this.proposal.settle(sides);
    this.show();
    return this.settled();
  }
}
