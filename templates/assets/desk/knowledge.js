// What the desk knows to judge by: the checks, the names of records and agencies, and the published records themselves.

import { read } from "../form/reader.js";

const SLOT = "*"; // Where the address of a record has its name.
const localDay = () => new Intl.DateTimeFormat("sv", { dateStyle: "short" }).format(new Date());

// `data` is what the page knows; files come through the bundle, so that they are at hand offline.
export async function openDesk(bundle, data, today = localDay()) {
  const own = data.masuk, yaml = await import("../yaml.js"), checks = { ...data.periksa, kiriman: own.kiriman }, records = new Map();
  const text = async (address) => (await bundle.original(address))?.text;
  const needed = async (address) => {
    const found = await text(address);
    if (found === undefined) throw new Error(address); // Without the names every correction would look like a new record.
    return found;
  };
  const names = JSON.parse(await needed(own.alamat.nama)).inovasi.map(([id, nama, opd]) => ({ id, nama, opd }));
  const fetched = async (id) => {
    const found = await bundle.original(own.alamat.catatan.replace(SLOT, id));
    if (!found) return null;
    const reading = read(found.text, checks, yaml);
    return reading.broken ? null : { reading, tree: reading.tree, text: found.text, mark: found.base };
  };
  // A published record, or null where it cannot be had; what failed is asked for again.
  const published = (id) => {
    if (!records.has(id)) records.set(id, fetched(id).catch(() => records.delete(id) && null));
    return records.get(id);
  };
  return { bundle, checks, yaml, names, published, text, today, agencies: data.opd, units: own.induk, renamed: own.nama_lama, coordinator: data.koordinator, round: own.putaran };
}

// A file of any kind as plain values.
export const valuesOf = (text, { checks, yaml }) => read(text, checks, yaml).tree;
