// One section at a time, with the others a click away; the address names the section, so that going back works.

export class Steps {
  constructor(form, shown) {
    this.parts = [...form.querySelectorAll("[data-part]")];
    this.links = [...form.querySelectorAll(".steps a")];
    this.shown = shown;
    for (const element of form.querySelectorAll(".steps, .standing, .turns")) element.hidden = false;
    form.addEventListener("click", (event) => {
      const turn = event.target.closest("[data-turn], [data-go]");
      if (turn) this.go(turn.dataset.go ?? this.parts[this.at + Number(turn.dataset.turn)].dataset.part);
    });
    addEventListener("hashchange", () => this.show(location.hash.slice(1), true));
  }

  get at() {
    return this.parts.findIndex((part) => !part.hidden);
  }

  has(name) {
    return this.parts.some((part) => part.dataset.part === name);
  }

  go(name) {
    if (location.hash === `#${name}`) this.show(name, true);
    else location.hash = name;
  }

  show(name, focus) {
    const chosen = this.parts.find((part) => part.dataset.part === name);
    if (!chosen) return;
    for (const part of this.parts) part.hidden = part !== chosen;
    for (const link of this.links) {
      if (link.hash === `#${name}`) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
    this.shown(name);
    if (!focus) return;
    chosen.querySelector("h2").focus({ preventScroll: true });
    chosen.scrollIntoView({ block: "start" });
  }

  // Show the section in which an element stands.
  reveal(element) {
    const name = element.closest("[data-part]").dataset.part;
    history.replaceState(null, "", `#${name}`);
    this.show(name, false);
  }

  progress(name, text) {
    for (const link of this.links) if (link.hash === `#${name}`) link.querySelector("small").textContent = text;
  }
}
