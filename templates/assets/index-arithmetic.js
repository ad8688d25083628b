// The formula of the index in whole numbers, so that the result equals the build's to the last decimal.
globalThis.indexArithmetic = (function () {
  "use strict";
  if (typeof BigInt !== "function") return null;
  const PLACES = 8; // the most decimals that a number in the data files may have
  const ONE = BigInt(10) ** BigInt(PLACES);
  const ZERO = BigInt(0);

  const known = new Map();

  // "1.5" as a whole number of hundred-millionths
  function whole(text) {
    if (!known.has(text)) {
      const [integer, fraction = ""] = text.split(".");
      known.set(text, BigInt(integer + fraction.padEnd(PLACES, "0")));
    }
    return known.get(text);
  }

  function score(indicators, levels) {
    return indicators.reduce((sum, row, place) => sum + whole(row[2]) * BigInt(levels[place] || 0), ZERO);
  }

  // Fractions are pairs of numerator and denominator, neither of them negative.
  function rounded([numerator, denominator], places) {
    const scale = BigInt(10) ** BigInt(places);
    return (numerator * scale * BigInt(2) + denominator) / (denominator * BigInt(2));
  }

  function minus([a, b], [c, d]) {
    return [a * d - c * b, b * d];
  }

  // Round half up, with a decimal comma and a thousands point; `trim` drops zeros at the end.
  function text(fraction, places, trim) {
    const digits = String(rounded(fraction, places)).padStart(places + 1, "0");
    const integer = digits.slice(0, digits.length - places).replace(/\B(?=(\d{3})+$)/g, ".");
    let decimals = places ? digits.slice(-places) : "";
    if (trim) decimals = decimals.replace(/0+$/, "");
    return decimals ? integer + "," + decimals : integer;
  }

  function band(data, iid) {
    const cents = rounded(iid, 2) * BigInt(10) ** BigInt(PLACES - 2);
    const reached = data.kategori.filter((row) => whole(row[1]) <= cents);
    return (reached.length ? reached[reached.length - 1] : data.kategori[0])[0];
  }

  // `spd` are levels; `sent` the innovations that count, each with `levels` and `affair` (0 for none of basic service).
  function evaluate(data, spd, sent) {
    const n = sent.length;
    const divisor = BigInt(Math.max(data.rumus.pembagi, n));
    const covered = new Set(sent.map((one) => one.affair).filter(Boolean)).size;
    const given = covered >= data.rumus.urusan;
    const fixed = score(data.spd, spd);
    const maturity = sent.reduce((sum, one) => sum + score(data.indikator, one.levels), ZERO);
    const count = given ? whole(data.rumus.bobot) * BigInt(Math.min(n, data.rumus.batas)) : ZERO;
    const total = (fixed + count) * divisor + maturity;
    const iid = [total * BigInt(100), divisor * whole(data.rumus.maksimum)];
    return {
      n, covered, given,
      divisor: Number(divisor),
      spd: [fixed, ONE],
      maturity: [maturity, ONE],
      average: [maturity, divisor * ONE],
      count: [count, ONE],
      total: [total, divisor * ONE],
      iid,
      category: band(data, iid),
    };
  }

  return { evaluate, minus, score: (indicators, levels) => [score(indicators, levels), ONE], text, whole: (value) => [whole(value), ONE] };
})();
