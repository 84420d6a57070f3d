"""What a request asks of a graph with circles: an unknown object is put into what it came from."""

from __future__ import annotations

import pytest

from tapelint.flow.asking.query import Query
from tapelint.flow.graph import CUT, LIVE, MAYBE, Edge, Node
from tapelint.flow.requests import Source
from tapelint.flow.values import Tape


def unknown(name: str, *made_of: Node) -> Node:
    edges = tuple(Edge(node, MAYBE) for node in made_of)
    return Node(0, "opaque", name, edges, None, (), "unknown", "unknown")


@pytest.mark.parametrize("first", [0, 1])
def test_a_circle_loses_no_source(first: int) -> None:
    tape = Tape(None, 0, False, True)
    given = unknown("argument net")
    outer = unknown("inner.append", given)
    inner = unknown("inner", outer)
    outer.held = (Edge(inner, MAYBE),)
    ways = [Edge(outer, CUT), Edge(inner, LIVE)]
    if first:
        ways.reverse()
    target = Node(1, "op", "Mult", tuple(ways), None, (tape.token,), "tensor", "float")
    asked = Source(unknown("weights", given), True)
    assert Query(tape.token, [target], [asked]).states() == [MAYBE]


@pytest.mark.parametrize("first", [0, 1])
def test_what_enters_a_circle_gets_round_it(first: int) -> None:
    tape = Tape(None, 0, False, True)
    given = unknown("argument net")
    one = unknown("one")
    other = unknown("other", one)
    one.edges = (Edge(given, MAYBE),)
    other.held = (Edge(one, MAYBE),)
    one.held = (Edge(other, MAYBE),)
    third = unknown("third", other)
    other.edges = (Edge(third, MAYBE),)
    ways = [Edge(one, CUT), Edge(third, LIVE)]
    if first:
        ways.reverse()
    target = Node(1, "op", "Mult", tuple(ways), None, (tape.token,), "tensor", "float")
    asked = Source(unknown("weights", given), True)
    assert Query(tape.token, [target], [asked]).states() == [MAYBE]
