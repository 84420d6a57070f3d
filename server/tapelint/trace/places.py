"""Lines that an explanation names beside the one where a gradient ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tapelint.trace import paths, words
from tapelint.trace.evidence import Chain, Line, Op
from tapelint.trace.question import Note, Question


def handed_over(question: Question, op: Op, line: Line | None) -> list[Note]:
    """Where a function is given to a layer, if a line doesn't call it: an activation, perhaps."""
    if line is None:
        return []
    lines = question.texts.handed_over(words.spelled(op.name), line)
    return [Note(at, f"`{words.spelled(op.name)}` is given to a layer here") for at in lines[:2]]


def data_only(question: Question) -> list[Note]:
    """Where the target is computed: the first operations that no source went into."""
    evidence = question.evidence
    backward = paths.needed(evidence.ops, evidence.targets)
    found = [
        op
        for op in evidence.ops
        if any(out in backward for out in op.outs)
        and op.chain
        and op.recorded
        and op.name not in ("VarHandleOp", "ReadVariableOp")
    ]
    if not found:
        return []
    shown = [*found[:1], *found[-1:]]
    lines = [line for op in shown for line in (op.chain[0], op.chain[-2:][0])]
    return [Note(line, f"`{question.target}` is computed here") for line in lines]


def innermost(chain: Chain) -> Line | None:
    """The line itself; None where no line of the user's led somewhere."""
    return chain[0] if chain else None


def calls(chain: Chain, most: int = 3) -> list[Note]:
    """The calls that led to a line."""
    found = [Note(line, words.calls(inner.function)) for inner, line in pairwise(chain)]
    return found[:most]


def asked(question: Question) -> list[Note]:
    """Where the gradient is asked for."""
    request = innermost(question.site)
    return [Note(request, "asked for here")] if request is not None else []


def tape(question: Question) -> list[Note]:
    """Where the tape starts."""
    start = innermost(question.evidence.tape)
    return [Note(start, "the tape starts here")] if start is not None else []


def made(question: Question) -> list[Note]:
    """Where the source is made."""
    line = made_at(question)
    return [Note(line, f"`{question.name}` {words.MADE}")] if line is not None else []


def made_at(question: Question) -> Line | None:
    """The line that made the source, as far as it is known."""
    source = question.source
    if source.made:
        return source.made[0]
    named = question.texts.bound_before(question.name, question.site)
    if not any(source.ids & set(op.outs) for op in question.evidence.ops) and named is not None:
        return named
    for op in reversed(question.evidence.ops):
        if source.ids & set(op.outs) and not op.name.startswith(paths.WRITES) and op.chain:
            return op.chain[0]
    return None


def few(line: Line | None, notes: Sequence[Note], most: int = 5) -> tuple[Note, ...]:
    """The first notes, each line once and without the line that they explain."""
    found: list[Note] = []
    for note in notes:
        same = line is not None and (note.line.file, note.line.line) == (line.file, line.line)
        known = any((n.line.file, n.line.line) == (note.line.file, note.line.line) for n in found)
        if not same and not known:
            found.append(note)
    return tuple(found[:most])
