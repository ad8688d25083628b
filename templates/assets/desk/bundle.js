// The draft of what will be sent: files as they are to be, kept in this browser by site.

import { markOf } from "../form/receipt.js";

export function openBundle(storage, root) {
  return new Bundle(storage, new URL(root, location));
}

class Bundle {
  constructor(storage, root) {
    Object.assign(this, { storage, root, key: `meja:${root.pathname}`, listeners: [] });
  }

  // The published file and the mark of its bytes; null where there is none yet.
  async original(path) {
    const answer = await fetch(new URL(path, this.root), { cache: "no-cache" });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    return { text, base: markOf(text) };
  }

  files() {
    return JSON.parse(this.storage.getItem(this.key) ?? "[]");
  }

  setFile(file) {
    this.keep([...this.files().filter(({ path }) => path !== file.path), file]);
  }

  dropFile(path) {
    this.keep(this.files().filter((one) => one.path !== path));
  }

  keep(files) {
    this.storage.setItem(this.key, JSON.stringify(files));
    for (const listener of this.listeners) listener();
  }

  onChange(listener) {
    this.listeners.push(listener);
  }
}
