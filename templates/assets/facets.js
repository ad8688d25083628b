// The facets of all innovations as columns, one code each, for filtering, counting and ordering ten thousand at once.

const FIRST = 63,
  DIGITS = 64;

export class Facets {
  constructor(data) {
    this.count = data.count;
    this.facets = data.facets.map((facet) => ({ ...facet, codes: this.codes(facet.column) }));
    this.use = this.codes(data.use);
    this.byId = new Map(this.facets.map((facet) => [facet.id, facet]));
  }

  codes(column) {
    const codes = new Uint16Array(this.count),
      wide = column.length > this.count;
    for (let doc = 0; doc < this.count; doc += 1) {
      codes[doc] = wide
        ? (column.charCodeAt(2 * doc) - FIRST) * DIGITS + column.charCodeAt(2 * doc + 1) - FIRST
        : column.charCodeAt(doc) - FIRST;
    }
    return codes;
  }

  // Which innovations fit every choice, and how many each value would leave: a value competes only with other facets.
  select(matched, chosen) {
    const failed = this.failures(chosen),
      docs = new Uint32Array(this.count),
      near = this.facets.map(() => []);
    let found = 0;
    for (let doc = 0; doc < this.count; doc += 1) {
      if (matched && !matched[doc]) continue;
      if (!failed || failed[doc] === 0) {
        docs[found] = doc;
        found += 1;
      } else if (failed[doc] > 0) near[failed[doc] - 1].push(doc);
    }
    const fitting = docs.subarray(0, found);
    const counts = new Map(this.facets.map((facet, at) => [facet.id, this.tally(facet, [fitting, near[at]])]));
    return {
      docs: fitting,
      counts,
      without: new Map(this.facets.map((facet, at) => [facet.id, found + near[at].length])),
    };
  }

  // For each innovation 0 when it fits every choice, the number of the facet when only that one is against it, else -1.
  failures(chosen) {
    if (!chosen.size) return null;
    const failed = new Int16Array(this.count);
    this.facets.forEach(({ id, sets, codes, values }, at) => {
      const wanted = chosen.get(id);
      if (!wanted?.size) return;
      const allowed = Uint8Array.from(sets, (set) => (set.some((value) => wanted.has(values[value])) ? 1 : 0));
      for (let doc = 0; doc < this.count; doc += 1) if (!allowed[codes[doc]]) failed[doc] = failed[doc] ? -1 : at + 1;
    });
    return failed;
  }

  tally({ sets, codes, values }, lists) {
    const tally = new Uint32Array(sets.length),
      counts = new Uint32Array(values.length);
    for (const docs of lists) for (let at = 0; at < docs.length; at += 1) tally[codes[docs[at]]] += 1;
    for (let code = 0; code < sets.length; code += 1) for (const value of sets[code]) counts[value] += tally[code];
    return new Map(values.map((value, at) => [value, counts[at]]));
  }

  values(id, doc) {
    const facet = this.byId.get(id);
    return facet.sets[facet.codes[doc]].map((value) => facet.values[value]);
  }

  // Where an innovation stands in the order of a facet's values; an unknown value stands last either way.
  place(id, doc, upwards) {
    const facet = this.byId.get(id),
      first = facet.sets[facet.codes[doc]][0];
    if (facet.values[first] === "belum-diketahui") return facet.values.length;
    return upwards ? -first : first;
  }

  // Part of the innovations in an order: each key and number become one number, which sorts fast.
  sorted(docs, order, scores, from, to) {
    const keys = {
      mutakhir: (doc) => this.use[doc],
      terbaru: (doc) => this.place("tahun", doc),
      terlama: (doc) => this.place("tahun", doc, true),
      langkah: (doc) => this.place("langkah", doc, true),
      cocok: (doc) => -Math.round(scores[doc] * 1000),
    };
    const key = keys[order];
    if (!key || (order === "cocok" && !scores)) return [...docs.subarray(from, to)];
    this.keys ||= new Float64Array(this.count);
    const whole = this.keys.subarray(0, docs.length);
    for (let at = 0; at < docs.length; at += 1) whole[at] = key(docs[at]) * this.count + docs[at];
    whole.sort();
    return Array.from(whole.subarray(from, to), (one) => ((one % this.count) + this.count) % this.count);
  }
}
