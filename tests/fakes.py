"""A stand-in for the engine, for tests of what surrounds it: every `//` is a proven break."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tapelint.config import Version
from tapelint.diagnostic import RequestReport, Verdict
from tapelint.flow.proof import Asked, Proof
from tapelint.syntax import Parsed, Unit
from tapelint.text import Span


@dataclass(frozen=True, slots=True)
class FakeAnalysis:
    """What the stand-in says of a text."""

    proofs: tuple[Proof, ...]
    requests: tuple[RequestReport, ...]
    modules: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


def follow(
    parsed: Parsed,
    *,
    target: Version | None = None,
    finder: object = None,
    rows: object = None,
    callers: object = None,
    memory: object = None,
) -> FakeAnalysis:
    """Each `//` cuts each `….gradient(…)`; without any `//`, each of them flows."""
    asked = [
        Asked(_span(unit, node), ast.unparse(node), "gradient")
        for unit, node in _nodes(parsed)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "gradient"
    ]
    facts = {"left_dtype": "float", "right_dtype": "float"}
    proofs = tuple(
        Proof(
            "floor",
            _span(unit, node),
            _span(unit, node),
            symbol="//",
            asked=asked[0] if asked else None,
            dead=("w",),
            facts=facts,
        )
        for unit, node in _nodes(parsed)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.FloorDiv)
    )
    verdict = Verdict.CUT if proofs else Verdict.FLOWS
    return FakeAnalysis(
        proofs, tuple(RequestReport(request.span, request.text, verdict) for request in asked)
    )


def _nodes(parsed: Parsed) -> Iterator[tuple[Unit, ast.AST]]:
    for unit in parsed.units:
        for statement in unit.body:
            yield from ((unit, node) for node in ast.walk(statement))


def _span(unit: Unit, node: ast.expr | ast.AST) -> Span:
    assert isinstance(node, ast.expr)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return Span(
        unit.line + node.lineno, node.col_offset, unit.line + node.end_lineno, node.end_col_offset
    )
