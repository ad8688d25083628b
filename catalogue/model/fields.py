"""How a field is declared: once, with the label, help, example and legal source from which all else is derived."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict


class Record(BaseModel):
    """A mapping in a data file; unknown keys are faults and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)
    """`defer_build` because most records stand in another one, whose validator holds theirs: they need none."""


def field(
    label: str,
    help: str,
    *,
    default: Any = None,
    example: str | None = None,
    source: str | None = None,
    **limits: Any,
) -> Any:
    """Declare a field; pass `default=...` (Ellipsis) when it is mandatory.

    `label` and `help` are shown to people and are therefore Indonesian; `source` cites the rule that asks for it.
    """
    extra: JsonDict = {"x-sumber": source} if source else {}
    return Field(
        default,
        title=label,
        description=help,
        examples=[example] if example is not None else None,
        json_schema_extra=extra or None,
        **limits,
    )
