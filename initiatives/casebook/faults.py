"""What is wrong with a casebook or with the decisions about it."""

from __future__ import annotations

from collections.abc import Iterable


class Fault(Exception):
    """One thing that is wrong: in which row, at which field, and what."""

    def __init__(self, row: str, field: str, what: str) -> None:
        super().__init__(f"{row}: {field}: {what}" if field else f"{row}: {what}")


class CasebookError(Exception):
    """The casebook cannot be converted; ``faults`` lists every reason."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(map(str, self.faults)))
