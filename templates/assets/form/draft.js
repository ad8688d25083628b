// The draft of a form stays in this browser until it is thrown away; a browser that keeps nothing is no fault.

const PREFIX = "usul:";

export function save(name, draft) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ ...draft, saved: new Date().toISOString() }));
    return true;
  } catch {
    return false;
  }
}

export function resume(name) {
  try {
    const draft = JSON.parse(localStorage.getItem(PREFIX + name));
    return draft && typeof draft.tree === "object" && draft.tree ? draft : null;
  } catch {
    return null;
  }
}

export function discard(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept.
  }
}
