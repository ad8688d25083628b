// Searches for what the words of a dead address may have meant.

const MOST = 6;
const PLACES = new Set(["inovasi", "opd", "urusan", "tema", "tahun", "halaman", "index", "html", "panduan", "tentang"]);
const form = document.getElementById("pencari");
const guesses = document.getElementById("dugaan");

const at = (name) => new URL(form.dataset[name], document.baseURI).href;
const home = new URL("..", form.action).pathname;

function wanted() {
  const path = location.pathname.startsWith(home) ? location.pathname.slice(home.length) : location.pathname;
  let text = path;
  try {
    text = decodeURIComponent(path);
  } catch {
    /* an address that is not UTF-8 is searched as it stands */
  }
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !PLACES.has(word.toLowerCase()))
    .slice(0, 8)
    .join(" ");
}

const text = wanted();
if (text) {
  form.elements.q.value = text;
  const parts = await Promise.all(["search", "explain", "stemmer"].map((name) => import(at(name))));
  const { Search, explain, stemmer } = Object.assign({}, ...parts);
  const search = await new Search(at("index"), form.dataset.version, stemmer).open();
  const asked = await search.find(`${text} `);
  const docs = [...(asked.matched || []).keys()].filter((doc) => asked.matched[doc]);
  docs.sort((a, b) => asked.scores[b] - asked.scores[a] || a - b);
  const cards = await Promise.all(docs.slice(0, MOST).map((doc) => search.card(doc, form.action)));
  cards.forEach((card, number) => explain(search, asked, card, docs[number], () => []));
  guesses.querySelector(".cards").replaceChildren(...cards);
  guesses.hidden = !cards.length;
}
