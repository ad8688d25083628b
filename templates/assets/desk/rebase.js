// A draft laid on a newer publication, line by line: what each side changed of what the draft began with is kept.

const MOST = 4_000_000; // Pairs of lines that are compared; beyond that the middle counts as one change.

// Return the text with the changes of both, or null where both changed the same lines.
export function rebased(began, mine, theirs) {
  if (mine === theirs || theirs === began) return mine;
  if (mine === began) return theirs;
  const lines = began.split("\n"), own = changes(lines, mine.split("\n")), other = changes(lines, theirs.split("\n"));
  if (own.some((one) => other.some((two) => meet(one, two) && !same(one, two)))) return null;
  const all = [...own, ...other.filter((two) => !own.some((one) => same(one, two)))];
  for (const one of all.sort((a, b) => b.from - a.from)) lines.splice(one.from, one.to - one.from, ...one.lines);
  return lines.join("\n");
}

const meet = (one, two) => one.from <= two.to && two.from <= one.to;
const same = (one, two) => one.from === two.from && one.to === two.to && one.lines.join("\n") === two.lines.join("\n");

// Return what turns some lines into others: which are replaced, `from` one `to` before another, and by what.
function changes(old, now) {
  let start = 0, end = 0;
  const shorter = Math.min(old.length, now.length);
  while (start < shorter && old[start] === now[start]) start++;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const a = old.slice(start, old.length - end), b = now.slice(start, now.length - end);
  if (a.length * b.length > MOST) return [{ from: start, to: start + a.length, lines: b }];
  return replaced(a, b, start);
}

function replaced(a, b, start) {
  const found = [], common = lengths(a, b);
  let open = null, i = 0, j = 0;
  const change = () => (open ??= found[found.push({ from: start + i, to: start + i, lines: [] }) - 1]);
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      open = null;
      i++, j++;
    } else if (j < b.length && (i === a.length || common[i][j + 1] >= common[i + 1][j])) change().lines.push(b[j++]);
    else change().to = start + ++i;
  }
  return found;
}

// The length of the longest common part of what follows each pair of places.
function lengths(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}
