"""The lightbulb: quick fixes, the ignore comment, and fix-all."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from tapelint.diagnostic import Applicability, Finding, Fix
from tapelint.fix.lazy import available
from tapelint.lsp.diagnostics import SOURCE, key, overlaps
from tapelint.lsp.documents import Document
from tapelint.lsp.positions import Change, Positions, Range
from tapelint.lsp.suppression import ignore_line
from tapelint.text import Edit, Span, apply_edits

if TYPE_CHECKING:
    from tapelint.check import Checker
    from tapelint.syntax import Parser

_log = logging.getLogger(__name__)

_FIX_ALL = "source.fixAll.tapelint"
_NO_FIXES = (
    "Tapelint: No fixes here: they are made with LibCST, which isn't there for "
    f"Python {sys.version_info.major}.{sys.version_info.minor} on this machine"
)
_FIX_NOTEBOOK = f"notebook.{_FIX_ALL}"


class Lightbulb:
    """Answers one code action request on one document."""

    def __init__(
        self,
        document: Document,
        positions: Positions,
        checker: Checker,
        parser: Parser,
        *,
        versioned: bool,
    ) -> None:
        assert document.analysis is not None
        self._document = document
        self._analysis = document.analysis
        self._positions = positions
        self._checker = checker
        self._parser = parser
        self._versioned = versioned

    def actions(self, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
        """What can be done about the findings where the cursor stands, then about all of them."""
        if _wanted(params, types.CodeActionKind.QuickFix):
            where = self._positions.span(params.range)
            findings = self._findings_at(where)
            if findings and not available():
                yield types.CodeAction(title=_NO_FIXES, kind=types.CodeActionKind.QuickFix)
            for finding in findings:
                mentioned = self._mentioned(finding, params.context.diagnostics)
                yield from self._fixes(finding, mentioned)
                yield from self._ignore(finding, mentioned)
        if _wanted(params, _FIX_ALL):
            yield from self._fix_all(_FIX_ALL, self._findings_here())
        if self._document.cells is not None and _wanted(params, _FIX_NOTEBOOK):
            yield from self._fix_all(_FIX_NOTEBOOK, self._analysis.result.findings)

    def _findings_here(self) -> list[Finding]:
        """The findings of the document that the client asks about, which may be a cell."""
        findings = self._analysis.result.findings
        return [finding for finding in findings if self._positions.holds(finding.span.line)]

    def _findings_at(self, where: Span) -> list[Finding]:
        findings = self._analysis.result.findings
        return [finding for finding in findings if overlaps(finding.span, where)]

    def _fix_all(self, kind: str, findings: Iterable[Finding]) -> Iterator[types.CodeAction]:
        changes = self._positions.changes(self._safe_edits(findings))
        if changes:
            yield types.CodeAction(
                title="Tapelint: Fix all that is safe to fix",
                kind=kind,
                edit=self._edit(changes),
            )

    def _safe_edits(self, findings: Iterable[Finding]) -> list[Edit]:
        """The safe fixes that can be made at once; only the first if together they do harm."""
        safe = [
            fixes[0]
            for finding in findings
            if (fixes := self._fixes_of(finding, safe=True))
            and self._positions.changes(fixes[0].edits)
        ]
        together = _compatible(safe)
        return together if len(safe) < 2 or self._helps(together) else list(safe[0].edits)

    def _helps(self, edits: list[Edit]) -> bool:
        """Each fix was proved alone; this looks at all of them."""
        mended = apply_edits(self._document.text, edits)
        after = self._checker.check(mended, self._analysis.config)
        return len(after.findings) < len(self._analysis.result.findings)

    def _fixes(
        self, finding: Finding, mentioned: list[types.Diagnostic]
    ) -> Iterator[types.CodeAction]:
        for fix in self._fixes_of(finding):
            if changes := self._positions.changes(fix.edits):
                yield types.CodeAction(
                    title=self._positions.told(_title(fix), finding.span.line),
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=mentioned or None,
                    is_preferred=_is_safe(fix) or None,
                    edit=self._edit(changes),
                )

    def _ignore(
        self, finding: Finding, mentioned: list[types.Diagnostic]
    ) -> Iterator[types.CodeAction]:
        edit = ignore_line(self._parser, self._analysis.index, finding.span, finding.rule)
        changes = None if edit is None else self._positions.changes([edit])
        if changes:
            yield types.CodeAction(
                title=f"Tapelint: Ignore {finding.rule} on this line",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=mentioned or None,
                edit=self._edit(changes),
            )

    def _fixes_of(self, finding: Finding, *, safe: bool = False) -> tuple[Fix, ...]:
        """The (safe) fixes of a finding; they are proved by checking again, so they are kept."""
        known, config, asked = self._analysis.fixes, self._analysis.config, (finding, safe)
        if asked not in known and config is not None:
            try:
                known[asked] = self._checker.fixes(self._document.text, config, finding, safe=safe)
            except Exception:
                _log.exception("The fixes of %s failed", finding.rule)
                known[asked] = ()
        return known.get(asked, ())

    def _edit(self, changes: Sequence[Change]) -> types.WorkspaceEdit:
        """An edit that the editor refuses if a text has changed, where it can do that."""
        edits: dict[str, list[types.TextEdit]] = {}
        for change in changes:
            edit = types.TextEdit(typed_range(change.range), change.text)
            edits.setdefault(change.uri, []).append(edit)
        if not self._versioned:
            return types.WorkspaceEdit(changes=edits)
        versions = {change.uri: change.version for change in changes}
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=versions[uri]),
                    list(edited),
                )
                for uri, edited in edits.items()
            ]
        )

    def _mentioned(
        self, finding: Finding, diagnostics: Iterable[types.Diagnostic]
    ) -> list[types.Diagnostic]:
        wanted = key(finding, self._positions)
        return [one for one in diagnostics if one.source == SOURCE and one.data == wanted]


def typed_range(where: Range) -> types.Range:
    """A range of ours as pygls knows it."""
    return types.Range(types.Position(**where["start"]), types.Position(**where["end"]))


def _wanted(params: types.CodeActionParams, kind: str) -> bool:
    """Whether the client asks for this kind; asking for ``source`` asks for all below it.

    Without a word from the client only quick fixes are meant: it asks at every step of the cursor,
    and a whole file takes longer than one place.
    """
    only = params.context.only
    if only is None:
        return kind == types.CodeActionKind.QuickFix
    return any(asked in ("", kind) or kind.startswith(f"{asked}.") for asked in only)


def _is_safe(fix: Fix) -> bool:
    return fix.applicability is Applicability.SAFE


def _title(fix: Fix) -> str:
    judgement = fix.applicability is Applicability.DISPLAY
    return f"Tapelint: {fix.title}{' (needs your judgement)' if judgement else ''}"


def _compatible(fixes: Iterable[Fix]) -> list[Edit]:
    """The edits of as many fixes as can be made at once; two may share an edit (an import)."""
    taken: list[Edit] = []
    for fix in fixes:
        new = [edit for edit in fix.edits if edit not in taken]
        if not any(_collide(one, other) for one in new for other in taken):
            taken += new
    return taken


def _collide(one: Edit, other: Edit) -> bool:
    """Whether the result would depend on the order of the two."""
    a, b = one.span, other.span
    same_place = (a.line, a.col) == (b.line, b.col)
    return same_place or (
        (a.line, a.col) < (b.end_line, b.end_col) and (b.line, b.col) < (a.end_line, a.end_col)
    )
