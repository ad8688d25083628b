// The list of innovations: turns the links of each facet into boxes and shows what fits, the whole state in the address.

const SIZE = 20,
  AT_ONCE = 4,
  PAUSE = 300;
const form = document.getElementById("pencari");
const input = form.elements.q;
const list = document.getElementById("daftar");
const status = document.getElementById("hasil");
const paging = document.getElementById("halaman");
const messages = document.getElementById("pesan");
const chips = document.getElementById("terpilih");
const order = document.getElementById("urut");
const filters = document.getElementById("saringan");
const number = new Intl.NumberFormat("id");
const still = { cards: [...list.children], paging: [...paging.childNodes], status: status.textContent };
const boxes = new Map();
let loading = null,
  turn = 0,
  pause = 0,
  typed = false,
  state = read();

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// ---- state and address

function read() {
  const given = new URLSearchParams(location.search),
    chosen = new Map();
  for (const group of document.querySelectorAll("[data-facet]")) {
    const values = given
      .getAll(group.dataset.facet)
      .flatMap((value) => value.split(","))
      .filter(Boolean);
    if (values.length) chosen.set(group.dataset.facet, new Set(values));
  }
  return {
    q: given.get("q") || "",
    chosen,
    order: given.get("urut") || "",
    page: Math.max(1, parseInt(given.get("hal"), 10) || 1),
  };
}

function address(page = state.page) {
  const said = new URLSearchParams();
  if (state.q.trim()) said.set("q", state.q.trim());
  state.chosen.forEach((values, facet) => values.forEach((value) => said.append(facet, value)));
  if (state.order) said.set("urut", state.order);
  if (page > 1) said.set("hal", page);
  const text = said.toString();
  return text ? `?${text}` : location.pathname;
}

function remember(push) {
  if (address() === (location.search || location.pathname)) return;
  typed = document.activeElement === input;
  history[push ? "pushState" : "replaceState"](null, "", address());
}

function show() {
  input.value = state.q;
  boxes.forEach((values, facet) =>
    values.forEach(({ box }, value) => {
      box.checked = Boolean(state.chosen.get(facet)?.has(value));
    }),
  );
  showOrder();
}

function showOrder() {
  const match = order.querySelector("[value=cocok]");
  match.hidden = match.disabled = !state.q.trim();
  order.value = effective();
}

function effective() {
  const asked = Boolean(state.q.trim());
  if (state.order && (asked || state.order !== "cocok")) return state.order;
  return asked ? "cocok" : "nama";
}

// ---- facets

