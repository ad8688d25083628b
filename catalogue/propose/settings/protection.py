"""The rules for the published branch: what a change needs before it is merged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from catalogue.propose.issue_plan import Request
from catalogue.propose.issues.state import CONTEXT
from catalogue.propose.settings.shapes import Found, Ground, Setting

ACTIONS_APP = 15368
"""GitHub's own number of Actions: no other program, and no person, can report that check."""
MAIN, QUEUE = "Cabang utama", "Antrean penggabungan"
APPROVAL = {
    "required_approving_review_count": 1,
    "dismiss_stale_reviews_on_push": True,
    "require_code_owner_review": True,
    "require_last_push_approval": True,
    "required_review_thread_resolution": False,
}
CHECKS = {
    "strict_required_status_checks_policy": False,
    "required_status_checks": [{"context": CONTEXT, "integration_id": ACTIONS_APP}],
}
MERGING = {
    "check_response_timeout_minutes": 60,
    "grouping_strategy": "ALLGREEN",
    "max_entries_to_build": 5,
    "max_entries_to_merge": 5,
    "merge_method": "MERGE",
    "min_entries_to_merge": 1,
    "min_entries_to_merge_wait_minutes": 1,
}
RULES: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    MAIN: {"deletion": {}, "non_fast_forward": {}, "pull_request": APPROVAL, "required_status_checks": CHECKS},
    QUEUE: {"merge_queue": MERGING},
}
"""Each rule of a set, with its parameters."""
OWNERS_OF_ALL = {"actor_id": 1, "actor_type": "OrganizationAdmin", "bypass_mode": "pull_request"}
"""Where nobody else can approve, an owner of the organisation may merge a proposal, which its page then shows; nobody
may push."""


def ruleset(name: str, *, organisation: bool) -> dict[str, Any]:
    """Return a set of rules as the host takes it."""
    rules = [{"type": kind, **({"parameters": given} if given else {})} for kind, given in RULES[name].items()]
    return {
        "name": name,
        "target": "branch",
        "enforcement": "active",
        "bypass_actors": [OWNERS_OF_ALL] if organisation and name == MAIN else [],
        "conditions": {"ref_name": {"include": ["~DEFAULT_BRANCH"], "exclude": []}},
        "rules": rules,
    }


def _main(ground: Ground) -> Found:
    if ground.get(f"branches/{quote(ground.branch, safe='')}", absent={}) == {}:
        return Found("menunggu berkas pertama pada cabang utama, yang kalau tidak akan ditolak")
    return _set(ground, MAIN)


def _set(ground: Ground, name: str) -> Found:
    wanted = ruleset(name, organisation=ground.organisation)
    listed = ground.listed("rulesets")
    number = next((one["id"] for one in listed if one["name"] == name and one.get("target") == "branch"), None)
    if number is None:
        return Found("belum ada", calls=(Request("POST", "rulesets", wanted),))
    lacking = list(_lacking(ground.get(f"rulesets/{number}"), wanted))
    calls = (Request("PUT", f"rulesets/{number}", wanted),)
    return Found(f"berbeda pada {', '.join(lacking)}" if lacking else "ada", right=not lacking, calls=calls)


def _lacking(found: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[str]:
    """Name the parts of a set of rules that are not as wanted; whoever may not see who bypasses it is not told."""
    lacking = [key for key in ("enforcement", "conditions") if found.get(key) != wanted[key]]
    shown = found.get("bypass_actors")
    if shown is not None and [_plain(one, OWNERS_OF_ALL) for one in shown] != wanted["bypass_actors"]:
        lacking.append("bypass_actors")
    present = {rule["type"]: rule.get("parameters") or {} for rule in found["rules"]}
    for rule in wanted["rules"]:
        given = rule.get("parameters", {})
        if _plain(present.get(rule["type"]), given) != given:
            lacking.append(rule["type"])
    return lacking


def _plain(found: Mapping[str, Any] | None, wanted: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what was asked for of an answer; the host adds keys of its own."""
    return None if found is None else {key: found[key] for key in wanted if key in found}


PROTECTION = (
    Setting(
        "Aturan cabang utama",
        f"usulan dengan pemeriksaan `{CONTEXT}` yang lulus dan persetujuan pemilik berkas",
        "siapa pun yang berhak Write dapat mengubah cabang utama tanpa diperiksa",
        "Settings, Rules, Rulesets",
        _main,
    ),
    Setting(
        "Antrean penggabungan",
        "ada, bila paket organisasinya menyediakan",
        "dua usulan yang masing-masing lulus dapat bersama-sama membuat cabang utama keliru",
        "Settings, Rules, Rulesets",
        lambda ground: _set(ground, QUEUE),
        wished=True,
        personal=Found("hanya ada bagi organisasi"),
    ),
)
