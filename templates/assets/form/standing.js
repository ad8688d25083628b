// What the rubric of the open round says of the draft, shown while it is written: steps, levels, and words that count.

import { uncounted } from "./design.js";
import { make } from "./elements.js";
import { normal } from "./grammar.js";
import { designOf, levelOf, missing, reached, STEPS } from "./ladder.js";
import { isList } from "./tree.js";

const number = new Intl.NumberFormat("id");
const TITLES = { tercatat: "Tercatat", layak: "Layak", lengkap: "Lengkap" };
const AIMS = { tercatat: "dibenarkan OPD dan diterima", layak: "memenuhi syarat dilaporkan", lengkap: "indikator wajib berbukti" };

export class Standing {
  constructor(form, proposal, round, checks, go) {
    Object.assign(this, { form, proposal, round, checks, go, box: document.getElementById("langkah") });
    this.box.addEventListener("toggle", () => this.show());
  }

  show() {
    const { proposal, round, checks } = this, lacks = [...missing(proposal.tree, proposal.opd, round, checks)];
    this.steps(lacks);
    this.levels(normal(checks.bentuk, proposal.tree, checks));
    this.design();
  }

  steps(lacks) {
    const step = reached(lacks), next = STEPS[STEPS.indexOf(step) + 1];
    const count = lacks.filter((lack) => lack.step === next).length;
    const said = step ? `${TITLES[step].toLowerCase()}${next ? `; ${count} hal lagi menuju ${TITLES[next].toLowerCase()}` : ""}` : `belum tercatat, kurang ${count} hal`;
    this.box.querySelector("summary").textContent = `Langkah putaran ${this.round.tahun}: ${said}`;
    if (this.box.open) this.box.querySelector("ol").replaceChildren(...STEPS.map((one) => this.step(one, lacks.filter((lack) => lack.step === one))));
  }

  step(name, lacks) {
    const head = make("p", {}, make("b", { textContent: TITLES[name] }), ` (${AIMS[name]}): ${lacks.length ? `${lacks.length} hal lagi` : "terpenuhi"}`);
    const items = lacks.map((lack) => {
      const link = make("button", { type: "button", className: "link", textContent: lack.text });
      link.addEventListener("click", () => this.go(lack.path));
      return make("li", {}, link);
    });
    return make("li", { className: lacks.length ? "" : "met" }, head, ...(items.length ? [make("ul", {}, ...items)] : []));
  }

  levels(tree) {
    for (const box of this.form.querySelectorAll("[data-levels]")) {
      const name = box.dataset.levels.split(".")[1], indicator = this.round.indikator[name], fact = tree.kematangan?.[name];
      const level = levelOf(indicator, fact?.nilai, this.round.tahun), line = box.querySelector(".reached");
      for (const item of box.querySelectorAll("li")) item.classList.toggle("met", item.value === level);
      line.hidden = fact?.nilai === undefined;
      line.textContent = reachedText(level, indicator, isList(fact?.bukti) && fact.bukti.length > 0);
    }
  }

  design() {
    const line = document.getElementById("rancang-tanda"), { tree } = this.proposal, said = [];
    line.hidden = !tree.rancang_bangun;
    if (line.hidden) return;
    const read = designOf(tree, this.checks), lost = uncounted(read, number);
    if (lost) said.push(`Terhitung ${number.format(read.counted)} kata; tidak dihitung: ${lost}.`);
    if (read.empty.length) said.push(`Bagian yang masih kosong: ${read.empty.join(", ")}.`);
    const unspoken = read.unspoken.filter((part) => !read.empty.includes(part));
    if (unspoken.length) said.push(`Belum disinggung: ${unspoken.join(", ")}.`);
    line.textContent = said.join(" ") || "Keenam bagiannya sudah disinggung.";
    line.classList.toggle("enough", !said.length);
  }
}

function reachedText(level, { bobot, tingkat }, proved) {
  const best = Math.max(...tingkat.map(([one]) => one)), score = (one) => number.format(bobot * one);
  if (!level) return `Fakta ini belum mencapai tingkat 1, yang menambah skor ${score(1)}.`;
  const counted = proved ? `skor ${score(level)}` : `skor ${score(level)}, terhitung sesudah ada bukti`;
  const next = tingkat.map(([one]) => one).find((one) => one > level);
  return `Fakta ini tingkat ${level} dari ${best}: ${counted}.${next ? ` Naik ke tingkat ${next} menambah skor ${score(next - level)}.` : ""}`;
}
