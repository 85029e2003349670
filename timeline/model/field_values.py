"""The fields of a dataclass by name, in the order of its definition: the keys of its JSON."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def field_values(value: DataclassInstance) -> dict[str, Any]:
    """Name and value of each field; values that are dataclasses themselves stay as they are."""
    return {field.name: getattr(value, field.name) for field in fields(value)}
