"""What the checker says: findings, their fixes, and what it understood of each gradient request."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from tapelint.text import Edit, Span


class Severity(Enum):
    """How sure and how bad: an error is all dead or certain to raise, a warning a dead part."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


class Applicability(Enum):
    """Safe keeps every forward value and the intent; unsafe changes one; display needs a person."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Related:
    """A further place that explains a finding."""

    span: Span
    message: str


class Role(Enum):
    """What happens in a line on the way from a source to the request for its gradient."""

    SOURCE = "source"
    RECORDS = "records"
    CALLS = "calls"
    PASSES = "passes"
    CUT = "cut"
    ASKS = "asks"


@dataclass(frozen=True, slots=True)
class Step:
    """A line on the way from a source to the request for its gradient.

    ``span`` is what is meant of the line; None where it stands in another ``file``, whose ``line``
    has this ``text``, of which the characters at ``columns`` are meant. ``note`` names what is
    called, or says what else there is to say.
    """

    role: Role
    span: Span | None
    file: str = ""
    line: int = 0
    text: str = ""
    columns: tuple[int, int] = (0, 0)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the text that mends a finding; edits never overlap."""

    title: str
    applicability: Applicability
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One cause, underlined at one place; ``way`` leads from the source over it to the request."""

    rule: str
    code: str
    severity: Severity
    span: Span
    message: str
    hover: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    way: tuple[Step, ...] = ()


class Verdict(Enum):
    """What is proved of a gradient request: all sources get one, some don't, or not known."""

    FLOWS = "flows"
    CUT = "cut"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RequestReport:
    """A place that asks for gradients, with what the checker could prove of it."""

    span: Span
    text: str
    verdict: Verdict
    flowing: tuple[str, ...] = ()
    dead: tuple[str, ...] = ()
    unknown_because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that one text says: findings in text order, its requests, notes to the user.

    ``broken_lines`` begin what doesn't parse; nothing is known of it, and the rest goes on.
    ``modules`` are the files of the project that were followed, ``rows`` the functions of which the
    project says itself what the tape does with them.
    """

    findings: tuple[Finding, ...] = ()
    requests: tuple[RequestReport, ...] = ()
    notes: tuple[str, ...] = field(default=())
    mentions_tensorflow: bool = False
    broken_lines: tuple[int, ...] = ()
    modules: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
