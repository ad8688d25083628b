// What is to be mended, asked in a panel: nothing is decided before it is said.

import { make } from "../form/elements.js";

const LIMIT = 800;

// `done(note)` is told what was written once it says something, `leave` that nothing is decided.
export function askNote(panel, { id, value = "", name, done, leave }) {
  const box = make("textarea", { id, rows: 2, maxLength: LIMIT, value });
  const answer = () => {
    if (box.value.trim()) return done(box.value);
    box.setAttribute("aria-invalid", "true");
    return box.focus();
  };
  const button = (textContent, className, act) => {
    const made = make("button", { type: "button", className, textContent });
    made.addEventListener("click", act);
    return made;
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) answer();
  });
  const label = make("label", { htmlFor: id, textContent: "Apa yang perlu diperbaiki OPD" });
  panel.replaceChildren(make("div", { className: "field" }, label, box), make("p", {}, button(name, "button", answer), " ", button("Batal", "button quiet", leave)));
  panel.hidden = false;
  box.focus();
}

export function closeNote(panel) {
  panel.hidden = true;
  panel.replaceChildren();
}
