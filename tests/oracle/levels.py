"""From a stated fact to the level it reaches: Lampiran II, indicator by indicator and row by row.

Two things the guideline leaves open are read the same way throughout. A number in the gap between two levels (50.5 %
between "<= 50%" and "51% s.d. 90%") has not reached the higher one. A number on which two levels overlap ("s.d. 5,23%"
and ">= 5,23%") has.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tests.oracle.description import Benefit, SpdRow, Value
from tests.oracle.guideline import SPD_WEIGHTS


def level_of_fact(indicator: str, fact: Value | None, year: int) -> int:
    """Return 0 to 3 for what a record states on an indicator; nothing stated is 0."""
    if fact is None:
        return 0
    if isinstance(fact, Benefit):
        return level_of_benefit(fact)
    if isinstance(fact, tuple):
        rule = {"anggaran": level_of_budget, "rkpd": level_of_rkpd}[indicator]
        return rule({past_year - year for past_year in fact})
    if isinstance(fact, str):
        return WORDS[indicator].index(fact) + 1
    return NUMBERS[indicator](fact)


WORDS = {
    # 16: SK Kepala Daerah (or signed on his behalf); Peraturan Kepala Daerah; Peraturan Daerah
    "regulasi": ("sk-kepala-daerah", "perkada", "perda"),
    # 19: manual; electronic device; online information system or AI
    "alat_kerja": ("manual", "elektronik", "daring"),
    # 23: executor without appointment; Surat Penugasan of the agency's head; SK of the Kepala Daerah
    "pelaksana": ("tanpa-penetapan", "surat-penugasan", "sk"),
    # 25: photo with banner; the government's own channels; news media not owned by it
    "sosialisasi": ("foto", "kanal-pemda", "media"),
    # 26: printed manual; electronic book; book accessible online
    "pedoman_teknis": ("cetak", "elektronik", "daring"),
    # 30: separate; one portal or unit or affair; other units or more than one affair
    "integrasi": ("terpisah", "satu-unit", "lintas-unit"),
    # 34: internal report; Survei Kepuasan Masyarakat; external, based on research
    "monev": ("internal", "survei", "eksternal"),
}


def level_of_people(people: Fraction) -> int:
    """17: 1-10 SDM; 11-30 SDM; more than 30."""
    if people > 30:
        return 3
    if people >= 11:
        return 2
    return 1 if people >= 1 else 0


def level_of_budget(years: set[int]) -> int:
    """18: one of T-2, T-1, T-0; two consecutive, T-1 and T-0 or T-1 and T-2; all three."""
    if {0, -1, -2} <= years:
        return 3
    if {-1, 0} <= years or {-1, -2} <= years:
        return 2
    return 1 if years & {0, -1, -2} else 0


def level_of_training(times: Fraction) -> int:
    """20: once, twice, three times or more in three years."""
    if times >= 3:
        return 3
    if times >= 2:
        return 2
    return 1 if times >= 1 else 0


def level_of_rkpd(years: set[int]) -> int:
    """21: T-1 or T-2; T-1 and T-2; T-1, T-2 and T-0. T-0 alone is none of them."""
    if {-1, -2, 0} <= years:
        return 3
    if {-1, -2} <= years:
        return 2
    return 1 if years & {-1, -2} else 0


def level_of_actors(actors: Fraction) -> int:
    """22: 3 actors, the executor included; 4; 5 or more."""
    if actors >= 5:
        return 3
    if actors >= 4:
        return 2
    return 1 if actors >= 3 else 0


def level_of_network(agencies: Fraction) -> int:
    """24: 2 perangkat daerah; 3-4; 5 or more."""
    if agencies >= 5:
        return 3
    if agencies >= 3:
        return 2
    return 1 if agencies >= 2 else 0


def level_of_information(methods: Fraction) -> int:
    """27: one of four methods; two of four; three or more."""
    if methods >= 3:
        return 3
    if methods >= 2:
        return 2
    return 1 if methods >= 1 else 0


def level_of_process(days: Fraction) -> int:
    """28: 6 days or more; 2-5 days; 1 day."""
    if days >= 6:
        return 1
    return 2 if days >= 2 else 3


def level_of_complaints(percent: Fraction) -> int:
    """29: <= 50 % or no complaints at all; 51 to 90 %; >= 91 %."""
    if percent >= 91:
        return 3
    return 2 if percent >= 51 else 1


def level_of_replication(times: Fraction) -> int:
    """31: replicated once in another region; twice in different ones; three times."""
    if times >= 3:
        return 3
    if times >= 2:
        return 2
    return 1 if times >= 1 else 0


def level_of_speed(months: Fraction) -> int:
    """32: 9 months or more; 5-8 months; 1-4 months."""
    if months >= 9:
        return 1
    return 2 if months >= 5 else 3


def level_of_video(elements: Fraction) -> int:
    """35: 1 or 2 elements of the substance; 3 or 4; 5."""
    if elements >= 5:
        return 3
    if elements >= 3:
        return 2
    return 1 if elements >= 1 else 0


NUMBERS: dict[str, Callable[[Fraction], int]] = {
    "sdm": level_of_people,
    "bimtek": level_of_training,
    "aktor": level_of_actors,
    "jejaring": level_of_network,
    "informasi_layanan": level_of_information,
    "kemudahan_proses": level_of_process,
    "pengaduan": level_of_complaints,
    "replikasi": level_of_replication,
    "kecepatan": level_of_speed,
    "video": level_of_video,
}


def level_of_benefit(benefit: Benefit) -> int:
    """33: the six bases, whose limits may not be mixed; more than the last limit named is still level 3."""
    amount = benefit.amount
    reached = {
        # a: 1-200 people; 201-500; 501 or more
        "a": (amount >= 1, amount >= 201, amount >= 501),
        # b: 5,00-20,00 % of the target units; 20,01-50,00 %; above 50,00 %
        "b": (amount >= 5, amount >= Fraction("20.01"), amount > 50),
        # c: spending saved 0,01-10,00 %; 10,01-20,00 %; 20,01-30 %
        "c": (amount >= Fraction("0.01"), amount >= Fraction("10.01"), amount >= Fraction("20.01")),
        # d: income added 0,01-9,99 %; 10,00-19,99 %; >= 20 %
        "d": (amount >= Fraction("0.01"), amount >= 10, amount >= 20),
        # e: 1-100 goods; 101-200; more than 200
        "e": (amount >= 1, amount >= 101, amount > 200),
        # f: a positive trend over 1, 2, 3 periods of measurement
        "f": (amount >= 1, amount >= 2, amount >= 3),
    }[benefit.basis]
    return sum(reached)


def level_of_spd(row: str, state: SpdRow) -> int | None:
    """Return 0 to 3 for an SPD row, or None when nothing is known of it; a known value outweighs a stated level."""
    if state.value is None:
        return state.level
    if isinstance(state.value, str):
        return SPD_WORDS[row][state.value]
    return SPD_NUMBERS[row](state.value)


SPD_WORDS = {
    "spd-1": {"misi": 1, "visi": 2, "misi-dan-visi": 3},
    "spd-8": {"tmp": 1, "tw": 1, "wdp": 2, "wtp": 3},
    "spd-9": {"d": 1, "c": 1, "b": 2, "a": 3},
    "spd-12": {"piagam": 1, "piagam-dan-insentif": 2, "piagam-insentif-dan-kontrol": 3},
    "spd-13b": {"kurang": 1, "cukup": 1, "baik": 2, "sangat-baik": 3, "unggul": 3},
    "spd-14": {"rancangan": 1, "disepakati": 2, "ditetapkan": 3},
    "spd-15": {"sosialisasi": 1, "sosialisasi-dan-fasilitasi": 2, "sosialisasi-fasilitasi-dan-insentif": 3},
}
"""The rows whose levels are states rather than numbers."""


def _rising(second: str, third: str) -> Callable[[Fraction], int]:
    """Read a row whose first level is `<= a number`: whatever is lower than the second level is the first."""

    def level(value: Fraction) -> int:
        if value >= Fraction(third):
            return 3
        return 2 if value >= Fraction(second) else 1

    return level


def _falling(second: str, third: str) -> Callable[[Fraction], int]:
    """Read a row whose first level is `>= a number`, the less the better."""

    def level(value: Fraction) -> int:
        if value <= Fraction(third):
            return 3
        return 2 if value <= Fraction(second) else 1

    return level


def _counting(first: int, second: int, third: int) -> Callable[[Fraction], int]:
    def level(value: Fraction) -> int:
        return (value >= first) + (value >= second) + (value >= third)

    return level


SPD_NUMBERS: dict[str, Callable[[Fraction], int]] = {
    "spd-2a": _counting(1, 2, 3),  # APBD on time in the last 1, 2, 3 years
    "spd-2b": _counting(2, 3, 4),  # 2 components of mandatory spending; 3; more than 3
    "spd-3": _rising("-50.33", "8.17"),  # <= -50,32 %; -50,33 % s.d. 8,16 %; >= 8,17 %
    "spd-4": _rising("2.05", "5.23"),  # <= 2,04 %; 2,05 % s.d. 5,23 %; >= 5,23 %
    "spd-5a": _rising("0.01", "0.36"),  # <= 0,00; 0,01 s.d. 0,36; >= 0,36
    "spd-5b": _falling("5.92", "2.35"),  # >= 5,91; 2,34 s.d. 5,92; <= 2,35
    "spd-6": _rising("-47.43", "94.76"),  # <= -47,42 %; -47,43 % s.d. 94,75 %; >= 94,76 %
    "spd-7": _rising("-5.15", "33.85"),  # <= -5,14 %; -5,15 % s.d. 33,84 %; >= 33,85 %
    "spd-10a": _rising("0.08", "1.16"),  # <= 0,07; 0,08 s.d. 1,15; >= 1,16
    "spd-10b": _falling("13.11", "4.82"),  # >= 13,10; 4,81 s.d. 13,11; <= 4,82
    "spd-11a": _rising("0.56", "0.90"),  # <= 0,55; 0,56 s.d. 0,90; >= 0,90
    "spd-11b": _rising("70.00", "80.00"),  # <= 69,99; 70,00 s.d. 79,99; >= 80,00
    "spd-13a": _counting(1, 4, 8),  # 1-3 recommendations; 4-7; more than 7
}

assert {*SPD_WORDS, *SPD_NUMBERS} == set(SPD_WEIGHTS)
