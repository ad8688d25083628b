// How much waits in a part of the page, beside its name at the top.

export function count(part, number) {
  document.querySelector(`[data-count="${part}"]`).textContent = number || "";
}

// Return what was counted when the page was published.
export function counted(part) {
  return Number(document.querySelector(`[data-count="${part}"]`).textContent);
}
