// What form and desk have around their boxes: one part shown at a time, files dropped on the page, words said once the
// typing stops, a word chosen from a list.

import { make } from "./elements.js";

export class Steps {
  // `shown` is told which part is shown; `current` says of what kind the mark on its link is.
  constructor(parts, links, shown, current = "step") {
    Object.assign(this, { parts: [...parts], links: [...links], shown, current });
    addEventListener("hashchange", () => this.follow(true));
  }

  // Let the buttons of a form turn to another part.
  turns(form) {
    for (const element of form.querySelectorAll(".steps, .standing, .turns")) element.hidden = false;
    form.addEventListener("click", (event) => {
      const turn = event.target.closest("[data-turn], [data-go]");
      if (turn) this.go(turn.dataset.go ?? this.parts[this.at + Number(turn.dataset.turn)].id);
    });
  }

  get at() {
    return this.parts.findIndex((part) => !part.hidden);
  }

  partOf(element) {
    return this.parts.find((part) => part.contains(element));
  }

  go(name) {
    if (location.hash === `#${name}`) this.show(name, true);
    else location.hash = name;
  }

  // Show the part that the address names, or in which what it names stands; the first one where it names none.
  follow(focus) {
    const name = location.hash.slice(1), place = name ? document.getElementById(name) : this.parts[0], part = this.partOf(place);
    if (!part) return false;
    this.show(part.id, focus);
    if (place !== part) place.scrollIntoView({ block: "start" });
    return true;
  }

  show(name, focus) {
    const chosen = this.parts.find((part) => part.id === name);
    if (!chosen) return;
    for (const part of this.parts) part.hidden = part !== chosen;
    for (const link of this.links) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", this.current);
      else link.removeAttribute("aria-current");
    }
    this.shown(name);
    if (!focus) return;
    chosen.querySelector("h2").focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "start" });
  }

  // Show the part in which an element stands.
  reveal(element) {
    const { id } = this.partOf(element);
    history.replaceState(null, "", `#${id}`);
    this.show(id, false);
  }

  progress(name, text) {
    for (const link of this.links) if (link.hash === `#${name}`) link.querySelector("small").textContent = text;
  }
}

// Take files that are dropped anywhere on the page; texts and links keep their own way.
export function dropped(take) {
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!carries(event)) return;
      document.body.classList.toggle("dropping", name === "dragover");
      event.preventDefault();
      if (name === "drop") take([...event.dataTransfer.files]);
    });
  }
}

const QUIET = 1200;

// Say something once the typing stops, so that a screen reader is not interrupted at every key.
export function later(say) {
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    if (text) timer = setTimeout(() => say(text), QUIET);
  };
}

// Choose a word; one that is not on the list is shown as what it is.
export function choose(select, value) {
  for (const option of select.querySelectorAll("[data-foreign]")) option.remove();
  if (value && ![...select.options].some((option) => option.value === value)) {
    const option = make("option", { value, textContent: `${value} (bukan pilihan)` });
    option.dataset.foreign = "";
    select.append(option);
  }
  select.value = value;
}
