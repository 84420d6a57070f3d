"""Applying fixes until nothing more can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tapelint.check import Checker
from tapelint.cli.programs import Program
from tapelint.config import Config
from tapelint.diagnostic import Applicability, CheckResult, Finding, Fix, Severity
from tapelint.text import Edit

_MOST_ROUNDS = 100
_FLAGS = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Mended:
    """A program after its fixes, what is found in it before and after, how many were mended."""

    program: Program
    before: CheckResult
    result: CheckResult
    count: int


def with_fixes(checker: Checker, program: Program, config: Config) -> CheckResult:
    """What is found in a program; fixes that can't be made in its file are a person's affair."""
    result = checker.check(program.text, config, fixes=True)
    if program.notebook is None:
        return result
    return replace(result, findings=tuple(_makeable(f, program) for f in result.findings))


def _makeable(finding: Finding, program: Program) -> Finding:
    fixes = tuple(
        replace(fix, applicability=Applicability.DISPLAY)
        if program.changed(fix.edits) is None
        else fix
        for fix in finding.fixes
    )
    return replace(finding, fixes=fixes)


def mend(checker: Checker, program: Program, config: Config, *, unsafe: bool) -> Mended:
    """Apply the first allowed fix of each finding, and check again, until none is left.

    Each fix was proved on its own. Where several together do more harm than they mend, they are
    applied one by one; a text that came up before ends the run, since two rules then disagree.
    """
    before = result = with_fixes(checker, program, config)
    count = 0
    seen = {program.text}
    for _ in range(_MOST_ROUNDS):
        chosen = _compatible(result.findings, unsafe=unsafe)
        step = _applied(checker, program, config, result, chosen) if chosen else None
        if step is None or step.program.text in seen:
            break
        program, result, count = step.program, step.result, count + step.count
        seen.add(program.text)
    return Mended(program, before, result, count)


def _applied(
    checker: Checker, program: Program, config: Config, before: CheckResult, fixes: list[Fix]
) -> Mended | None:
    for together in (fixes, fixes[:1]):
        changed = program.changed(edit for fix in together for edit in fix.edits)
        if changed is None:
            continue
        after = with_fixes(checker, changed, config)
        if _is_better(before, after):
            return Mended(changed, before, after, len(together))
    return None


def _is_better(before: CheckResult, after: CheckResult) -> bool:
    new = _weights(after) - _weights(before)
    return not new and len(after.broken_lines) <= len(before.broken_lines)


def _weights(result: CheckResult) -> Counter[str]:
    return Counter(f.code for f in result.findings if f.severity in _FLAGS)


def _compatible(findings: Iterable[Finding], *, unsafe: bool) -> list[Fix]:
    """The first allowed fix of each finding, as far as none touches the place of another."""
    chosen: list[Fix] = []
    taken: list[Edit] = []
    for finding in findings:
        fix = next((fix for fix in finding.fixes if _allowed(fix, unsafe=unsafe)), None)
        if fix is None or any(_touch(edit, other) for edit in fix.edits for other in taken):
            continue
        chosen.append(fix)
        taken += fix.edits
    return chosen


def _allowed(fix: Fix, *, unsafe: bool) -> bool:
    return fix.applicability is Applicability.SAFE or (
        unsafe and fix.applicability is Applicability.UNSAFE
    )


def _touch(one: Edit, other: Edit) -> bool:
    first, second = sorted((one.span, other.span))
    return (second.line, second.col) <= (first.end_line, first.end_col)
