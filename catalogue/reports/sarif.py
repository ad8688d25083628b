"""The report for code scanning: SARIF 2.1.0 (OASIS Standard, with Errata 01).

Columns count Unicode code points, as `columnKind` says; paths are relative to the root of the repository.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from catalogue.findings import Finding, Place, Severity, Span
from catalogue.reports.excerpt import excerpt
from catalogue.rules import RULES, Rule
from catalogue.source import Source

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {Severity.GALAT: "error", Severity.PERINGATAN: "warning"}


def sarif_report(
    findings: Sequence[Finding], sources: Mapping[str, Source], rules_at: str | None = None, prefix: str = ""
) -> str:
    """Write the findings as one SARIF log; `prefix` leads from the root of the repository to the catalogue."""
    order = {id: index for index, id in enumerate(RULES)}
    seen: Counter[str] = Counter()
    run = {
        "tool": {"driver": {"name": "Katalog Inovasi Daerah", "rules": [_rule(r, rules_at) for r in RULES.values()]}},
        "language": "id-ID",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {ROOT: {"description": {"text": "Akar repositori."}}},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding, sources, order, seen, prefix) for finding in findings],
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, rules_at: str | None) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.what},
        "help": {
            "text": f"Mengapa: {rule.why}\n\nPerbaikan: {rule.mend}",
            "markdown": f"**Mengapa.** {rule.why}\n\n**Perbaikan.** {rule.mend}",
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        **({"helpUri": f"{rules_at}{rule.id}/"} if rules_at else {}),
    }


def _result(
    finding: Finding,
    sources: Mapping[str, Source],
    order: Mapping[str, int],
    seen: Counter[str],
    prefix: str,
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}. {finding.help}".strip()},
        "locations": [{"physicalLocation": _location(finding.place, prefix)}],
        "partialFingerprints": {"baris/v1": _fingerprint(finding, sources, seen)},
    }
    if finding.related:
        place = {"id": 1, "physicalLocation": _location(finding.related, prefix)}
        result["relatedLocations"] = [{**place, "message": {"text": finding.related_message or "lihat juga"}}]
    if finding.replacement is not None:
        result["fixes"] = [_fix(finding, finding.replacement, prefix)]
    return result


def _location(place: Place, prefix: str) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place, prefix), "region": _region(place.span)}


def _artifact(place: Place, prefix: str) -> dict[str, str]:
    return {"uri": quote(prefix + place.path), "uriBaseId": ROOT}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _fix(finding: Finding, new: str, prefix: str) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(finding.place.span), "insertedContent": {"text": new}}
    change = {"artifactLocation": _artifact(finding.place, prefix), "replacements": [replacement]}
    return {"description": {"text": finding.help or finding.message}, "artifactChanges": [change]}


def _fingerprint(finding: Finding, sources: Mapping[str, Source], seen: Counter[str]) -> str:
    """Return a mark that survives lines being added above: rule, file, text of the line, and which of its likes."""
    line = excerpt(finding.place, sources)
    key = "\0".join((finding.rule, finding.place.path, line.text.strip() if line else ""))
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode()).hexdigest()[:32]
