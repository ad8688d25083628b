// What was decided at the desk and not yet sent: the files in the bundle hold it, so that nothing is kept twice.

import { equal } from "../form/values.js";
import { edited, Uneditable, valuesOf } from "./files.js";
import { decided, fingerprint, noteOf, reviewed } from "./verdicts.js";

const FIELDS = ["putusan", "sidik", "tanggal", "catatan"];
const same = (one, other) => FIELDS.every((name) => (one?.[name] ?? "") === (other?.[name] ?? ""));
const UNWRITABLE = (path) => `${path} ditulis dengan cara yang tidak dapat diubah dari sini, jadi putusan itu tidak dicatat. Minta pengelola katalog menambahkannya dengan tangan.`;

export class Decisions {
  // `kit` brings the types of facts (`jenis`), how values are written (`tulis`), and the time zone (`zona`); `checks`
  // say how a whole review is.
  constructor(bundle, yaml, kit, checks, listener) {
    Object.assign(this, { bundle, yaml, kit, checks, listener, records: new Map(), texts: new Map(), made: new Map(), steps: [], work: Promise.resolve(), pending: 0, originals: new Map() });
    bundle.onChange(() => this.follow());
  }

  get today() {
    return new Intl.DateTimeFormat("en-CA", { timeZone: this.kit.zona }).format(new Date());
  }

  // Take records on, read their files ahead, and find what was decided about them before.
  async add(records) {
    for (const record of records) {
      for (const fact of record.fakta) fact.sidik = fingerprint(fact, this.kit.jenis[fact.kunci]);
      this.records.set(record.berkas, record);
    }
    await Promise.allSettled(records.filter((record) => record.ditelaah).map((record) => this.original(record)));
    return this.follow();
  }

  async original(record) {
    if (!record.ditelaah) return null;
    if (!this.originals.has(record.berkas)) this.originals.set(record.berkas, await this.bundle.original(record.berkas));
    return this.originals.get(record.berkas);
  }

  of(record) {
    return this.made.get(record.berkas) ?? { verifikasi: {} };
  }

  verdict(record, fact) {
    return this.of(record).verifikasi[fact.kunci];
  }

  // The day on which an innovation was entered at the Ministry, published or decided here.
  reported(record) {
    return record.dimasukkan ?? this.of(record).pelaporan?.tanggal;
  }

  // What the Ministry decided on it, as decided here or else as published.
  outcome(record) {
    return this.of(record).hasil ?? outcomeIn(this.originals.get(record.berkas)?.text);
  }

  // Tell whether nobody has judged a fact as it stands.
  waits(record, fact) {
    return Boolean(fact.menunggu) && !this.verdict(record, fact);
  }

  // Read anew what the bundle holds; a verdict on evidence that changed meanwhile is let go, and its name returned.
  follow() {
    const files = new Map(this.bundle.files().map((file) => [file.path, file.text])), gone = [];
    for (const [path, record] of this.records) {
      const text = files.get(path);
      if (this.texts.get(path) === text) continue;
      this.texts.set(path, text);
      const { made, stale } = this.found(record, text);
      this.made.set(path, made);
      if (stale.length) {
        gone.push(...stale);
        this.lay(record);
      }
    }
    this.listener();
    return gone;
  }

  found(record, text) {
    const held = text === undefined ? null : decided(text, this.yaml), made = { verifikasi: {} }, stale = [];
    for (const fact of record.fakta) {
      const verdict = held?.verifikasi[fact.kunci];
      if (!verdict || same(verdict, fact.putusan)) continue;
      if (verdict.sidik === fact.sidik) made.verifikasi[fact.kunci] = verdict;
      else stale.push(`${this.kit.rubrik[fact.kunci].nama} pada ${record.nama}`);
    }
    if (held?.pelaporan && held.pelaporan.tanggal !== record.dimasukkan) made.pelaporan = held.pelaporan;
    const outcome = outcomeIn(text);
    if (outcome && !equal(outcome, outcomeIn(this.originals.get(record.berkas)?.text))) made.hasil = outcome;
    return { made, stale };
  }

