// Narrows the list of innovations to those that contain every word typed; the page is complete without it.
(function () {
  "use strict";
  var form = document.querySelector("[data-filter]");
  var list = form && document.getElementById(form.dataset.filter);
  if (!list) return;
  var input = form.elements.q;
  var status = document.getElementById("hasil");
  var empty = document.getElementById("kosong");
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  var items = Array.prototype.map.call(list.children, function (card) {
    return { card: card, text: plain(card.textContent) };
  });
  function narrow() {
    var words = plain(input.value).split(/\s+/).filter(Boolean);
    var shown = 0;
    items.forEach(function (item) {
      var fits = words.every(function (word) { return item.text.indexOf(word) >= 0; });
      item.card.hidden = !fits;
      if (fits) shown += 1;
    });
    status.textContent = words.length ? shown + " dari " + items.length + " inovasi" : items.length + " inovasi";
    empty.hidden = shown > 0;
  }
  function remember() {
    var address = new URL(location.href);
    if (input.value.trim()) address.searchParams.set("q", input.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(null, "", address);
  }
  input.value = new URLSearchParams(location.search).get("q") || "";
  form.addEventListener("submit", function (event) { event.preventDefault(); narrow(); remember(); });
  input.addEventListener("input", function () { narrow(); remember(); });
  narrow();
})();
