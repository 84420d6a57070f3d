"""The one entry that both faces call: a text and its settings go in, findings come out.

The answer is a pure function of (text, config). A checker only remembers what it can compute
again, by the text of each unit, so a warm one and a new one agree.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Container, Iterable
from copy import copy
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from tapelint.config import OFF, Config, Version, nearest
from tapelint.diagnostic import (
    Applicability,
    CheckResult,
    Finding,
    Fix,
    RequestReport,
    Severity,
)
from tapelint.environment import runs_otherwise, uses_legacy_keras
from tapelint.fix.reprove import Reading, all_reproved, reproved
from tapelint.flow import Memory
from tapelint.flow import analyse as follow_gradients
from tapelint.flow.proof import Proof
from tapelint.flow.python.modules import Callers, Finder
from tapelint.ops.project import ProjectRows, project_rows
from tapelint.rules import findings as judge_proofs
from tapelint.rules import registry
from tapelint.syntax import Parsed, Parser
from tapelint.syntax.pragmas import Pragma, pragmas, removal
from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.flow.reach import Reach

_UNUSED_NAME, _UNUSED_CODE = "unused-ignore", "TL901"

_TRAINING = (".fit(", ".compile(", ".gradient(", ".minimize(", "apply_gradients")
_MANY_FIXES = 3  # from here on they are first tried together
_OF_GRAPHS = frozenset({"graph-value"})  # what is wrong in a graph alone
_OF_ARRAYS = frozenset(
    {".all", ".any", ".argmax", ".argmin", ".astype", ".clip", ".copy", ".cumsum", ".dot", ".fill"}
    | {".flatten", ".item", ".max", ".mean", ".min", ".prod", ".ravel", ".repeat", ".reshape"}
    | {".round", ".sort", ".squeeze", ".std", ".sum", ".tolist", ".transpose", ".var"}
)
"""Methods of an array that a tensor hasn't, as the engine names what it doesn't know."""


class Analysis(Protocol):
    """What the engine says of a text."""

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The breaks that are proved."""

    @property
    def requests(self) -> tuple[RequestReport, ...]:
        """Every gradient request with what is known of it."""

    @property
    def modules(self) -> tuple[str, ...]:
        """The files of the project that were followed."""

    @property
    def rows(self) -> tuple[str, ...]:
        """The functions of which the project's own rows were used."""


class Analyse(Protocol):
    """The engine."""

    def __call__(
        self,
        parsed: Parsed,
        *,
        target: Version | None,
        finder: Finder | None,
        rows: ProjectRows,
        callers: Callers,
    ) -> Analysis:
        """Follow the gradients of a parsed text that runs with a TensorFlow, where it is known.

        ``finder`` finds the modules of its project, which may give ``rows`` to the op table, and
        ``callers`` the programs that use the text.
        """


class Judge(Protocol):
    """The rules."""

    def __call__(self, proofs: Iterable[Proof], parsed: Parsed, *, fixes: bool) -> list[Finding]:
        """Put proofs into words."""


