"""From proofs to findings: places, words, related lines, and what happens when something fails."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest

import tapelint.fix.source
from tapelint.diagnostic import Finding, Related, Severity
from tapelint.flow.proof import Asked, Proof
from tapelint.rules import findings
from tapelint.rules.floor_division import FloorDivision
from tapelint.syntax import Parser
from tapelint.text import LineIndex, Span
from tests.fixes.proofs import place, proof

TEXT = """import tensorflow as tf
x = tf.Variable(2.0)
with tf.GradientTape() as tape:
    z = x // 2.0 + tf.round(x)
g = tape.gradient(z, x)
optimizer.apply_gradients([(g, x)])
"""
REQUEST = "tape.gradient(z, x)"


def said(text: str, *proofs: Proof) -> list[Finding]:
    return findings(proofs, Parser().parse(text), fixes=False)


def floor() -> Proof:
    return proof(TEXT, "floor", "x // 2.0", REQUEST, symbol="//", dead="x")


def rounding() -> Proof:
    return proof(TEXT, "op", "tf.round(x)", REQUEST, symbol="tf.round", op="tf.math.round")


def underlined(finding: Finding, text: str = TEXT) -> str:
    return LineIndex(text).slice(finding.span)


def test_only_the_operator_is_underlined() -> None:
    (finding,) = said(TEXT, floor())
    assert underlined(finding) == "//"
    assert finding.message == (
        "`//` has no gradient, so `tape.gradient(z, x)` on line 5 returns None."
    )
    assert "**`//` (line 4), cut** → " not in finding.hover
    assert "`x` → **`//` (line 4), cut**" in finding.hover


def test_without_libcst_a_finding_has_no_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tapelint.fix.source, "available", lambda: False)
    (finding,) = findings([floor()], Parser().parse(TEXT), fixes=True)
    assert underlined(finding) == "//"
    assert finding.fixes == ()


def test_a_place_that_is_no_expression_stands_as_it_is() -> None:
    odd = replace(floor(), span=Span(4, 6, 4, 11))
    (finding,) = said(TEXT, odd)
    assert finding.span == odd.span


def test_a_rule_that_raises_is_off_and_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: FloorDivision, made: Proof) -> str:
        raise RuntimeError("broken rule")

    monkeypatch.setattr(FloorDivision, "message", fail)
    with caplog.at_level(logging.ERROR):
        found = said(TEXT, floor(), rounding())
    assert [finding.rule for finding in found] == ["non-differentiable-op"]
    assert "floor-division" in caplog.text


def test_a_kind_without_a_rule_is_silent() -> None:
    assert said(TEXT, replace(floor(), kind="unheard-of")) == []


def test_the_request_is_related_once() -> None:
    (finding,) = said(TEXT, floor())
    assert finding.related == (Related(place(TEXT, REQUEST), "the gradient is asked for here"),)
    again = replace(floor(), related=(Related(place(TEXT, REQUEST), "asked"),))
    assert said(TEXT, again)[0].related == again.related


def test_at_most_five_places_are_related() -> None:
    many = tuple(Related(Span(1, col, 1, col + 1), "here") for col in range(9))
    assert len(said(TEXT, replace(floor(), related=many))[0].related) == 5


def test_a_part_is_a_warning_and_named() -> None:
    asked = replace(Asked(place(TEXT, REQUEST), "tape.gradient(z, [x, y])", "gradient"))
    (finding,) = said(TEXT, replace(floor(), whole=False, asked=asked))
    assert finding.severity is Severity.WARNING
    assert finding.message.endswith("`tape.gradient(z, [x, y])` on line 5 returns None for `x`.")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"sources": "[x, y]"}, "on line 5 returns nothing but None."),
        ({"sources": "model.trainable_variables"}, "on line 5 returns nothing but None."),
        (
            {"applied": Span(6, 0, 6, 3)},
            "every gradient on line 5 is None, and `apply_gradients` on line 6 raises "
            '"No gradients provided for any variable".',
        ),
        (
            {"method": "fit", "text": "model.fit(x, y)"},
            'so `fit` on line 5 raises "No gradients provided for any variable".',
        ),
        ({"method": "batch_jacobian"}, "on line 5 returns zeros."),
        (
            {"text": "tape.gradient(z, x, unconnected_gradients='zero')"},
            "on line 5 returns zeros.",
        ),
    ],
)
def test_the_outcome_is_what_the_user_will_see(asked: dict[str, object], words: str) -> None:
    request = Asked(place(TEXT, REQUEST), REQUEST, "gradient")
    (finding,) = said(TEXT, replace(floor(), asked=replace(request, **asked)))  # type: ignore[arg-type]
    assert finding.message.endswith(words)


def test_long_requests_are_cut() -> None:
    request = Asked(place(TEXT, REQUEST), f"tape.gradient(z, [{'x, ' * 40}])", "gradient")
    (finding,) = said(TEXT, replace(floor(), asked=request))
    assert len(finding.message) < 140


def test_every_kind_speaks_in_whole_sentences() -> None:
    from tapelint.rules import registry

    for rule in registry():
        for kind in rule.kinds:
            (finding,) = said(TEXT, replace(floor(), kind=kind))
            assert finding.message.endswith(".")
            assert finding.hover.startswith("**")
            assert not {"  ", " ,", "``"} & {finding.message[i : i + 2] for i in range(999)}
