"""The lightbulb: quick fixes, the ignore comment, and fix-all."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from tapelint.diagnostic import Applicability, Finding, Fix
from tapelint.lsp.diagnostics import SOURCE, key, overlaps
from tapelint.lsp.documents import Document
from tapelint.lsp.positions import Positions, Range
from tapelint.lsp.suppression import ignore_line
from tapelint.text import Edit, Span

if TYPE_CHECKING:
    from tapelint.check import Checker

_log = logging.getLogger(__name__)

_FIX_ALL = "source.fixAll.tapelint"


class Lightbulb:
    """Answers one code action request on one document."""

    def __init__(
        self,
        document: Document,
        positions: Positions,
        checker: Checker,
        *,
        versioned: bool,
    ) -> None:
        assert document.analysis is not None
        self._document = document
        self._analysis = document.analysis
        self._positions = positions
        self._checker = checker
        self._versioned = versioned

    def actions(self, params: types.CodeActionParams) -> Iterator[types.CodeAction]:
        """What can be done about the findings where the cursor stands, then about all of them."""
        if _wanted(params, types.CodeActionKind.QuickFix):
            where = self._positions.span(params.range)
            for finding in self._findings_at(where):
                mentioned = _diagnostics_of(finding, params.context.diagnostics)
                yield from self._fixes(finding, mentioned)
                yield from self._ignore(finding, mentioned)
        if _wanted(params, _FIX_ALL):
            yield from self._fix_all()

    def _findings_at(self, where: Span) -> list[Finding]:
        findings = self._analysis.result.findings
        return [finding for finding in findings if overlaps(finding.span, where)]

    def _fix_all(self) -> Iterator[types.CodeAction]:
        safe = [
            fix
            for finding in self._all_fixed()
            for fix in finding.fixes[:1]
            if fix.applicability is Applicability.SAFE
        ]
        edits = _compatible(safe)
        if edits:
            yield types.CodeAction(
                title="Tapelint: Fix all that is safe to fix",
                kind=_FIX_ALL,
                edit=self.edit(edits),
            )

    def _fixes(
        self, finding: Finding, mentioned: list[types.Diagnostic]
    ) -> Iterator[types.CodeAction]:
        for fix in self._fixes_of(finding):
            yield types.CodeAction(
                title=_title(fix),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=mentioned or None,
                is_preferred=fix.applicability is Applicability.SAFE or None,
                edit=self.edit(fix.edits),
            )

    def _ignore(
        self, finding: Finding, mentioned: list[types.Diagnostic]
    ) -> Iterator[types.CodeAction]:
        edit = ignore_line(self._document.text, self._analysis.index, finding.span, finding.rule)
        if edit is not None:
            yield types.CodeAction(
                title=f"Tapelint: Ignore {finding.rule} on this line",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=mentioned or None,
                edit=self.edit([edit]),
            )

    def _all_fixed(self) -> tuple[Finding, ...]:
        """Every finding with its fixes, which take longer to find than the findings."""
        config = self._analysis.config
        if config is None or not self._analysis.result.findings:
            return ()
        try:
            return self._checker.check(self._document.text, config, fixes=True).findings
        except Exception:
            _log.exception("The fixes of %s failed", self._document.uri)
            return ()

    def _fixes_of(self, finding: Finding) -> tuple[Fix, ...]:
        config = self._analysis.config
        if config is None:
            return ()
        try:
            return self._checker.fixes(self._document.text, config, finding)
        except Exception:
            _log.exception("The fixes of %s failed", finding.rule)
            return ()

    def edit(self, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """An edit that the editor refuses if the text has changed, where it can do that."""
        uri = self._document.uri
        newline = self._analysis.index.newline
        changes = [
            types.TextEdit(
                typed_range(self._positions.range(edit.span)), _with_breaks(edit.text, newline)
            )
            for edit in edits
        ]
        if not self._versioned:
            return types.WorkspaceEdit(changes={uri: changes})
        target = types.OptionalVersionedTextDocumentIdentifier(
            uri=uri, version=self._document.version
        )
        return types.WorkspaceEdit(
            document_changes=[types.TextDocumentEdit(text_document=target, edits=list(changes))]
        )

    def _text_edit(self, edit: Edit, newline: str) -> types.TextEdit:
        where = typed_range(self._positions.range(edit.span))
        return types.TextEdit(where, _with_breaks(edit.text, newline))


def typed_range(where: Range) -> types.Range:
    """A range of ours as pygls knows it."""
    return types.Range(types.Position(**where["start"]), types.Position(**where["end"]))


def _wanted(params: types.CodeActionParams, kind: str) -> bool:
    """Whether the client asks for this kind; asking for ``source`` asks for all below it."""
    only = params.context.only
    return only is None or any(
        asked in ("", kind) or kind.startswith(f"{asked}.") for asked in only
    )


def _title(fix: Fix) -> str:
    return fix.title if fix.title.startswith("Tapelint: ") else f"Tapelint: {fix.title}"


def _diagnostics_of(
    finding: Finding, diagnostics: Iterable[types.Diagnostic]
) -> list[types.Diagnostic]:
    wanted_key = key(finding)
    return [one for one in diagnostics if one.source == SOURCE and one.data == wanted_key]


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


def _with_breaks(text: str, newline: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", newline)
