// The simulator of the index: choose what counts, and see the index move. The page is complete without it.
var simulator = function (data) {
  "use strict";
  const box = document.getElementById("simulator");
  const sums = indexArithmetic;
  const KEY = "#simulasi=";
  let state = simulatorState.fresh();
  let timer = 0;

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (key in element && key !== "list") element[key] = value;
      else element.setAttribute(key, value);
    });
    element.append(...children);
    return element;
  }

  function options(select, rows, chosen) {
    select.replaceChildren(...rows.map(([value, text]) => make("option", { value, textContent: text })));
    select.value = chosen;
  }

  function levelRows(indicator) {
    return [["0", "0: belum ada"], ...indicator[3].map(([level, text]) => [String(level), level + ": " + text])];
  }

  // What there is to choose

  const readings = make("fieldset", {}, make("legend", { textContent: "Mulai dari perhitungan" }));
  data.bacaan.forEach(([, name], place) => {
    const input = make("input", { type: "radio", name: "bacaan", value: String(place), onchange: () => change(() => { state.reading = place; }) });
    readings.append(make("label", {}, input, " " + name));
  });

  const everyLevel = make("select", { id: "sim-level", onchange: () => change(() => {
    state.level = everyLevel.value === "" ? null : Number(everyLevel.value);
    state.picks.forEach((one) => { one.levels = null; });
  }) });
  options(everyLevel, [["", "menurut perhitungan"], ["0", "0"], ["1", "1"], ["2", "2"], ["3", "3"]], "");

  function button(text, act, quiet) {
    return make("button", { type: "button", className: quiet ? "button quiet" : "button", textContent: text, onclick: act });
  }

  function everyone(on) {
    return () => change(() => {
      state.all = on;
      state.picks.forEach((one) => { one.on = null; });
    });
  }

  const copied = button("Salin tautan", () => {
    const tell = (label, text) => {
      copied.textContent = label;
      say(text);
    };
    navigator.clipboard.writeText(location.href).then(
      () => tell("Tautan tersalin", "Tautan simulasi disalin."),
      () => tell("Salin dari bilah alamat", "Browser menolak menyalin. Salin tautan ini dari bilah alamat browser."));
  }, true);
  copied.hidden = !navigator.clipboard;

  const tools = make("div", { className: "sim-tools" },
    readings,
    make("p", {}, make("label", { htmlFor: "sim-level", textContent: "Tingkat semua indikator" }), everyLevel),
    make("p", { className: "sim-buttons" },
      button("Pilih semua", everyone(true)),
      button("Kosongkan", everyone(false), true),
      button("Kembalikan ke keadaan sekarang", () => change(() => { state = simulatorState.fresh(); }), true),
      copied));

  // SPD

  const spd = data.spd.map((row, place) => {
    const select = make("select", { id: "sim-spd-" + place, onchange: () => change(() => {
      state.spd = simulatorState.spdLevels(state, data).slice();
      state.spd[place] = Number(select.value);
    }) });
    options(select, levelRows(row), "0");
    return select;
  });
  const spdBox = make("details", {}, make("summary", { textContent: "Satuan Pemerintah Daerah: " + spd.length + " baris" }),
    make("div", { className: "sim-grid" }, ...spd.map((select, place) =>
      make("p", {}, make("label", { htmlFor: select.id, textContent: data.spd[place][0] + ". " + data.spd[place][1] }), select))));

  // Innovations that are recorded

  const rows = data.inovasi.map((item, place) => innovationRow(item, place));
  const filter = make("input", { type: "search", id: "sim-filter", autocomplete: "off", oninput: narrow });
  const list = make("ul", { className: "sim-list" }, ...rows.map((row) => row.element));
  const innovations = make("details", { ontoggle: showRows },
    make("summary", { textContent: "Inovasi yang tercatat: " + rows.length }),
    make("p", { className: "sim-filter" }, make("label", { htmlFor: "sim-filter", textContent: "Cari nama atau OPD" }), filter),
    list);

  function showRows() {
    if (innovations.open) rows.forEach((row) => row.refresh());
  }

  function narrow() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    rows.forEach((row, place) => {
      const text = (data.inovasi[place][1] + " " + data.inovasi[place][2]).toLowerCase();
      row.element.hidden = !words.every((word) => text.includes(word));
    });
  }

  function innovationRow(item, place) {
    const check = make("input", { type: "checkbox", onchange: () => change(() => {
      simulatorState.pick(state, item[0]).on = check.checked;
    }) });
    const score = make("span", { className: "sim-score" });
    const panel = make("div", { className: "sim-grid", id: "sim-levels-" + place, hidden: true });
    const toggle = make("button", {
      type: "button", className: "button quiet", textContent: "Tingkat", "aria-expanded": "false", "aria-controls": panel.id,
      "aria-label": "Tingkat indikator " + item[1],
      onclick: () => {
        if (!selects.length) fill();
        panel.hidden = !panel.hidden;
        toggle.setAttribute("aria-expanded", String(!panel.hidden));
        refresh();
      },
    });
    let selects = [];
    function fill() {
      selects = data.indikator.map((row, index) => {
        const select = make("select", { id: panel.id + "-" + index, onchange: () => change(() => {
          const levels = simulatorState.levels(state, data, item).slice();
          levels[index] = Number(select.value);
          simulatorState.pick(state, item[0]).levels = levels;
        }) });
        options(select, levelRows(row), "0");
        panel.append(make("p", {}, make("label", { htmlFor: select.id, textContent: row[0] + ". " + row[1] }), select));
        return select;
      });
    }
    function refresh() {
      const levels = simulatorState.levels(state, data, item);
      check.checked = simulatorState.counts(state, item);
      score.textContent = "skor " + sums.text(sums.score(data.indikator, levels), 2, true);
      selects.forEach((select, index) => { select.value = String(levels[index]); });
    }
    const name = make("label", {}, check, " ", make("span", {}, item[1] + " ", make("small", { textContent: item[2] })));
    return { refresh, element: make("li", {}, make("div", { className: "sim-row" }, name, score, toggle), panel) };
  }

  // Innovations that are not there yet

  const extraAffair = make("select", { id: "sim-affair" });
  options(extraAffair, [["0", "bukan pelayanan dasar"], ...data.urusan.map((name, place) => [String(place + 1), name])], "0");
  const extraLevel = make("select", { id: "sim-extra-level" });
  options(extraLevel, [["0", "0"], ["1", "1"], ["2", "2"], ["3", "3"]], "2");
  const extraCount = make("input", { type: "number", id: "sim-count", min: "1", max: "200", value: "1" });
  const extras = make("ul", { className: "sim-list" });
  const extraBox = make("details", {},
    make("summary", { textContent: "Inovasi baru yang belum tercatat" }),
    make("div", { className: "sim-grid" },
      make("p", {}, make("label", { htmlFor: "sim-affair", textContent: "Urusan utama" }), extraAffair),
      make("p", {}, make("label", { htmlFor: "sim-extra-level", textContent: "Tingkat semua indikatornya" }), extraLevel),
      make("p", {}, make("label", { htmlFor: "sim-count", textContent: "Banyaknya" }), extraCount)),
    make("p", {}, button("Tambahkan", () => {
      const count = Math.min(200, Math.max(1, Math.floor(Number(extraCount.value) || 1)));
      change(() => state.extra.push({ affair: Number(extraAffair.value), level: Number(extraLevel.value), count }));
    })),
    extras);

  function showExtras() {
    extras.replaceChildren(...state.extra.map((row, place) => {
      const affair = row.affair ? data.urusan[row.affair - 1] : "bukan pelayanan dasar";
      const text = row.count + " inovasi baru, " + affair + ", tingkat " + row.level;
      const remove = button("Hapus", () => {
        change(() => state.extra.splice(place, 1));
        extraBox.querySelector("summary").focus();
      }, true);
      remove.setAttribute("aria-label", "Hapus " + text);
      return make("li", {}, make("div", { className: "sim-row" }, make("span", { textContent: text }), remove));
    }));
  }

  // What comes of it

  const index = make("b");
  const band = make("span");
  const compared = make("span");
  const sum = make("p", { className: "sum" });
  const facts = make("p", { className: "hint" });
  const status = make("p", { className: "vh", role: "status" });
  const result = make("div", { className: "sim-result", role: "group", "aria-label": "Hasil simulasi" },
    make("div", { className: "sim-index" }, make("p", { className: "figure" }, index), make("p", {}, band, " · ", compared)),
    make("div", {}, sum, facts));

  function signed(now, before) {
    const change = sums.minus(now, before);
    const zero = BigInt(0);
    const size = sums.text(change[0] < zero ? [-change[0], change[1]] : change, 2);
    if (size === "0,00") return "sama dengan hari ini";
    return (change[0] < zero ? "\u2212" : "+") + size + " dari hari ini";
  }

  function today() {
    const plain = Object.assign(simulatorState.fresh(), { reading: state.reading });
    return sums.evaluate(data, simulatorState.spdLevels(plain, data), simulatorState.sent(plain, data));
  }

  function goals(found) {
    if (data.target === null) return "";
    const missing = sums.minus(sums.whole(data.target), found.iid);
    if (missing[0] <= BigInt(0)) return " Target RPJMD tercapai.";
    return " Kurang " + sums.text(missing, 2) + " dari target RPJMD.";
  }

  function show() {
    const found = sums.evaluate(data, simulatorState.spdLevels(state, data), simulatorState.sent(state, data));
    index.textContent = sums.text(found.iid, 2);
    band.textContent = found.category;
    compared.textContent = signed(found.iid, today().iid);
    sum.textContent = "(SPD " + sums.text(found.spd, 2, true) + " + kematangan " + sums.text(found.maturity, 2, true) + " ÷ " + found.divisor +
      " + jumlah " + sums.text(found.count, 2, true) + ") ÷ " + sums.text(sums.whole(data.rumus.maksimum), 2, true) + " × 100";
    facts.textContent = found.n + " inovasi dihitung. Urusan pelayanan dasar terwakili " + found.covered + ", paling sedikit " + data.rumus.urusan +
      (found.given ? "." : ", jadi skor jumlah belum diberikan.") + goals(found);
    readings.querySelectorAll("input").forEach((input, place) => { input.checked = place === state.reading; });
    everyLevel.value = state.level === null ? "" : String(state.level);
    simulatorState.spdLevels(state, data).forEach((level, place) => { spd[place].value = String(level); });
    showRows();
    showExtras();
  }

  function say(text) {
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = text; }, 400);
  }

  function change(act) {
    act();
    show();
    say("Indeks simulasi " + index.textContent + ", " + band.textContent + ", " + compared.textContent + ".");
    const written = simulatorState.write(state, data);
    const plain = written === simulatorState.write(simulatorState.fresh(), data);
    history.replaceState(null, "", plain ? location.pathname + location.search : KEY + written);
  }

  function follow() {
    if (!location.hash.startsWith(KEY)) return;
    state = simulatorState.read(location.hash.slice(KEY.length), data);
    show();
    document.getElementById("simulasi").scrollIntoView();
  }

  box.append(make("div", { className: "sim" }, result, make("div", {}, tools, spdBox, innovations, extraBox)), status);
  show();
  box.hidden = false;
  document.getElementById("tanpa-simulasi").hidden = true;
  follow();
  addEventListener("hashchange", follow);
};

// Starts the simulator when it comes into sight: its data grow with the catalogue, and not everyone wants them.
(function () {
  "use strict";
  const box = document.getElementById("simulator");
  const section = document.getElementById("simulasi");
  if (!box || !simulator) return;

  function begin() {
    watcher.disconnect();
    fetch(box.dataset.from)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then(simulator, fail);
  }

  function fail() {
    document.getElementById("tanpa-simulasi").textContent = "Data simulasi tidak dapat diambil. Periksa sambungan internet, lalu muat ulang halaman ini.";
  }

  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) begin();
  }, { rootMargin: "600px" });
  if (location.hash.startsWith("#simulasi=")) begin();
  else watcher.observe(section);
})();
