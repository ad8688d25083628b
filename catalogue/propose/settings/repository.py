"""The settings of the repository itself, and the rules for its published branch."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from catalogue.propose.derived import label_texts
from catalogue.propose.issue_plan import Request
from catalogue.propose.issues import CONTEXT
from catalogue.propose.settings.shapes import Found, Ground, Setting, Unread, switched
from catalogue.read.files import OWNERS

STRICT = ("first_time_contributors", "all_external_contributors")
WORKFLOW = "actions/permissions/workflow"
PUBLICATION = "publish.yml"


def _open(ground: Ground) -> Found:
    return Found("tertutup") if ground.get("")["private"] else Found("terbuka", right=True)


def _branch(ground: Ground) -> Found:
    found = ground.get("")["default_branch"]
    return Found(f"`{found}`", right=found == ground.branch)


def _issues(ground: Ground) -> Found:
    return switched(ground.get("")["has_issues"], "PATCH", "", {"has_issues": True})


def _tidy(ground: Ground) -> Found:
    found = ground.get("").get("delete_branch_on_merge")
    return switched(found, "PATCH", "", {"delete_branch_on_merge": True})


def _actions(ground: Ground) -> Found:
    found = ground.get("actions/permissions")
    if found["enabled"] and found.get("allowed_actions") != "local_only":
        return Found("menyala", right=True)
    now = "hanya dari repositori ini" if found["enabled"] else "mati"
    return Found(now, calls=(Request("PUT", "actions/permissions", {"enabled": True, "allowed_actions": "all"}),))


def _rights(ground: Ground) -> Found:
    found = ground.get(WORKFLOW)
    level, may = found["default_workflow_permissions"], found["can_approve_pull_request_reviews"]
    now = f"{'membaca' if level == 'read' else 'menulis'}, {'boleh' if may else 'tidak boleh'} membuka usulan"
    body = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
    return Found(now, right=level == "read" and may, calls=(Request("PUT", WORKFLOW, body),))


def _forks(ground: Ground) -> Found:
    path = "actions/permissions/fork-pr-contributor-approval"
    found = ground.get(path)["approval_policy"]
    calls = (Request("PUT", path, {"approval_policy": STRICT[0]}),)
    return Found(f"`{found}`", right=found in STRICT, calls=calls)


def _pages(ground: Ground) -> Found:
    found = ground.get("pages", absent={})
    kind = {"build_type": "workflow"}
    if not found:
        return Found("mati", calls=(Request("POST", "pages", kind),))
    if found["build_type"] == "workflow":
        return Found("GitHub Actions", right=True)
    return Found("sebuah cabang", calls=(Request("PUT", "pages", kind),))


def _domain(ground: Ground) -> Found:
    wanted = urlsplit(ground.catalogue.region.alamat or "").hostname
    found = ground.get("pages", absent={})
    if not found:
        return Found("Pages mati")
    if wanted is None or wanted.endswith(".github.io"):
        return Found(found["html_url"], right=wanted in (None, urlsplit(found["html_url"]).hostname))
    if found.get("cname") == wanted:
        return Found(f"`{wanted}`", right=True)
    return Found(found.get("cname") or "alamat GitHub", calls=(Request("PUT", "pages", {"cname": wanted}),))


def _https(ground: Ground) -> Found:
    found = ground.get("pages", absent={})
    return switched(found.get("https_enforced", False), "PUT", "pages", {"https_enforced": True})


def _labels(ground: Ground) -> Found:
    present = {one["name"]: one for one in ground.listed("labels")}
    calls: list[Request] = []
    for wanted in label_texts(ground.catalogue):
        old = present.get(wanted["name"])
        if old is None:
            calls.append(Request("POST", "labels", wanted))
        elif any((old.get(key) or "") != wanted[key] for key in ("color", "description")):
            calls.append(Request("PATCH", f"labels/{quote(wanted['name'], safe='')}", wanted))
    now = f"{len(calls)} label belum ada atau berbeda" if calls else f"{len(present)} label"
    return Found(now, right=not calls, calls=tuple(calls))


def _reporting(ground: Ground) -> Found:
    path = "private-vulnerability-reporting"
    return switched(ground.get(path)["enabled"], "PUT", path, {})


def _secrets(ground: Ground) -> Found:
    found: dict[str, Any] = ground.get("").get("security_and_analysis") or {}
    parts = ("secret_scanning", "secret_scanning_push_protection")
    if not all(part in found for part in parts):
        raise Unread(403)
    on = all(found[part]["status"] == "enabled" for part in parts)
    body = {"security_and_analysis": {part: {"status": "enabled"} for part in parts}}
    return switched(on, "PATCH", "", body)


def _alerts(ground: Ground) -> Found:
    if not (ground.get("").get("permissions") or {}).get("admin"):
        raise Unread(403)
    return switched(ground.get("vulnerability-alerts", absent="") is None, "PUT", "vulnerability-alerts", {})


def _owners(ground: Ground) -> Found:
    branch = quote(ground.branch, safe="")
    file = ground.get(f"contents/{OWNERS}?ref={branch}", absent={})
    lines = b64decode(file.get("content", "")).decode("utf-8", "replace").splitlines()
    if all(not line.strip() or line.startswith("#") for line in lines):
        return Found("belum berlaku; semua barisnya hanya keterangan" if file else "belum ada pada cabang utama")
    errors = ground.get(f"codeowners/errors?ref={branch}")["errors"]
    return Found(f"{len(errors)} baris ditolak GitHub", right=not errors)


def _workflows(ground: Ground) -> Found:
    found = ground.get("actions/workflows?per_page=100")["workflows"]
    off = [one for one in found if one["path"].startswith(".github/workflows/") and one["state"] != "active"]
    calls = tuple(Request("PUT", f"actions/workflows/{one['id']}/enable", {}) for one in off)
    names = ", ".join(f"*{one['name']}*" for one in off)
    now = f"berhenti: {names}" if off else f"{len(found)} alur berjalan" if found else "belum ada"
    return Found(now, right=bool(found) and not off, calls=calls)


def _published(ground: Ground) -> Found:
    branch = quote(ground.branch, safe="")
    path = f"actions/workflows/{PUBLICATION}/runs?branch={branch}&per_page=10"
    runs = ground.get(path, absent={"workflow_runs": ()})["workflow_runs"]
    if any(run["conclusion"] == "success" for run in runs):
        return Found("sudah", right=True)
    if any(run["status"] != "completed" for run in runs):
        return Found("sedang berjalan", right=True)
    if ground.get("pages", absent={}).get("build_type") != "workflow":
        return Found("belum, karena Pages belum memakai GitHub Actions")
    start = Request("POST", f"actions/workflows/{PUBLICATION}/dispatches", {"ref": ground.branch})
    return Found("gagal" if runs else "belum pernah", calls=(start,))


GENERAL, ACTIONS, SECURITY = "Settings, General", "Settings, Actions, General", "Settings, Advanced Security"

REPOSITORY = (
    Setting(
        "Repositori",
        "terbuka",
        "Pages dan bukti asal tidak tersedia pada paket gratis, dan warga tidak dapat melihat datanya",
        f"{GENERAL}, Danger Zone, Change repository visibility",
        _open,
    ),
    Setting(
        "Cabang utama",
        "sama dengan `cabang` pada `region.yaml`",
        "situs terbit dari cabang yang lain daripada tempat usulan digabungkan",
        f"{GENERAL}, Default branch",
        _branch,
    ),
    Setting("Isu", "menyala", "kiriman tanpa Git tidak dapat masuk", f"{GENERAL}, Features, Issues", _issues),
    Setting(
        "Cabang usulan yang sudah digabungkan",
        "dihapus sendiri (menyala)",
        "cabang lama menumpuk",
        f"{GENERAL}, Pull Requests, Automatically delete head branches",
        _tidy,
    ),
    Setting(
        "Alur kerja",
        "menyala",
        "tidak ada pemeriksaan dan tidak ada penerbitan",
        f"{ACTIONS}, Actions permissions",
        _actions,
    ),
)
"""What a repository is from its first day."""

PERMITTED = (
    Setting(
        "Hak alur kerja",
        "membaca, boleh membuka usulan",
        "kiriman lewat isu tidak menjadi usulan, atau setiap alur boleh mengubah isi repositori",
        f"{ACTIONS}, Workflow permissions",
        _rights,
    ),
    Setting(
        "Alur kerja dari luar",
        "menunggu persetujuan pada usulan pertama seseorang",
        "orang tak dikenal dapat memakai mesin pemeriksaan untuk hal lain",
        f"{ACTIONS}, Approval for running fork pull request workflows from contributors",
        _forks,
    ),
    Setting(
        "Sumber Pages", "GitHub Actions", "situs tidak terbit", "Settings, Pages, Build and deployment, Source", _pages
    ),
    Setting(
        "Alamat situs",
        "sama dengan `alamat` pada `region.yaml`",
        "tautan, kode QR, dan peta situs menunjuk ke tempat lain",
        "Settings, Pages, Custom domain",
        _domain,
    ),
    Setting("HTTPS", "menyala", "situs dapat dibuka tanpa pengamanan", "Settings, Pages, Enforce HTTPS", _https),
    Setting(
        "Label",
        "sesuai `.github/labels.json`",
        "usulan dan isu tidak terpilah",
        "Actions, Label, Run workflow",
        _labels,
    ),
    Setting(
        "Pelaporan celah keamanan",
        "menyala",
        "penemu celah hanya dapat melaporkannya secara terbuka",
        f"{SECURITY}, Private vulnerability reporting",
        _reporting,
    ),
    Setting(
        "Penjaga kata sandi",
        "menyala",
        "kata sandi atau token yang terdorong tidak tertahan",
        f"{SECURITY}, Secret Protection, Push protection",
        _secrets,
    ),
    Setting(
        "Kabar celah pustaka",
        "menyala",
        "celah pada pustaka yang dipakai tidak diketahui",
        f"{SECURITY}, Dependabot alerts",
        _alerts,
    ),
    Setting(
        "Alur berjadwal",
        "berjalan",
        "pengingat, kartu telaah, dan terbitan harian berhenti",
        "Actions, nama alurnya, Enable workflow",
        _workflows,
    ),
)
"""What a repository that is there may be given."""

LAST = (
    Setting(
        "Pembagian telaah",
        "berlaku, 0 baris ditolak GitHub",
        "rekan mana pun dapat menyetujui putusan atas inovasi OPD-nya sendiri",
        "Pull requests, usulan Perbarui berkas turunan, Merge",
        _owners,
    ),
    Setting("Terbitan", "sudah", "belum ada situs", "Actions, Penerbitan, Run workflow", _published),
)
"""What follows from everything else."""


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