function toBoxes(group) {
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

function choose({ target }) {
  if (target.type !== "checkbox") return;
  const values = state.chosen.get(target.name) || new Set();
  values[target.checked ? "add" : "delete"](target.value);
  if (values.size) state.chosen.set(target.name, values);
  else state.chosen.delete(target.name);
  change(true);
}

function release(facet, value) {
  if (value === undefined) state.chosen.delete(facet);
  else {
    const values = state.chosen.get(facet);
    values.delete(value);
    if (!values.size) state.chosen.delete(facet);
  }
  show();
  change(true);
  status.focus();
}

function showCounts(counts) {
  boxes.forEach((values, facet) =>
    values.forEach(({ count, item }, value) => {
      const found = counts.get(facet).get(value) || 0,
        text = number.format(found);
      if (count.data !== text) count.data = text;
      item.classList.toggle("none", !found);
    }),
  );
}

function nameOf(facet, value) {
  const group = document.querySelector(`[data-facet="${facet}"]`);
  return {
    facet: group.querySelector("summary").firstChild.data.trim(),
    value: boxes.get(facet).get(value)?.text || value,
  };
}

function showChips() {
  const said = JSON.stringify([...state.chosen].map(([facet, values]) => [facet, ...values]));
  if (chips.dataset.said === said) return;
  chips.dataset.said = said;
  const items = [];
  state.chosen.forEach((values, facet) =>
    values.forEach((value) => {
      const name = nameOf(facet, value);
      const button = make(
        "button",
        { type: "button", className: "small", onclick: () => release(facet, value) },
        make("span", { className: "vh" }, "Lepas saringan "),
        `${name.facet}: ${name.value}`,
        make("span", { ariaHidden: "true" }, " ×"),
      );
      items.push(make("li", {}, button));
    }),
  );
  if (items.length > 1)
    items.push(
      make("li", {}, make("button", { type: "button", className: "small", onclick: clear }, "Hapus semua saringan")),
    );
  chips.hidden = !items.length;
  chips.replaceChildren(...items);
}

function clear() {
  state.chosen.clear();
  show();
  change(true);
  status.focus();
}

// ---- results

function ready() {
  loading ||= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load(fresh = false) {
  const at = (name) => new URL(form.dataset[name], document.baseURI).href;
  const parts = await Promise.all(["search", "facets", "explain", "stemmer"].map((name) => import(at(name))));
  const { Search, Facets, explain, stemmer } = Object.assign({}, ...parts);
  const search = new Search(at("index"), form.dataset.version, stemmer);
  const facets = search.facets(fresh);
  await search.open(fresh);
  return { search, explain, facets: new Facets(await facets) };
}

function isEmpty() {
  return !state.q.trim() && !state.chosen.size && !state.order && state.page === 1;
}

async function change(push, wait = 0) {
  state.page = 1;
  clearTimeout(pause);
  if (wait) pause = setTimeout(remember, wait, push);
  else remember(push);
  await render();
}

async function render() {
  const mine = ++turn;
  showChips();
  showOrder();
  if (isEmpty() && !loading) return rest();
  list.setAttribute("aria-busy", "true");
  try {
    const made = await results();
    if (mine === turn) await made(() => mine === turn);
  } catch (error) {
    if (mine !== turn) return;
    if (error.message === "stale" && !(await loading)?.again) {
      loading = load(true).then((parts) => ({ ...parts, again: true }));
      return render();
    }
    failed();
  } finally {
    if (mine === turn) list.removeAttribute("aria-busy");
  }
}

// Prepares what is to be shown and returns the function that shows it: the first cards at once, the others after them.
async function results() {
  const { search, facets, explain } = await ready();
  const asked = state.q.trim() ? await search.find(state.q.trimStart()) : null;
  const selection = facets.select(asked?.matched, state.chosen);
  if (isEmpty())
    return async () => {
      rest();
      showCounts(selection.counts);
    };
  const { docs } = selection;
  const last = Math.max(1, Math.ceil(docs.length / SIZE)),
    page = Math.min(state.page, last);
  const shown = facets.sorted(docs, effective(), asked?.scores, (page - 1) * SIZE, page * SIZE);
  const some = (docs) =>
    Promise.all(
      docs.map(async (doc) => {
        const one = await card(search, doc);
        if (asked?.units.length) explain(search, asked, one, doc, (id) => labels(facets, id, doc));
        return one;
      }),
    );
  const first = await some(shown.slice(0, AT_ONCE));
  return async (isWanted) => {
    state.page = page;
    list.replaceChildren(...first);
    status.textContent = `${docs.length ? number.format(docs.length) : "Tidak ada"} inovasi${asked?.units.length || state.chosen.size ? " yang cocok" : ""}${last > 1 ? `, halaman ${page} dari ${last}` : ""}`;
    messages.replaceChildren(...notes(asked), ...(docs.length ? [] : [advice(selection, asked, facets)]));
    await new Promise((painted) => {
      requestAnimationFrame(() => setTimeout(painted));
    });
    if (!isWanted()) return;
    showCounts(selection.counts);
    showPaging(page, last);
    const more = await some(shown.slice(AT_ONCE));
    if (isWanted()) list.append(...more);
  };
}

async function card(search, doc) {
  return search.version === form.dataset.version && still.cards[doc]
    ? still.cards[doc].cloneNode(true)
    : search.card(doc, form.action);
}

function labels(facets, id, doc) {
  return facets.values(id, doc).map((value) => nameOf(id, value));
}

function rest() {
  list.replaceChildren(...still.cards);
  paging.replaceChildren(...still.paging);
  status.textContent = still.status;
  messages.replaceChildren();
}

function failed() {
  loading = null;
  const again = make("button", { type: "button", className: "small", onclick: render }, "Coba lagi");
  messages.replaceChildren(
    make(
      "div",
      { className: "notice" },
      make("p", {}, "Pencarian tidak dapat dimuat. Periksa sambungan internet, lalu coba lagi."),
      make("p", {}, again),
    ),
  );
}

function showPaging(page, last) {
  if (last === 1) return paging.replaceChildren();
  const named = [...new Set([1, page - 1, page, page + 1, last])].filter((one) => one >= 1 && one <= last),
    items = [];
  named.forEach((one, at) => {
    if (at && one - named[at - 1] > 1) items.push(make("li", { ariaHidden: "true" }, "…"));
    const link = make(
      "a",
      { href: address(one), onclick: (event) => turnTo(event, one) },
      make("span", { className: "vh" }, "Halaman "),
      String(one),
    );
    if (one === page) link.setAttribute("aria-current", "page");
    items.push(make("li", {}, link));
  });
  paging.replaceChildren(make("nav", { className: "paging", ariaLabel: "Halaman daftar" }, make("ul", {}, ...items)));
}

async function turnTo(event, page) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  state.page = page;
  remember(true);
  await render();
  status.focus();
  status.scrollIntoView();
}

// ---- what was read into the words, and what to do when nothing fits

function notes(asked) {
  if (!asked) return [];
  const said = [],
    quoted = (words) => words.map((word) => `“${word}”`).join(", ");
  const corrected = asked.units.filter((unit) => unit.corrected);
  if (corrected.length)
    said.push(
      make(
        "p",
        {},
        "Dibaca sebagai ",
        make("b", {}, corrected.map((unit) => unit.corrected.join(" ")).join(", ")),
        `, karena tidak ada inovasi yang memuat ${quoted(corrected.map((unit) => unit.word))}.`,
      ),
    );
  if (asked.unknown.length) said.push(make("p", {}, `Tidak ada inovasi yang memuat ${quoted(asked.unknown)}.`));
  if (asked.relaxed)
    said.push(
      make(
        "p",
        {},
        "Tidak ada inovasi yang memuat semua kata itu sekaligus; berikut yang memuat paling banyak di antaranya.",
      ),
    );
  return said.length ? [make("div", { className: "reading-of" }, ...said)] : [];
}

function advice(selection, asked, facets) {
  const ways = [];
  state.chosen.forEach((values, facet) => {
    const left = selection.without.get(facet);
    if (left) ways.push([`Lepas saringan ${nameOf(facet, "").facet}`, left, () => release(facet)]);
  });
  const all = state.chosen.size > 1 && asked?.matched ? asked.matched.reduce((sum, one) => sum + one, 0) : 0;
  if (all) ways.push(["Lepas semua saringan", all, clear]);
  const rest = asked && state.chosen.size ? facets.select(null, state.chosen).docs.length : 0;
  if (rest)
    ways.push([
      "Hapus kata pencarian",
      rest,
      () => {
        state.q = "";
        show();
        change(true);
        status.focus();
      },
    ]);
  const items = ways.map(([text, left, act]) =>
    make(
      "li",
      {},
      make("button", { type: "button", className: "small", onclick: act }, text),
      ` ${number.format(left)} inovasi`,
    ),
  );
  const help = ways.length
    ? [make("p", {}, "Yang dapat dilonggarkan:"), make("ul", { className: "plainlist" }, ...items)]
    : [
        make(
          "p",
          {},
          "Coba kata lain yang searti atau lebih pendek, atau telusuri menurut tema dan urusan pada saringan.",
        ),
      ];
  return make("div", { className: "notice" }, ...help);
}

// ---- start

document.querySelectorAll("[data-facet]").forEach(toBoxes);
document.getElementById("urutan").hidden = false;
status.tabIndex = -1;
if (matchMedia("(min-width: 62rem)").matches) filters.open = true;
state.chosen.forEach((_, facet) => {
  document.querySelector(`[data-facet="${facet}"]`).open = true;
});

const warm = () => ready().catch(() => {});
input.addEventListener("focus", warm, { once: true });
filters.addEventListener("pointerover", warm, { once: true });
filters.addEventListener("focusin", warm, { once: true });
filters.addEventListener("change", choose);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  state.q = input.value;
  typed = false;
  change(true);
});
input.addEventListener("input", () => {
  state.q = input.value;
  change(!typed, PAUSE);
});
input.addEventListener("change", () => {
  typed = false;
});
order.addEventListener("change", () => {
  state.order = order.value === (state.q.trim() ? "cocok" : "nama") ? "" : order.value;
  change(true);
});
addEventListener("popstate", () => {
  state = read();
  show();
  render();
});
addEventListener("pagehide", () => {
  if (!isEmpty()) history.replaceState({ scroll: scrollY }, "");
});

show();
if (!isEmpty()) {
  const { scroll } = history.state || {};
  if (scroll) history.scrollRestoration = "manual";
  await render();
  if (scroll) scrollTo(0, scroll);
}