class Checker:
    """Checks texts one after the other and parses only what changed between them."""

    def __init__(self, analyse: Analyse | None = None, judge: Judge = judge_proofs) -> None:
        self._parser = Parser()
        self._analyse = analyse or partial(follow_gradients, memory=Memory())
        self._judge = judge
        self._finder: Finder | None = None
        self._callers: Callers = tuple
        self._runs_eagerly: Callable[[], bool] = bool

    def beside(
        self,
        finder: Finder | None,
        runs_eagerly: Callable[[], bool] = bool,
        callers: Callers = tuple,
    ) -> Checker:
        """This checker for a file that can import the modules which ``finder`` finds.

        ``runs_eagerly`` says whether another file may switch graphs off, and ``callers`` which
        programs use the file; they are asked if that matters.
        """
        other = copy(self)
        other._finder, other._runs_eagerly, other._callers = finder, runs_eagerly, callers
        return other

    def check(self, text: str, config: Config | None = None, *, fixes: bool = False) -> CheckResult:
        """Everything that ``text`` says under ``config``; fixes cost time, so only on demand."""
        if not mentions_tensorflow(text) and not self._trains_what_others_make(text):
            return CheckResult()
        config = config or Config()
        parsed = self._parser.parse(text)
        if runs_otherwise(text):
            return _unfollowed(parsed)
        analysis = self._follow(parsed, config)
        raw = self._judge(self._proofs(analysis), parsed, fixes=fixes)
        if fixes:
            before = _reading(raw, parsed, analysis)
            raw = self._all_with_proven_fixes(text, raw, before, config)
        shown = _suppressed(raw, parsed, config)
        return CheckResult(
            findings=tuple(sorted(shown, key=lambda finding: (finding.span, finding.code))),
            requests=tuple(analysis.requests),
            notes=parsed.notes,
            mentions_tensorflow=True,
            broken_lines=parsed.broken,
            modules=analysis.modules,
            rows=analysis.rows,
        )

    def fixes(
        self, text: str, config: Config, finding: Finding, *, safe: bool = False
    ) -> tuple[Fix, ...]:
        """The (safe) fixes of one finding of ``text``, each proved to mend it."""
        parsed = self._parser.parse(text)
        analysis = self._follow(parsed, config)
        raw = self._judge(self._proofs(analysis), parsed, fixes=False)
        here = [proof for proof in self._proofs(analysis) if _encloses(proof.span, finding.span)]
        mended = self._judge(here, parsed, fixes=True)
        for candidate in (*mended, *_suppressed(raw, parsed, config)):
            if (candidate.code, candidate.span) == (finding.code, finding.span):
                wanted = _with_safe_fixes(candidate) if safe else candidate
                before = _reading(raw, parsed, analysis)
                return self._with_proven_fixes(text, wanted, before, config).fixes
        return ()

    def reach(self, parsed: Parsed, wanted: ast.expr, config: Config) -> Reach | None:
        """What the value of an expression of a parsed text is computed from.

        The program is run anew for this, so it is for when somebody asks.
        """
        if not mentions_tensorflow(parsed.text) or runs_otherwise(parsed.text):
            return None
        from tapelint.flow.reach import reach

        target = self._target(parsed, config)
        return reach(parsed, wanted, target, self._finder, project_rows(config.ops))

    def _trains_what_others_make(self, text: str) -> bool:
        """Whether a text trains what its project makes with TensorFlow.

        A module that it imports does, or a program that uses the text.
        """
        if self._finder is None or not any(word in text for word in _TRAINING):
            return False
        if any(mentions_tensorflow(caller.source.text) for caller in self._callers()):
            return True
        statements = [s for unit in self._parser.parse(text).units for s in unit.body]
        return any(
            (source := self._finder(name, level, "")) is not None
            and mentions_tensorflow(source.text)
            for statement in statements
            for name, level in _imported(statement)
        )

    def _follow(self, parsed: Parsed, config: Config) -> Analysis:
        target, rows = self._target(parsed, config), project_rows(config.ops)
        return self._analyse(
            parsed, target=target, finder=self._finder, rows=rows, callers=self._callers
        )

    def _proofs(self, analysis: Analysis) -> list[Proof]:
        """What is proved, without what is wrong in graphs alone where another file has none."""
        eager = [proof for proof in analysis.proofs if proof.kind not in _OF_GRAPHS]
        graphs_matter = len(eager) < len(analysis.proofs)
        return eager if graphs_matter and self._runs_eagerly() else list(analysis.proofs)

    @staticmethod
    def _target(parsed: Parsed, config: Config) -> Version | None:
        return None if uses_legacy_keras(parsed.text) else config.target

    def _all_with_proven_fixes(
        self, text: str, raw: list[Finding], before: Reading, config: Config
    ) -> list[Finding]:
        """Findings with the fixes that mend them; many are proved by one run if that goes well."""
        read = partial(self._read, config)
        sure: set[int] = set()
        for rank in range(max((len(finding.fixes) for finding in raw), default=0)):
            alike = [(f.fixes[rank], f) for f in raw if len(f.fixes) > rank]
            if len(alike) >= _MANY_FIXES and all_reproved(text, alike, before, read):
                sure.update(id(fix) for fix, _ in alike)
        return [self._with_proven_fixes(text, each, before, config, sure) for each in raw]

    def _with_proven_fixes(
        self,
        text: str,
        finding: Finding,
        before: Reading,
        config: Config,
        sure: Container[int] = (),
    ) -> Finding:
        read = partial(self._read, config)
        proven = tuple(
            fix
            for fix in finding.fixes
            if id(fix) in sure or reproved(text, fix, finding, before, read)
        )
        return replace(finding, fixes=proven)

    def _read(self, config: Config, text: str) -> Reading:
        parsed = self._parser.parse(text)
        analysis = self._follow(parsed, config)
        raw = self._judge(self._proofs(analysis), parsed, fixes=False)
        return _reading(raw, parsed, analysis)


def check(text: str, config: Config | None = None, *, fixes: bool = True) -> CheckResult:
    """Check one text with a checker that remembers nothing."""
    return Checker().check(text, config, fixes=fixes)


def mentions_tensorflow(text: str) -> bool:
    """Whether a text can be about gradients at all: the cheap question asked first."""
    return "tensorflow" in text or "keras" in text


