// What was sent from this device: the numbers stay in this browser, so that whoever sent something finds it again.

import { make } from "./elements.js";

const PLACE = "kiriman", MOST = 50;

export function sent() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.number === "string" && typeof one.name === "string") : [];
  } catch {
    return [];
  }
}

export function remember(number, name, door) {
  const others = sent().filter((one) => one.number !== number);
  try {
    localStorage.setItem(PLACE, JSON.stringify([{ number, name, door, day: new Date().toISOString().slice(0, 10) }, ...others].slice(0, MOST)));
  } catch {
    // The number still stands on the page.
  }
}

// List them, each with the way to where a received number is shown.
export function showSent(box, page) {
  const known = sent();
  box.hidden = !known.length;
  box.querySelector("summary").textContent = `Kiriman dari perangkat ini (${known.length})`;
  box.querySelector("ul").replaceChildren(...known.map(({ number, name, door, day }) => make("li", {}, make("a", { href: `${page}#${number}`, textContent: number }), ` ${name}, lewat ${door}, ${day}`)));
}
