"""Why there is no way at all from a source to the target: the value left, or was never read."""

from __future__ import annotations

from collections.abc import Sequence

from tapelint.trace import origins, paths, places, words
from tapelint.trace.evidence import Line, Op
from tapelint.trace.question import Explanation, Note, Question

_MOST = 6  # places beside the one where a value ends


def disconnected(question: Question) -> Explanation:
    """Why a target isn't made of a source."""
    evidence, source = question.evidence, question.source
    forward = paths.reached(evidence.ops, source.ids)
    events = [
        op
        for op in evidence.ops
        if op.name.startswith(paths.LEAVES)
        and op.recorded
        and any(i in forward for i in op.ins)
        and op.chain
        and op.chain[0] != places.innermost(question.site)
    ]
    needed = _needed_lines(question)
    left = question.texts.consequential(events, needed)
    if left is not None:
        others = [event for event in events if event.chain[0] != left.chain[0]]
        further = question.texts.consequential(others, needed)
        return _left(question, left, [further] if further is not None else [])
    used = [
        op
        for op in evidence.ops
        if op.name not in paths.META
        and not op.name.startswith(paths.LEAVES)
        and any(i in forward for i in op.ins)
    ]
    inside = [op for op in used if op.recorded and op.name != "ReadVariableOp"]
    reads = [op for op in used if op.recorded]
    if inside or reads:
        return _unused(question, (inside or reads)[-1])
    return _never_read(question)


def _needed_lines(question: Question) -> list[Line]:
    """The lines whose operations the target is made of."""
    evidence = question.evidence
    backward = paths.needed(evidence.ops, evidence.targets)
    return [
        line
        for op in evidence.ops
        if any(out in backward for out in op.outs)
        for line in op.chain[:3]
    ] + list(question.site[:1])


def _left(question: Question, op: Op, others: Sequence[Op]) -> Explanation:
    line = op.chain[0]
    what = words.spelled(op.name)
    reason = words.leaves(what)
    further = [Note(other.chain[0], "and once more here") for other in others]
    related = [*further, *places.calls(op.chain), *places.made(question)]
    return Explanation(line, what, reason, "leaves-tensorflow", places.few(line, related))


def _unused(question: Question, op: Op) -> Explanation:
    line = places.innermost(op.chain) or places.innermost(question.site)
    request = places.innermost(question.site)
    reason = f"what is computed here from `{question.name}` doesn't reach `{question.target}`"
    rule = "unused-source" if question.others_flow else "unrelated-target"
    related = [
        *_compiled(question),
        *places.calls(op.chain, 1),
        *_goes_on(question, op),
        *_dead_stores(question, op),
        *places.data_only(question),
        *places.made(question),
        *places.calls(op.chain),
        *([Note(request, "asked for here")] if request else []),
    ]
    if not question.others_flow and request is not None:
        first = Note(line, reason) if line else None
        line = request
        reason = f"`{question.target}` doesn't depend on `{question.name}`"
        related = [*([first] if first else []), *_overwritten(question), *related]
    told = places.few(line, related, _MOST)
    return Explanation(line, words.spelled(op.name), reason, rule, told)


def _compiled(question: Question) -> list[Note]:
    """Where ``compile`` says what the loss is made of."""
    lines = origins.what_a_fit_learns(question.texts, question.site)
    return [Note(at, "this says what the loss is made of") for at in lines[:2]]


def _overwritten(question: Question) -> list[Note]:
    """Where a function that the target is computed in takes something else for an argument."""
    lines = _needed_lines(question)
    found = question.texts.overwritten(lines)
    return [Note(at, f"`{name}` is bound anew here, before it is read") for at, name in found[:2]]


def _dead_stores(question: Question, op: Op) -> list[Note]:
    """Where the value of an operation gets lost: its statement's name is bound anew."""
    lines = question.texts.later_stores(op.chain)
    return [Note(line, "its value is lost here") for line in lines]


