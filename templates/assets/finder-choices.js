// What is asked of the list: the address that says it, its facets as boxes with counts, and what is chosen as buttons that
// take it back.

import { make } from "./form/elements.js";

export const number = new Intl.NumberFormat("id");
export const asked = {};

export function read() {
  const given = new URLSearchParams(location.search),
    chosen = new Map();
  for (const group of document.querySelectorAll("[data-facet]")) {
    const values = given
      .getAll(group.dataset.facet)
      .flatMap((value) => value.split(","))
      .filter(Boolean);
    if (values.length) chosen.set(group.dataset.facet, new Set(values));
  }
  Object.assign(asked, {
    words: given.get("q") || "",
    chosen,
    order: given.get("urut") || "",
    page: Math.max(1, parseInt(given.get("hal"), 10) || 1),
  });
}

export function address(page = asked.page) {
  const said = new URLSearchParams();
  if (asked.words.trim()) said.set("q", asked.words.trim());
  asked.chosen.forEach((values, facet) => values.forEach((value) => said.append(facet, value)));
  if (asked.order) said.set("urut", asked.order);
  if (page > 1) said.set("hal", page);
  const text = said.toString();
  return text ? `?${text}` : location.pathname;
}

// Writes the address, as a new stop of the back button or over the present one; tells whether it differs.
export function write(push) {
  if (address() === (location.search || location.pathname)) return false;
  history[push ? "pushState" : "replaceState"](null, "", address());
  return true;
}

export function isEmpty() {
  return !asked.words.trim() && !asked.chosen.size && !asked.order && asked.page === 1;
}

export function order() {
  const searched = Boolean(asked.words.trim());
  if (asked.order && (searched || asked.order !== "cocok")) return asked.order;
  return searched ? "cocok" : "mutakhir";
}

export function set(facet, value, wanted) {
  const values = asked.chosen.get(facet) || new Set();
  values[wanted ? "add" : "delete"](value);
  if (values.size) asked.chosen.set(facet, values);
  else asked.chosen.delete(facet);
}

export function button(text, onclick, ...more) {
  return make("button", { type: "button", className: "small", onclick }, ...more, text);
}

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
