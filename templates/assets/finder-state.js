// What is asked of the list, and the address that says the same.

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
