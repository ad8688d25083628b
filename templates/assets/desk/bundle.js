// The draft of what will be sent: whole files, each with what it was made from, kept in this browser.

import { markOf } from "../form/receipt.js";

const PREFIX = "meja:";

export function openBundle(storage) {
  const key = PREFIX + new URL("../", location.href).pathname, listeners = new Set();
  const stored = () => JSON.parse(storage?.getItem(key) ?? "{}");
  const change = (act) => {
    const files = stored();
    act(files);
    storage?.setItem(key, JSON.stringify(files));
    for (const listener of listeners) listener();
  };
  return {
    async original(path) {
      const answer = await fetch(new URL(`../${path}`, location.href), { cache: "no-cache" });
      if (answer.status === 404) return null;
      const text = await answer.text();
      return { text, base: markOf(text) };
    },
    setFile: (file) => change((files) => (files[file.path] = file)),
    dropFile: (path) => change((files) => delete files[path]),
    files: () => Object.values(stored()),
    onChange: (listener) => listeners.add(listener),
  };
}
