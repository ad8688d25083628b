// Elements are made from texts, never from HTML, so that nothing in a record can become a part of the page.

export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

// What stands between backticks is code, the rest stays text.
export function marked(text) {
  return text.split(/(`[^`]+`)/).filter(Boolean).map((piece) => (/^`[^`]+`$/.test(piece) ? make("code", { textContent: piece.slice(1, -1) }) : piece));
}
