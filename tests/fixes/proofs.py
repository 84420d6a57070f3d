"""Proofs made by hand, so that a fix can be tested for exactly one shape of program."""

from __future__ import annotations

import ast

from tapelint.diagnostic import Applicability, Fix
from tapelint.flow.proof import Asked, Proof
from tapelint.rules import findings
from tapelint.syntax import Parser
from tapelint.text import LineIndex, Span, apply_edits

_PLACES = ("with_span", "loop_span", "branch_span", "creation", "watch", "first")


def place(text: str, needle: str) -> Span:
    """Where ``needle`` stands for the first time."""
    index = LineIndex(text)
    start = text.index(needle)
    return Span(*index.position(start), *index.position(start + len(needle)))


def statement(text: str, needle: str) -> Span:
    """The innermost statement around ``needle``; with ``:`` at its end, the one that it begins."""
    here = place(text, needle.rstrip("\n"))
    around = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.stmt)
        and (node.lineno, node.col_offset) <= (here.line, here.col)
        and here.line <= (node.end_lineno or 0)
    ]
    if needle.endswith(":"):
        around = [node for node in around if node.lineno == here.line][:1]
    node = max(around, key=lambda each: (each.lineno, each.col_offset))
    return Span(node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)


def asked(text: str, needle: str, sources: str = "", target: str = "") -> Asked:
    """A request that stands at ``needle``."""
    return Asked(place(text, needle), needle, "gradient", target=target, sources=sources)


def proof(text: str, kind: str, needle: str, request: str = "", **facts: str) -> Proof:
    """A proof at ``needle``; facts that are places name the statement that they begin."""
    places = {
        key: statement(text, value) if key in _PLACES else value
        for key, value in facts.items()
        if key not in ("symbol", "op", "operand", "sources", "dead")
    }
    whole = needle.endswith("\n")
    return Proof(
        kind=kind,
        span=statement(text, needle) if whole else place(text, needle),
        statement=statement(text, needle.rstrip("\n")),
        symbol=facts.get("symbol", ""),
        op=facts.get("op", ""),
        operand=facts.get("operand", ""),
        asked=asked(text, request, sources=facts.get("sources", "")) if request else None,
        dead=tuple(facts.get("dead", "").split()),
        facts=places,
    )


def fixes(text: str, made: Proof) -> list[Fix]:
    """The fixes that the rules offer for a proof."""
    found = findings([made], Parser().parse(text), fixes=True)
    assert len(found) == 1, "the rule failed"
    return list(found[0].fixes)


def mended(text: str, made: Proof, number: int = 0) -> str:
    """The text after one of the fixes; it still parses."""
    offered = fixes(text, made)
    assert len(offered) > number, "no such fix is offered"
    changed = apply_edits(text, offered[number].edits)
    ast.parse(changed)
    return changed


def worth(text: str, made: Proof, number: int = 0) -> Applicability:
    """The applicability of one of the fixes."""
    return fixes(text, made)[number].applicability
