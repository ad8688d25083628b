// What is being tried in the simulator, and how it is written in the address: only what differs from today.
//
// k.y1.t2.s0123456789.u13x5.abcd1 reads: reading klaim; every innovation counts; every indicator at level 2; the SPD
// rows at these levels (two a digit); 5 new innovations of affair 1 at level 3; the innovation abcd counts.
var simulatorState = (function () {
  "use strict";

  function fresh() {
    return { reading: 1, all: null, level: null, spd: null, extra: [], picks: new Map() };
  }

  // The highest level an indicator has, up to the one wanted.
  function within(indicator, wanted) {
    return indicator[3].reduce((most, row) => (row[0] <= wanted && row[0] > most ? row[0] : most), 0);
  }

  function uniform(indicators, level) {
    return indicators.map((row) => within(row, level));
  }

  function digits(text, indicators) {
    return indicators.map((row, place) => within(row, Number(text[place] || 0)));
  }

  function pack(levels) {
    let text = "";
    for (let place = 0; place < levels.length; place += 2) {
      text += (4 * levels[place] + (levels[place + 1] || 0)).toString(16);
    }
    return text;
  }

  function unpack(text, indicators) {
    if (text.length !== Math.ceil(indicators.length / 2)) return null;
    return indicators.map((row, place) => {
      const pair = parseInt(text[place >> 1], 16);
      return within(row, place % 2 ? pair & 3 : pair >> 2);
    });
  }

  function pick(state, mark) {
    if (!state.picks.has(mark)) state.picks.set(mark, { on: null, levels: null });
    return state.picks.get(mark);
  }

  function counts(state, item) {
    const one = state.picks.get(item[0]);
    if (one && one.on !== null) return one.on;
    return state.all === null ? item[4] === 1 : state.all;
  }

  function levels(state, data, item) {
    const one = state.picks.get(item[0]);
    if (one && one.levels) return one.levels;
    if (state.level !== null) return uniform(data.indikator, state.level);
    return digits(item[5 + state.reading] || "", data.indikator);
  }

  function spdLevels(state, data) {
    return state.spd || data.spd.map((row) => row[4]);
  }

  // The innovations that count, as the arithmetic takes them.
  function sent(state, data) {
    const found = data.inovasi.filter((item) => counts(state, item));
    const listed = found.map((item) => ({ affair: item[3], levels: levels(state, data, item) }));
    state.extra.forEach((row) => {
      for (let i = 0; i < row.count; i += 1) {
        listed.push({ affair: row.affair, levels: uniform(data.indikator, row.level) });
      }
    });
    return listed;
  }

  function write(state, data) {
    const parts = [data.bacaan[state.reading][0][0]];
    if (state.all !== null) parts.push("y" + Number(state.all));
    if (state.level !== null) parts.push("t" + state.level);
    if (state.spd) parts.push("s" + pack(state.spd));
    state.extra.forEach((row) => parts.push("u" + row.affair + row.level + "x" + row.count));
    state.picks.forEach((one, mark) => {
      if (one.on === null && !one.levels) return;
      parts.push(mark + (one.on === null ? 2 : Number(one.on)) + (one.levels ? pack(one.levels) : ""));
    });
    return parts.join(".");
  }

  function read(text, data) {
    const state = fresh();
    const [first, ...parts] = text.split(".");
    const reading = data.bacaan.findIndex(([id]) => id[0] === first);
    if (reading >= 0) state.reading = reading;
    parts.forEach((part) => take(state, data, part));
    return state;
  }

  function take(state, data, part) {
    let found;
    if ((found = /^y([01])$/.exec(part))) state.all = found[1] === "1";
    else if ((found = /^t([0-3])$/.exec(part))) state.level = Number(found[1]);
    else if ((found = /^s([0-9a-f]+)$/.exec(part))) state.spd = unpack(found[1], data.spd);
    else if ((found = /^u(\d{1,2})([0-3])x(\d{1,3})$/.exec(part))) takeExtra(state, data, found.slice(1).map(Number));
    else if ((found = /^([a-p]{4,})([012])([0-9a-f]*)$/.exec(part))) takePick(state, data, found);
  }

  function takeExtra(state, data, [affair, level, count]) {
    if (affair <= data.urusan.length && count) state.extra.push({ affair, level, count });
  }

  // A mark may have grown or shrunk since the address was shared.
  function takePick(state, data, [, mark, on, packed]) {
    const item = data.inovasi.find((row) => row[0].startsWith(mark) || mark.startsWith(row[0]));
    if (!item) return;
    const one = pick(state, item[0]);
    if (on !== "2") one.on = on === "1";
    if (packed) one.levels = unpack(packed, data.indikator);
  }

  return { counts, fresh, levels, pick, read, sent, spdLevels, uniform, write };
})();
