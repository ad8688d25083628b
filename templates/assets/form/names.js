// The names of all innovations: one small file, fetched when it is first needed.

let waiting = null;

// Gives [{ id, nama, opd }]; nothing when the file cannot be had, and then the next call asks again.
export function names(address) {
  waiting ??= fetch(address)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
    .then(({ inovasi }) => inovasi.map(([id, nama, opd]) => ({ id, nama, opd })))
    .catch(() => {
      waiting = null;
      return [];
    });
  return waiting;
}
