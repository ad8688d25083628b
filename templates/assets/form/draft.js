// The draft of a form stays in this browser until it is thrown away: what was kept is read back, and what another tab
// has kept meanwhile is not overwritten.

const PREFIX = "usul:";
const seen = new Map(); // By name the text that this page wrote or read last.

const stored = (name) => localStorage.getItem(PREFIX + name);

function parsed(text) {
  try {
    const draft = JSON.parse(text);
    return draft && typeof draft.tree === "object" && draft.tree ? draft : null;
  } catch {
    return null;
  }
}

// Tell whether this browser keeps anything.
export function keeps() {
  try {
    localStorage.setItem(`${PREFIX}?`, "?");
    const kept = stored("?") === "?";
    localStorage.removeItem(`${PREFIX}?`);
    return kept;
  } catch {
    return false;
  }
}

// Return "kept" once the draft can be read back, "other" where another tab kept one of its own, else "refused".
export function save(name, draft) {
  const text = JSON.stringify({ ...draft, saved: new Date().toISOString() });
  try {
    if (moved(name)) return "other";
    localStorage.setItem(PREFIX + name, text);
    if (stored(name) !== text) return "refused";
  } catch {
    return "refused";
  }
  seen.set(name, text);
  return "kept";
}

function moved(name) {
  const now = stored(name);
  return now !== null && now !== (seen.get(name) ?? null);
}

export const hasSeen = (name) => seen.has(name);

// Return the draft as this page knew it, and as it is kept now; from here on this page knows it so.
export function sides(name) {
  const before = parsed(seen.get(name) ?? null);
  return { before, now: resume(name) };
}

export function resume(name) {
  try {
    const text = stored(name);
    if (text === null) seen.delete(name);
    else seen.set(name, text);
    return parsed(text);
  } catch {
    return null;
  }
}

// Throw a draft away, unless another tab has kept one of its own meanwhile.
export function discard(name) {
  try {
    if (!moved(name)) localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept.
  }
  seen.delete(name);
}

// Call back when another tab keeps a draft of that name, or throws it away.
export function watch(name, told) {
  addEventListener("storage", (event) => event.key === PREFIX + name() && event.storageArea === localStorage && told());
}
