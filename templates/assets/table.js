// Sorts and narrows a table whose rows carry their values; the table is complete without it.
// A form with data-table names the table. Its fields are matched against data-<name> of each row, `q` against its text;
// `urut` names the column (data-sort) by whose cells (data-value) the rows are ordered, from the end with a minus.
(function () {
  "use strict";
  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function fits(row, values) {
    return Object.keys(values).every(function (name) {
      if (name === "urut") return true;
      if (name !== "q") return !values[name] || row.dataset[name] === values[name];
      return plain(values.q).split(/\s+/).every(function (word) { return row.plainText.indexOf(word) >= 0; });
    });
  }
  function remember(values) {
    var address = new URL(location.href);
    Object.keys(values).forEach(function (name) {
      if (values[name]) address.searchParams.set(name, values[name]);
      else address.searchParams.delete(name);
    });
    history.replaceState(null, "", address);
  }
  function arrange(table, rows, wanted) {
    var down = wanted.charAt(0) === "-";
    var name = wanted.replace("-", "");
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var language = new Intl.Collator("id", { numeric: true });
    heads.forEach(function (head, index) {
      head.removeAttribute("aria-sort");
      if (head.dataset.sort !== name) return;
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      rows.slice().sort(function (one, two) {
        return (down ? -1 : 1) * language.compare(one.cells[index].dataset.value, two.cells[index].dataset.value);
      }).forEach(function (row) { row.parentNode.appendChild(row); });
    });
  }
  document.querySelectorAll("form[data-table]").forEach(function (form) {
    var table = document.getElementById(form.dataset.table);
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var fields = Array.prototype.filter.call(form.elements, function (field) { return field.name; });
    var given = new URLSearchParams(location.search);
    var output = form.querySelector("output");
    rows.forEach(function (row) { row.plainText = plain(row.textContent); });
    function narrow() {
      var values = {}, shown = 0;
      fields.forEach(function (field) { values[field.name] = field.value.trim(); });
      rows.forEach(function (row) {
        row.hidden = !fits(row, values);
        if (!row.hidden) shown += 1;
      });
      arrange(table, rows, values.urut || "");
      output.textContent = shown + " dari " + rows.length + " baris";
      remember(values);
    }
    fields.forEach(function (field) { if (given.has(field.name)) field.value = given.get(field.name); });
    form.addEventListener("input", narrow);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.hidden = false;
    narrow();
  });
})();
