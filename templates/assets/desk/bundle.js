// The draft of what will be sent, kept in this browser.

import { markOf } from "../form/receipt.js";

export function openBundle(storage, { site }) {
  return new Draft(storage, site);
}

class Draft {
  constructor(storage, site) {
    Object.assign(this, { storage, site, key: `meja:${new URL(site).pathname}`, listeners: new Set(), known: new Map() });
  }

  // The published file and its mark, null where there is none.
  original(path) {
    if (!this.known.has(path)) this.known.set(path, this.fetched(path));
    return this.known.get(path);
  }

  async fetched(path) {
    const answer = await fetch(new URL(path, this.site), { cache: "no-cache" });
    if (!answer.ok) return null;
    const text = await answer.text();
    return { text, base: markOf(text) };
  }

  files() {
    return [];
  }

  submissions() {
    return Object.values(JSON.parse(this.storage.getItem(this.key) ?? "{}"));
  }

  addSubmission(one) {
    this.change((kept) => (kept[one.name] = one));
  }

  dropSubmission(name) {
    this.change((kept) => delete kept[name]);
  }

  change(act) {
    const kept = JSON.parse(this.storage.getItem(this.key) ?? "{}");
    act(kept);
    this.storage.setItem(this.key, JSON.stringify(kept));
    for (const listener of this.listeners) listener(this);
  }

  onChange(listener) {
    this.listeners.add(listener);
  }
}