def _imported(statement: ast.stmt) -> list[tuple[str, int]]:
    """The modules that a statement imports, or imports from, with the dots before their names."""
    if isinstance(statement, ast.Import):
        return [(alias.name, 0) for alias in statement.names]
    if isinstance(statement, ast.ImportFrom):
        return [(statement.module or "", statement.level)]
    return []


def _reading(raw: Iterable[Finding], parsed: Parsed, analysis: Analysis) -> Reading:
    astray = sum(not _OF_ARRAYS.isdisjoint(r.unknown_because) for r in analysis.requests)
    return Reading(tuple(raw), len(parsed.broken), astray)


def _with_safe_fixes(finding: Finding) -> Finding:
    safe = tuple(fix for fix in finding.fixes if fix.applicability is Applicability.SAFE)
    return replace(finding, fixes=safe)


def _encloses(one: Span, other: Span) -> bool:
    starts = (one.line, one.col) <= (other.line, other.col)
    return starts and (other.end_line, other.end_col) <= (one.end_line, one.end_col)


def _unfollowed(parsed: Parsed) -> CheckResult:
    return CheckResult(notes=parsed.notes, mentions_tensorflow=True, broken_lines=parsed.broken)


def known_rules() -> list[tuple[str, str]]:
    """Name and code of every rule that settings and comments can name."""
    return [(rule.name, rule.code) for rule in registry()]


def _suppressed(raw: Iterable[Finding], parsed: Parsed, config: Config) -> list[Finding]:
    """What is left of the findings after the settings and the comments in the text."""
    wanted = [shown for finding in raw if (shown := _leveled(finding, config)) is not None]
    comments = pragmas(parsed)
    if not comments:
        return wanted
    kept, used = _silenced(wanted, comments)
    if parsed.broken:
        # What can't be read now may be what a comment is for.
        return kept
    unused = _unused(comments, used, parsed, config)
    return [*kept, *(shown for hint in unused if (shown := _leveled(hint, config)) is not None)]


def _leveled(finding: Finding, config: Config) -> Finding | None:
    level = config.level(finding.rule, finding.code)
    if level == OFF:
        return None
    return replace(finding, severity=Severity(level)) if level else finding


def _silenced(
    findings: list[Finding], comments: tuple[Pragma, ...]
) -> tuple[list[Finding], Counter[tuple[int, str]]]:
    """The findings that no comment silences; how often each comment's each name was of use."""
    kept: list[Finding] = []
    used: Counter[tuple[int, str]] = Counter()
    for finding in findings:
        uses = [
            (position, name)
            for position, comment in enumerate(comments)
            if comment.covers(finding.span)
            for name in comment.names or ("",)
            if name in ("", finding.rule) or name.upper() == finding.code
        ]
        used.update(uses)
        if not uses:
            kept.append(finding)
    return kept, used


def _unused(
    comments: tuple[Pragma, ...], used: Counter[tuple[int, str]], parsed: Parsed, config: Config
) -> Iterable[Finding]:
    rules = known_rules()
    for position, comment in enumerate(comments):
        useless = tuple(
            name
            for name in comment.names or ("",)
            if not used[position, name] and _could_be_used(name, rules, config)
        )
        if useless:
            yield _unused_hint(comment, useless, parsed, rules)


def _could_be_used(name: str, rules: list[tuple[str, str]], config: Config) -> bool:
    """A comment isn't unused only because its rule is off here."""
    meant = [rule for rule in rules if name == rule[0] or name.upper() == rule[1]]
    return not meant or any(config.level(*rule) != OFF for rule in meant)


def _unused_hint(
    comment: Pragma, useless: tuple[str, ...], parsed: Parsed, rules: list[tuple[str, str]]
) -> Finding:
    known = {spelling for rule in rules for spelling in rule}
    unknown = [name for name in useless if name and name not in known and name.upper() not in known]
    if unknown:
        message = nearest(unknown[0], [name for name, _ in rules], "rule")
        end = "" if message.endswith("?") else "."
        message = f"{message[0].upper()}{message[1:]}{end} This comment silences nothing."
    else:
        what = " and ".join(f"`{name}`" for name in useless if name)
        message = f"Nothing here needs to be ignored{f' for {what}' if what else ''}."
    edit = removal(parsed, comment, useless)
    title = "Remove the comment" if useless == comment.names or not comment.names else "Shorten it"
    fixes = () if edit is None else (Fix(title, Applicability.SAFE, (edit,)),)
    return Finding(_UNUSED_NAME, _UNUSED_CODE, Severity.HINT, comment.span, message, fixes=fixes)
