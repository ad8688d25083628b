// The words of `check`, and its patterns, as the page brings them along.

export function phrase(checks, key, values = {}) {
  return checks.kalimat[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

// The words of a closed list with their names, in its order.
export function wordsOf(checks, vocabulary) {
  return new Map(checks.kosakata[vocabulary] ?? []);
}

const compiled = new Map();

// Compile each pattern once, and let each use begin at the start.
function compile(source, flags) {
  const name = `${flags} ${source}`;
  if (!compiled.has(name)) compiled.set(name, new RegExp(source, flags));
  const made = compiled.get(name);
  made.lastIndex = 0;
  return made;
}

export function pattern(checks, name) {
  return compile(...checks.pola[name]);
}

export function found(checks, name, text) {
  return pattern(checks, name).test(text);
}

export function matchesWhole(checks, name, text) {
  const [source, flags] = checks.pola[name];
  return compile(`^(?:${source})$`, flags).test(text);
}

export function enumerate(checks, words) {
  const listed = words.map((word) => `\`${word}\``), most = checks.batas.disebut;
  if (listed.length <= most) return listed.join(", ");
  return phrase(checks, "lainnya", { words: listed.slice(0, most).join(", "), count: listed.length - most });
}

export function finding(checks, rule, path, message, help, onKey = false) {
  return { rule, severity: checks.aturan[rule][0], path, message, help, onKey };
}