  // Decide on facts together; one step back undoes them all. Without a verdict a decision is taken back.
  decide(pairs, putusan, note = "") {
    const catatan = noteOf(note, this.kit.tulis) || undefined;
    const verdict = (fact) => putusan && { putusan, sidik: fact.sidik, tanggal: this.today, ...(catatan && { catatan }) };
    this.step(pairs.map(([record, fact]) => ({ record, key: fact.kunci, value: verdict(fact) })));
  }

  submit(records, tanggal, note = "") {
    const catatan = noteOf(note, this.kit.tulis) || undefined;
    const entered = records.map((record) => ({ record, name: "pelaporan", value: tanggal && { tanggal, ...(catatan && { catatan }) } }));
    const without = tanggal ? [] : records.filter((record) => this.of(record).hasil); // Nothing is decided on what was not entered.
    this.step([...entered, ...without.map((record) => ({ record, name: "hasil", value: null }))]);
  }

  // Write one outcome for records together, as values of the file.
  conclude(records, outcome) {
    this.step(records.map((record) => ({ record, name: "hasil", value: outcome })));
  }

  step(changes) {
    if (!changes.length) return;
    this.steps.push(changes.map((change) => this.put(change)));
    this.layAll(changes);
  }

  // Take the last step back, and return what it was about.
  undo() {
    const step = this.steps.pop() ?? [];
    for (const change of step) this.put(change);
    this.layAll(step);
    return step;
  }

  // Put a value in its place and return what was there.
  put({ record, key, name, value }) {
    const made = this.of(record), holder = key ? made.verifikasi : made, at = key ?? name, before = holder[at];
    if (value) holder[at] = value;
    else delete holder[at];
    this.made.set(record.berkas, made);
    return { record, key, name, value: before };
  }

  layAll(changes) {
    for (const record of new Set(changes.map(({ record }) => record))) this.lay(record);
    this.listener();
  }

  // Write the file of a record into the bundle, one after another.
  lay(record) {
    this.pending++;
    this.work = this.work
      .then(() => this.write(record))
      .catch((fault) => this.listener(fault.message))
      .then(() => {
        this.pending--;
        this.listener();
      });
  }

  // The text of a file with what was decided in it; null where it must be kept by hand.
  laid(text, made) {
    const { hasil, ...changes } = made, judged = Object.keys(made.verifikasi).length || made.pelaporan || text === null;
    const before = judged ? reviewed(text, changes, this.kit.tulis, this.yaml) : text;
    return before === null || !hasil ? before : read(() => edited(before, [{ path: ["hasil"], value: hasil }], this.checks));
  }

  async write(record) {
    const { berkas: path } = record, made = structuredClone(this.of(record));
    if (!Object.keys(made.verifikasi).length && !made.pelaporan && !made.hasil) {
      this.texts.set(path, undefined);
      this.bundle.dropFile(path);
      return;
    }
    const original = await this.original(record), text = this.laid(original?.text ?? null, made);
    if (text === null) {
      this.made.delete(path);
      this.listener(UNWRITABLE(path));
      return;
    }
    this.texts.set(path, text);
    this.bundle.setFile({ path, base: original?.base, text, about: about(record, made) });
  }
}

// What a file says of the Ministry's decision.
function outcomeIn(text) {
  return text === undefined ? undefined : read(() => valuesOf(text))?.hasil;
}

// Null for a file that is written in a way that must be kept by hand.
function read(work) {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof Uneditable) return null;
    throw fault;
  }
}

// Say in one sentence what changes in a file.
function about(record, { verifikasi, pelaporan, hasil }) {
  const verdicts = Object.values(verifikasi), fit = verdicts.filter(({ putusan }) => putusan === "sesuai").length;
  const parts = [fit && `${fit} fakta sesuai`, verdicts.length - fit && `${verdicts.length - fit} fakta tidak sesuai`, pelaporan && `dimasukkan ke aplikasi Kementerian pada ${pelaporan.tanggal}`, hasil && "hasil Kementerian dicatat"];
  return `${record.nama}: ${parts.filter(Boolean).join(", ")}.`;
}
