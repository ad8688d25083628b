"""Satu OPD Satu Inovasi per agency, and who covers the six basic-service affairs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from catalogue.assess.counting import confirmed, is_fresh
from catalogue.assess.result import STEPS, BasicService, InnovationState, OpdState, Reason, TargetCondition
from catalogue.model import Period, Stage
from catalogue.read.catalogue import Catalogue

REASONS: Mapping[Reason, str] = {
    "terpenuhi": "{count} inovasi memenuhi seluruh syarat target.",
    "belum-ditemukan": "Belum ditemukan pada sumber publik, dan OPD belum menyampaikan inovasi.",
    "diberitakan": "Disebut sumber publik; OPD belum membenarkan.",
    "menunggu-konfirmasi": "OPD sudah menyampaikan; menunggu diterima koordinator.",
    "belum-memenuhi-syarat": "Sudah dibenarkan OPD, tetapi belum memenuhi seluruh syarat target; belum dapat dinilai.",
    "tidak-terpenuhi": "Batas waktu resmi sudah lewat dan belum ada inovasi yang memenuhi seluruh syarat target.",
}


def stage_for(period: Period, step: str) -> Stage | None:
    """Return the stage by whose end a step is due; of several the last to end, of those an official one."""
    stages = (stage for stage in period.linimasa if stage.langkah == step)
    return max(stages, key=lambda stage: (stage.selesai, stage.resmi), default=None)


@dataclass(frozen=True)
class Condition:
    """One condition that a target may ask for."""

    name: str
    text: str
    asked: bool

    def holds(self, state: InnovationState, period: Period, today: date) -> bool:
        """Tell whether an innovation fulfils it on a day."""
        if self.name == "langkah":
            return state.rank >= STEPS.index(period.target.langkah)
        if self.name == "dikonfirmasi":
            return state.confirmed
        if self.name == "berjalan":
            return is_fresh(state.said_running, today)
        return state.in_window


def conditions_of(period: Period) -> tuple[Condition, ...]:
    """Return the conditions of a target in the order in which they are told."""
    target = period.target
    return (
        Condition("langkah", f"Berada pada langkah {target.langkah} atau lebih tinggi", asked=True),
        Condition("dikonfirmasi", "Dibenarkan OPD pemiliknya, dan pembenaran itu sudah diterima", target.dikonfirmasi),
        Condition("berjalan", "Diketahui masih berjalan dalam 18 bulan terakhir", target.berjalan),
        Condition("dalam_rentang", "Diterapkan atau dikembangkan dalam rentang pelaporan", target.dalam_rentang),
    )


def fulfils(state: InnovationState, period: Period, today: date) -> bool:
    """Tell whether an innovation counts and fulfils every condition that the target asks for on a day."""
    return state.counts and all(each.holds(state, period, today) for each in conditions_of(period) if each.asked)


@dataclass(frozen=True)
class Target:
    """The target of a period on a day, over the innovations as they were judged."""

    catalogue: Catalogue
    states: Mapping[str, InnovationState]
    period: Period
    today: date

    def opds(self) -> dict[str, OpdState]:
        """Judge every agency and unit by the innovations of its own folder and of the units below it."""
        return {opd: self._opd(opd) for opd in self.catalogue.opds}

    def conditions(self) -> tuple[TargetCondition, ...]:
        """Tell how many obliged agencies stand by each condition asked with those before it."""
        found, standing = [], {slug: state for slug, state in self.states.items() if state.counts}
        for each in conditions_of(self.period):
            if each.asked:
                standing = {
                    slug: state for slug, state in standing.items() if each.holds(state, self.period, self.today)
                }
            agencies = sum(any(True for _ in self._of(opd, standing)) for opd in self._obliged)
            found.append(TargetCondition(each.name, each.text, each.asked, agencies))
        return tuple(found)

    def urusan(self) -> tuple[BasicService, ...]:
        """Tell for each basic-service affair which innovations have it as their main affair."""
        return tuple(
            self._urusan(code) for code, word in self.catalogue.words("urusan").items() if word.pelayanan_dasar
        )

    @cached_property
    def _obliged(self) -> list[str]:
        return [opd for opd, entry in self.catalogue.opds.items() if entry.record.wajib]

    @cached_property
    def _may_deny(self) -> bool:
        """Whether an agency may be said not to have met the target: officially, after notice and deadline."""
        due, notice = stage_for(self.period, self.period.target.langkah), self.period.pemberitahuan
        past = bool(due and due.resmi and due.selesai < self.today and notice and notice.tanggal < self.today)
        return self.catalogue.region.resmi and past

    def _of(self, opd: str, states: Mapping[str, InnovationState]) -> Iterator[InnovationState]:
        for id in self.catalogue.with_units(opd):
            for entry in self.catalogue.by_opd[id]:
                if entry.id in states:
                    yield states[entry.id]

    def _opd(self, opd: str) -> OpdState:
        every = list(self._of(opd, self.states))
        own = [state for state in every if state.counts]
        carrying = [state for state in own if fulfils(state, self.period, self.today)]
        best = max((state.rank for state in own), default=0 if every else None)
        carriers = carrying or [state for state in own if state.rank == best]
        obliged = self.catalogue.opds[opd].record.wajib
        why = self._why(every, carrying=bool(carrying), obliged=obliged)
        return OpdState(
            opd=opd,
            obliged=obliged,
            step=None if best is None else STEPS[best],
            met={"terpenuhi": True, "tidak-terpenuhi": False}.get(why),
            why=why,
            reason=self._text(opd, why, carriers),
            carriers=tuple(sorted(state.slug for state in carriers)),
        )

    def _why(self, every: list[InnovationState], *, carrying: bool, obliged: bool) -> Reason:
        if carrying:
            return "terpenuhi"
        if obliged and self._may_deny:
            return "tidak-terpenuhi"
        if not every:
            return "belum-ditemukan"
        records = [self.catalogue.innovations[state.slug].record for state in every]
        if any(confirmed(record) for record in records):
            return "belum-memenuhi-syarat"
        told = any(record.pengesahan or record.status_data != "sumber-publik" for record in records)
        return "menunggu-konfirmasi" if told else "diberitakan"

    def _text(self, opd: str, why: Reason, carriers: list[InnovationState]) -> str:
        text = REASONS[why].format(count=len(carriers))
        if carriers and all(state.opd != opd for state in carriers):
            text += " Melalui unit kerjanya, menurut aturan katalog yang menunggu keputusan koordinator."
        return text

    def _urusan(self, code: str) -> BasicService:
        recorded = [slug for slug in self._by_affair[code] if self.states[slug].counts]
        eligible = tuple(slug for slug in recorded if self.states[slug].rank >= STEPS.index("layak"))
        agencies = self.catalogue.opds
        could = [id for id, opd in agencies.items() if code in opd.record.urusan]
        return BasicService(
            kode=code,
            nama=self.catalogue.words("urusan")[code].nama,
            terpenuhi=True if eligible else False if self._may_deny else None,
            inovasi_layak=eligible,
            inovasi_tercatat=tuple(recorded),
            opd_pengampu=tuple(sorted(could, key=lambda holder: (not agencies[holder].record.wajib, holder))),
        )

    @cached_property
    def _by_affair(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for slug in self.states:
            if affair := self.catalogue.innovations[slug].record.urusan_utama:
                found[affair].append(slug)
        return found