def _kept_graph(question: Question) -> Line | None:
    """The ``tf.function`` on ``call`` whose graph was made with the weights, and reads none."""
    evidence = question.evidence
    backward = paths.needed(evidence.ops, evidence.targets)
    for op in evidence.ops:
        called = op.bodies[0] if op.bodies and op.name in paths.CALLS else None
        if called is None or not any(out in backward for out in op.outs):
            continue
        reads = any(inner.name == "ReadVariableOp" for inner in paths.within(called.ops))
        lines = {line for inner in called.ops for line in inner.chain[:2]}
        found = [found for line in lines if (found := question.texts.compiled_call(line))]
        if found and not reads:
            return min(found)
    return None


def _run_again(question: Question) -> list[Note]:
    """Where the target's way reads once more what a value was computed with: it begins there."""
    ops = question.evidence.ops
    behind = paths.needed(ops, question.source.ids)
    backward = paths.needed(ops, question.evidence.targets)
    used: set[int] = set()
    for op in ops:
        if op.name not in paths.READS:
            continue
        if not behind.isdisjoint(op.outs):
            used.update(op.ins[:1])
        elif used.intersection(op.ins[:1]) and not backward.isdisjoint(op.outs):
            said = f"what `{question.name}` was computed with is used once more here"
            return [Note(line, said) for line in op.chain[:3]]
    return []


def _never_read(question: Question) -> Explanation:
    if question.source.variable and (line := _kept_graph(question)) is not None:
        reason = "this graph built the layers and keeps their first numbers: it reads no weights"
        related = [*places.asked(question), *places.made(question)]
        return Explanation(line, "", reason, "kept-graph", places.few(line, related))
    steps = [op for op in question.evidence.ops if op.name in paths.PIPELINES and not op.recorded]
    if (
        told := next(filter(None, (in_pipeline(question, step) for step in steps)), None)
    ) is not None:
        return told
    pipelines = question.texts.pipelines(question.site)
    request = places.innermost(question.site)
    made = places.made_at(question)
    target = question.target
    if question.others_flow:
        line = made or request
        reason = f"nothing that `{target}` is computed from reads `{question.name}`"
        rule = "unused-source"
    else:
        line = request
        reason = f"`{target}` was computed without `{question.name}`"
        rule = "foreign-sources"
    related = [
        *_compiled(question),
        *_run_again(question),
        *(Note(at, words.TAKEN) for at in question.texts.sources_taken(question.site)),
        *places.data_only(question)[:1],
        *(Note(at, "what a pipeline computes, no tape sees") for at in pipelines[:2]),
        *([Note(made, f"`{question.name}` {words.MADE}")] if made else []),
        *([Note(request, "asked for here")] if request else []),
    ]
    return Explanation(line, "", reason, rule, places.few(line, related))


def _goes_on(question: Question, op: Op) -> list[Note]:
    """Where the target's own computation goes on without the value that dies."""
    ops = question.evidence.ops
    backward = paths.needed(ops, question.evidence.targets)
    after = ops[ops.index(op) + 1 :]
    lines = [
        other.chain[0]
        for other in after
        if other.chain and other.recorded and any(out in backward for out in other.outs)
    ]
    said = f"`{question.target}` goes on without it here"
    return [Note(line, said) for line in list(dict.fromkeys(lines))[:2]]


def in_pipeline(question: Question, step: Op) -> Explanation | None:
    """In the function of a data pipeline: where it computes something of the source."""
    ways = (
        way
        for entered in (i for i in step.ins if i in question.source.ids)
        for left in step.outs
        for way in paths.ways_inside(step, entered, left)
    )
    found = [op for *_, path in ways for op in path if op.chain and op.name != "ReadVariableOp"]
    if step.name not in paths.PIPELINES or not found:
        return None
    first, last = found[0], found[-1]
    line = places.innermost(first.chain)
    given = [Note(at, "a data pipeline runs it") for at in step.chain[:1]]
    related = [*given, *places.calls(first.chain), *places.calls(last.chain)]
    related += [*places.made(question), *places.asked(question)]
    reason = "this is computed in a data pipeline, and no tape sees that"
    op = words.spelled(first.name)
    return Explanation(line, op, reason, "outside-tape", places.few(line, related))
