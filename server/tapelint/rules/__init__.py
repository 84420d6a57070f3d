"""Rules: one file each, from a proven break to a finding with its words, place and fixes."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from tapelint.diagnostic import Finding, Fix, Related, Role, Step
from tapelint.fix.source import Source
from tapelint.fix.together import together
from tapelint.flow.proof import Proof
from tapelint.rules.all import RULES
from tapelint.rules.base import Rule, Site
from tapelint.rules.fragment import fragment
from tapelint.rules.phrases import listing
from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.syntax import Parsed

__all__ = ["findings", "registry", "url"]

_LOG = logging.getLogger(__name__)
_MOST_RELATED = 5
_PAGES = "https://github.com/tapelint/tapelint/blob/main/docs/rules"


def registry() -> tuple[type[Rule], ...]:
    """Every rule, in the order of the codes."""
    return RULES


def url(code: str) -> str:
    """Where the page of the rule with this code is published; empty for an unknown code."""
    return next((f"{_PAGES}/{rule.name}.md" for rule in RULES if rule.code == code), "")


def findings(proofs: Iterable[Proof], parsed: Parsed, *, fixes: bool) -> list[Finding]:
    """What the rules say of ``proofs``; a rule that raises is logged and silent for this run."""
    rules = {kind: rule() for rule in RULES for kind in rule.kinds}
    source = Source(parsed)
    broken: set[type[Rule]] = set()
    found: list[Finding] = []
    for proof in proofs:
        rule = rules.get(proof.kind)
        if rule is None or type(rule) in broken:
            continue
        try:
            found.append(_finding(rule, proof, source, fixes=fixes))
        except Exception:  # one faulty rule must not take the others down
            _LOG.exception("the rule %s failed and is off for this run", rule.name)
            broken.add(type(rule))
    return [finding for finding in found if finding.code not in {rule.code for rule in broken}]


def _finding(rule: Rule, proof: Proof, source: Source, *, fixes: bool) -> Finding:
    return Finding(
        rule=rule.name,
        code=rule.code,
        severity=rule.severity(proof),
        span=_narrowed(rule, proof, source),
        message=f"{rule.message(proof)}{_there(proof)}{_called(proof)}",
        hover=rule.hover(proof),
        related=_related(proof),
        way=tuple(_named(step, proof) for step in proof.way),
        fixes=_fixes(rule, proof, source) if fixes and _is_mended_here(proof) else (),
    )


def _named(step: Step, proof: Proof) -> Step:
    """The step at which the sources begin, with their names."""
    named = step.role is Role.SOURCE and proof.dead
    return replace(step, note=listing(proof.dead)) if named else step


def _is_elsewhere(proof: Proof) -> bool:
    """Whether a part of the story is in another file: nothing can be mended from here."""
    return "elsewhere" in proof.facts


def _is_mended_here(proof: Proof) -> bool:
    """Whether a change of this file mends it for whoever uses the file."""
    return not _is_elsewhere(proof) and "caller" not in proof.facts


def _there(proof: Proof) -> str:
    """Where in another file a break really is."""
    there = proof.facts.get("there")
    return f" It stands in {there}." if there else ""


def _called(proof: Proof) -> str:
    """Which program runs it so."""
    caller = proof.facts.get("caller")
    return f" This is so as `{caller}` runs it." if caller else ""


def _narrowed(rule: Rule, proof: Proof, source: Source) -> Span:
    if _is_elsewhere(proof):
        return proof.span
    piece = fragment(source.index, proof.span)
    narrowed = rule.narrow(proof, piece) if piece is not None else None
    return narrowed or proof.span


def _related(proof: Proof) -> tuple[Related, ...]:
    elsewhere = [each for each in proof.related if each.span.line != proof.span.line]
    related = tuple(elsewhere[:_MOST_RELATED])
    asked = proof.asked
    if asked is None or any(place.span.line == asked.span.line for place in related):
        return related
    if asked.span.line == proof.span.line or len(related) == _MOST_RELATED:
        return related
    return (*related, Related(asked.span, "the gradient is asked for here"))


def _fixes(rule: Rule, proof: Proof, source: Source) -> tuple[Fix, ...]:
    fixes = tuple(fix for fix in rule.fixes(Site(proof, source)) if fix.edits)
    beside = [tuple(rule.fixes(Site(other, source))) for other in proof.beside]
    if not beside or any(len(others) != len(fixes) for others in beside):
        return fixes
    return tuple(together(fix, *others) for fix, *others in zip(fixes, *beside, strict=True))
