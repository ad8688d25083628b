// The links of each facet as boxes with counts, and what is chosen as buttons that take it back.

import { button, make, number } from "./elements.js";
import { asked } from "./finder-state.js";

const chips = document.getElementById("terpilih");
const boxes = new Map();

export function toBoxes(group) {
  const facet = group.dataset.facet,
    values = new Map(),
    label = group.querySelector("summary").textContent;
  for (const link of group.querySelectorAll("a[data-value]")) {
    const box = make("input", { type: "checkbox", name: facet, value: link.dataset.value });
    const count = link.nextElementSibling;
    const item = link.parentElement;
    values.set(link.dataset.value, { box, count: count.firstChild, item, text: link.textContent });
    item.replaceChildren(make("label", {}, box, make("span", {}, link.textContent), " ", count));
  }
  boxes.set(facet, values);
  const options = group.querySelector("ul");
  const set = make("fieldset", {}, make("legend", { className: "vh" }, label));
  options.replaceWith(set);
  set.append(options);
}

export function showBoxes() {
  boxes.forEach((values, facet) =>
    values.forEach(({ box }, value) => {
      box.checked = Boolean(asked.chosen.get(facet)?.has(value));
    }),
  );
}

export function showCounts(counts) {
  boxes.forEach((values, facet) =>
    values.forEach(({ count, item }, value) => {
      const found = counts.get(facet).get(value) || 0,
        text = number.format(found);
      if (count.data !== text) count.data = text;
      item.classList.toggle("none", !found);
    }),
  );
}

export function nameOf(facet, value) {
  const group = document.querySelector(`[data-facet="${facet}"]`);
  return {
    facet: group.querySelector("summary").firstChild.data.trim(),
    value: boxes.get(facet).get(value)?.text || value,
  };
}

export function showChips({ release, clear }) {
  const said = JSON.stringify([...asked.chosen].map(([facet, values]) => [facet, ...values]));
  if (chips.dataset.said === said) return;
  chips.dataset.said = said;
  const items = [...asked.chosen].flatMap(([facet, values]) => [...values].map((value) => chip(facet, value, release)));
  if (items.length > 1) items.push(make("li", {}, button("Hapus semua saringan", clear)));
  chips.hidden = !items.length;
  chips.replaceChildren(...items);
}

function chip(facet, value, release) {
  const name = nameOf(facet, value),
    way = make("span", { className: "vh" }, "Lepas saringan ");
  const taken = button(`${name.facet}: ${name.value}`, () => release(facet, value), way);
  taken.append(make("span", { ariaHidden: "true" }, " ×"));
  return make("li", {}, taken);
}
