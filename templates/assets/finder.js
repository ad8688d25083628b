// The list of innovations: shows what fits the words and the choices, and keeps both in the address.

import { asked, isEmpty, nameOf, order, read, set, showBoxes, showChips, showCounts, toBoxes, write } from "./finder-choices.js";
import { advice, count, failure, notes, pages } from "./finder-words.js";

const SIZE = 20,
  AT_ONCE = 4,
  PAUSE = 300;
const form = document.getElementById("pencari");
const input = form.elements.q;
const list = document.getElementById("daftar");
const status = document.getElementById("hasil");
const paging = document.getElementById("halaman");
const messages = document.getElementById("pesan");
const orders = document.getElementById("urut");
const filters = document.getElementById("saringan");
const still = { cards: [...list.children], paging: [...paging.childNodes], status: status.textContent };
still.byNumber = new Map(still.cards.map((card) => [Number(card.dataset.number), card]));
const actions = { release, clear, forget };
let loading = null,
  turn = 0,
  pause = 0,
  typed = false;

// ---- what is asked

function show() {
  input.value = asked.words;
  showBoxes();
  showOrder();
}

function showOrder() {
  const match = orders.querySelector("[value=cocok]");
  match.hidden = match.disabled = !asked.words.trim();
  orders.value = order();
}

function remember(push) {
  if (write(push)) typed = document.activeElement === input;
}

async function change(push, wait = 0) {
  asked.page = 1;
  clearTimeout(pause);
  if (wait) pause = setTimeout(remember, wait, push);
  else remember(push);
  await render();
}

function loosen() {
  show();
  change(true);
  status.focus();
}

function release(facet, value) {
  if (value === undefined) asked.chosen.delete(facet);
  else set(facet, value, false);
  loosen();
}

function clear() {
  asked.chosen.clear();
  loosen();
}

function forget() {
  asked.words = "";
  loosen();
}

async function turnTo(event, page) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  asked.page = page;
  remember(true);
  await render();
  status.focus();
  status.scrollIntoView();
}

// ---- what fits

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

async function render() {
  const mine = ++turn;
  showChips(actions);
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
    loading = null;
    messages.replaceChildren(failure(render));
  } finally {
    if (mine === turn) list.removeAttribute("aria-busy");
  }
}

// Prepares what is to be shown and returns the function that shows it: the first cards at once, the others after them.
async function results() {
  const { search, facets, explain } = await ready();
  const found = asked.words.trim() ? await search.find(asked.words.trimStart()) : null;
  const selection = facets.select(found?.matched, asked.chosen);
  if (isEmpty())
    return async () => {
      rest();
      showCounts(selection.counts);
    };
  const { docs } = selection;
  const last = Math.max(1, Math.ceil(docs.length / SIZE)),
    page = Math.min(asked.page, last);
  const shown = facets.sorted(docs, order(), found?.scores, (page - 1) * SIZE, page * SIZE);
  const some = (docs) =>
    Promise.all(
      docs.map(async (doc) => {
        const one = await card(search, doc);
        if (found?.units.length) explain(search, found, one, doc, (id) => labels(facets, id, doc));
        return one;
      }),
    );
  const first = await some(shown.slice(0, AT_ONCE));
  return async (isWanted) => {
    asked.page = page;
    list.replaceChildren(...first);
    status.textContent = count(docs, found?.units.length || asked.chosen.size, page, last);
    messages.replaceChildren(...notes(found), ...(docs.length ? [] : [advice(selection, found, facets, actions)]));
    await new Promise((painted) => {
      requestAnimationFrame(() => setTimeout(painted));
    });
    if (!isWanted()) return;
    showCounts(selection.counts);
    paging.replaceChildren(...pages(page, last, turnTo));
    const more = await some(shown.slice(AT_ONCE));
    if (isWanted()) list.append(...more);
  };
}

async function card(search, doc) {
  const here = search.version === form.dataset.version && still.byNumber.get(doc);
  return here ? here.cloneNode(true) : search.card(doc, form.action);
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

// ---- start

read();
document.querySelectorAll("[data-facet]").forEach(toBoxes);
document.getElementById("urutan").hidden = false;
status.tabIndex = -1;
if (matchMedia("(min-width: 62rem)").matches) filters.open = true;
asked.chosen.forEach((_, facet) => {
  document.querySelector(`[data-facet="${facet}"]`).open = true;
});

const warm = () => ready().catch(() => {});
input.addEventListener("focus", warm, { once: true });
filters.addEventListener("pointerover", warm, { once: true });
filters.addEventListener("focusin", warm, { once: true });
filters.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox") return;
  set(target.name, target.value, target.checked);
  change(true);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  asked.words = input.value;
  typed = false;
  change(true);
});
input.addEventListener("input", () => {
  asked.words = input.value;
  change(!typed, PAUSE);
});
input.addEventListener("change", () => {
  typed = false;
});
orders.addEventListener("change", () => {
  asked.order = orders.value === (asked.words.trim() ? "cocok" : "mutakhir") ? "" : orders.value;
  change(true);
});
addEventListener("popstate", () => {
  read();
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
