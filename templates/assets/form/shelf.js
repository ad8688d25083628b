// Files that outlast the page, by keys; a browser that keeps nothing refuses each.

const STORE = "foto";
const answered = (asking) => new Promise((done, refused) => Object.assign(asking, { onsuccess: () => done(asking.result), onerror: () => refused(asking.error) }));

export class Shelf {
  constructor(name) {
    this.name = name;
  }

  async asked(mode, act) {
    this.database ??= this.opened();
    return answered(act((await this.database).transaction(STORE, mode).objectStore(STORE)));
  }

  async opened() {
    const opening = indexedDB.open(this.name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    return answered(opening);
  }

  // Tell whether a file is kept.
  put(file, key) {
    return this.asked("readwrite", (store) => store.put(file, key)).then(() => true, () => false);
  }

  keys() {
    return this.asked("readonly", (store) => store.getAllKeys());
  }

  get(key) {
    return this.asked("readonly", (store) => store.get(key));
  }

  drop(key) {
    return this.asked("readwrite", (store) => store.delete(key));
  }
}
