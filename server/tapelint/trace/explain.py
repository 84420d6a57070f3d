"""Why a source got no gradient, or a bad one: the place, the reason and the rule about it."""

from __future__ import annotations

from collections.abc import Sequence

from tapelint.trace import numeric, origins, paths, places, words
from tapelint.trace.apart import disconnected, in_pipeline
from tapelint.trace.evidence import Evidence, Line, Op
from tapelint.trace.question import Explanation, Note, Question


def explain(question: Question) -> Explanation:
    """The explanation of one source of one request."""
    source, evidence = question.source, question.evidence
    if not _is_floating(source.dtype):
        return _integer(question)
    path = paths.between(evidence, source.ids)
    if (inner := paths.unseen_request(evidence, source.ids)) is not None:
        return _unseen(question, inner)
    writes = paths.lost_writes(evidence.ops, source.ids)
    lost = [op for op in writes if question.texts.is_dropped(places.innermost(op.chain))]
    if lost and question.state in ("none", "zero"):
        return _lost_write(question, lost[0])
    if question.state != "none":
        return numeric.of_source(question, path)
    if not path and not _is_frozen(question):
        return disconnected(question)
    tracked = paths.tracked_values(evidence)
    if not (source.ids & tracked):
        return _unwatched(question, path)
    if source.late:
        return _late(question, path)
    kills = paths.killers(evidence, tracked)
    cuts = paths.weakest(path, source.ids, evidence.targets, kills)
    if not cuts:
        return _whole_path(question, path) if path else disconnected(question)
    return _at_cut(question, path, cuts)


def _is_floating(dtype: str) -> bool:
    return dtype.startswith(("float", "bfloat", "complex", "resource", "variant", "half"))


def _at_cut(question: Question, path: Sequence[Op], cuts: Sequence[paths.Cut]) -> Explanation:
    cut = _untracked(question, path, cuts[0])
    op = cut.innermost
    if cut.kind == "unrecorded":
        return in_pipeline(question, cut.op) or _unrecorded(question, path, cut.op)
    line = (
        places.innermost(op.chain)
        or places.innermost(cut.op.chain)
        or places.innermost(question.site)
    )
    if line is not None and op.name == paths.BY_HAND:
        line = question.texts.given(line)
    rewrapped = cut.kind == "write" and _is_first_write(question.evidence, op)
    told = words.of_cut(cut, rewrapped, question.texts.at(line))
    inner = [*_straight(question), *_by_hand(question)]
    before = inner if cut.kind == "inner" else places.handed_over(question, op, line)
    ends = (places.innermost(other.innermost.chain) for other in cuts[1:3])
    again = [Note(further, "and once more here") for further in ends if further is not None]
    lost = [*_read_again(path, cut), *_forgotten(question, op)]
    nearer = [*before, *lost, *(again or _taken(path, cut, line))]
    related = [*nearer, *places.calls(op.chain), *places.made(question)]
    related = [*related[:4], *places.asked(question)]
    return Explanation(
        line, words.spelled(op.name), told.reason, told.rule, places.few(line, related)
    )


def _taken(path: Sequence[Op], cut: paths.Cut, line: Line | None) -> list[Note]:
    """Where an index or a condition is used that a cut gives: that is what could be weighed."""
    if cut.kind != "integer" and cut.innermost.name not in paths.CONDITIONS:
        return []
    found = set(cut.op.outs)
    for op in path[path.index(cut.op) + 1 :]:
        if found.isdisjoint(op.ins):
            continue
        found.update(op.outs)
        taken = places.innermost(op.chain)
        if taken is not None and taken != line:
            return [Note(taken, "its result is used here")]
    return []


def _forgotten(question: Question, stop: Op) -> list[Note]:
    """What was computed of a source beside a ``stop_gradient``, and where it is lost."""
    ops = question.evidence.ops
    if stop.name != paths.STOP:
        return []
    open_ways = paths.reached(ops, question.source.ids, skip=paths.META | {paths.STOP})
    needed = paths.needed(ops, question.evidence.targets)
    last = [
        op
        for op in ops
        if op.recorded and op.chain[:1] and op.chain[0].function == question.site[0].function
        if not open_ways.isdisjoint(op.outs) and needed.isdisjoint(op.outs)
    ][-1:]
    said = f"this is computed of `{question.name}` without a stop, and the target leaves it out"
    stores = [line for op in last for line in question.texts.later_stores(op.chain)]
    notes = [Note(op.chain[0], said) for op in last]
    return [*notes, *(Note(line, "its value is lost here") for line in stores[:1])]


def _untracked(question: Question, path: Sequence[Op], cut: paths.Cut) -> paths.Cut:
    """The inner request that a cut is really of: what passes gradients on got nothing to track."""
    kinds = question.evidence.gradients
    before = path[: path.index(cut.op) + 1]
    for op in reversed(before if cut.kind == "op" and not cut.inside else ()):
        if op.name == paths.GRADIENT:
            return paths.Cut("inner", op)
        if op.bodies or op.name in paths.ALWAYS_NONE or kinds.get(op.name) != "gradient":
            break
    return cut


def _read_again(path: Sequence[Op], cut: paths.Cut) -> list[Note]:
    """Where what is written into a variable is read from it."""
    if cut.kind != "write":
        return []
    after = path[path.index(cut.op) + 1 :]
    reads = [op for op in after if op.name == "ReadVariableOp" and set(op.ins) & set(cut.op.outs)]
    return [Note(op.chain[0], "the numbers are read again here") for op in reads[:1] if op.chain]


def _is_first_write(evidence: Evidence, op: Op) -> bool:
    """Whether a write gives a variable its first value."""
    return any(
        other.name == "VarHandleOp" and other.outs == op.outs and other.chain == op.chain
        for other in evidence.ops
    )


def _unrecorded(question: Question, path: Sequence[Op], first: Op) -> Explanation:
    """The statement that last bound the value before the recording side reads it."""
    produced = set(first.outs)
    last, reader = first, None
    for op in path[path.index(first) + 1 :]:
        if not any(i in produced for i in op.ins):
            continue
        if op.recorded:
            reader = op
            break
        produced.update(op.outs)
        last = op
    hidden = origins.hidden_tape(question.texts, question.site)
    if hidden is not None:
        return _hidden(question, hidden)
    other = reader.chain if reader is not None else question.site
    line = question.texts.binding(last.chain, other) or places.innermost(question.site)
    reason = words.unrecorded(question.texts.at(line))
    if reader is not None and places.innermost(reader.chain) is not None:
        note = [Note(reader.chain[0], "the tape sees it only from here on")]
    else:
        note = []
    within = [Note(at, "the value is computed here") for at in last.chain if at != line]
    origin = [Note(at, f"`{question.name}` goes in here") for at in first.chain[:1]]
    taken = [Note(at, words.TAKEN) for at in question.texts.sources_taken(question.site)]
    related = [
        *_stopped(question, line),
        *note,
        *taken[:1],
        *within[:2],
        *origin,
        *places.asked(question),
        *places.tape(question),
    ]
    return Explanation(
        line, words.spelled(last.name), reason, "outside-tape", places.few(line, related)
    )


def _stopped(question: Question, line: Line | None) -> list[Note]:
    """Where the tape is paused or emptied in the function of a line."""
    stops = question.texts.interruptions(line)
    return [Note(at, "the tape is stopped or reset here") for at in stops[:1]]


def _hidden(question: Question, tapes: tuple[Line, Line]) -> Explanation:
    """An inner tape has the name of the one that has recorded the target."""
    related = [Note(tapes[1], words.HIDDEN), *places.asked(question)]
    return Explanation(tapes[0], "", words.HIDES, "outside-tape", places.few(tapes[0], related))


def _lost_write(question: Question, op: Op) -> Explanation:
    """In a graph, an array that is written is another one; nobody took it."""
    line = places.innermost(op.chain) or places.innermost(question.site)
    reason = "in a graph, this gives a new array, which is thrown away: the old one stays empty"
    related = [*places.calls(op.chain), *places.made(question), *places.asked(question)]
    return Explanation(line, "write", reason, "discarded-result", places.few(line, related))


def _unseen(question: Question, inner: Op) -> Explanation:
    """The target is made of gradients that were asked for while the tape didn't record."""
    hidden = origins.hidden_tape(question.texts, question.site)
    if hidden is not None:
        return _hidden(question, hidden)
    line = question.texts.binding(inner.chain, question.site) or places.innermost(question.site)
    reason = "these gradients are computed while the tape isn't recording"
    asked = [Note(at, "asked for here") for at in inner.chain[:2]]
    related = [*_stopped(question, line), *asked, *places.tape(question)]
    return Explanation(
        line, words.spelled(inner.name), reason, "outside-tape", places.few(line, related)
    )


def _unwatched(question: Question, path: Sequence[Op]) -> Explanation:
    source = question.source
    first = next((op for op in path if op.recorded), None)
    made = places.made_at(question)
    request = places.innermost(question.site)
    frozen, taken, others = list[Line](), list[Line](), list[Line]()
    if _is_frozen(question):
        line = made or request
        rule = "non-trainable-source"
        taken = question.texts.sources_taken(question.site)
        taken = [*question.texts.listed_whole(taken), *taken]
        reason = f"`{question.name}` isn't trainable, so the tape doesn't watch it"
        file = (line or source.made[0]).file if line or source.made else ""
        frozen = question.texts.decides_trainable(file)
    else:
        line = request
        rule = "unwatched-source"
        what = "this variable" if source.variable else "this tensor"
        others = question.texts.watched(question.site)
        reason = f"the tape doesn't watch {what}"
    name, rebound = _rebound(question)
    if rebound and line is request:
        line, rule = rebound[0], "replaced-variable"
        what = "is a plain tensor" if name == question.name else "holds plain tensors"
        reason = f"from here on `{name}` {what}, which the tape doesn't watch"
    related = [
        *(Note(at, words.bound(name)) for at in rebound[1:3]),
        *(Note(at, "this says what is trainable") for at in frozen[:2]),
        *(Note(at, words.TAKEN) for at in taken[:1]),
        *(Note(at, "this watches something else") for at in others[:1]),
        *([Note(made, f"`{question.name}` {words.MADE}")] if made else []),
        *([Note(first.chain[0], "first read here")] if first and first.chain else []),
        *places.tape(question),
        *([Note(request, "asked for here")] if request else []),
    ]
    op = words.spelled(first.name) if first else ""
    return Explanation(line, op, reason, rule, places.few(line, related))


def _rebound(question: Question) -> tuple[str, list[Line]]:
    """The name of a source or of its list, and where that is bound to something else."""
    names = [question.name, *question.texts.named_sources(question.site)]
    for name in names if not question.source.variable else ():
        if rebound := question.texts.rebindings(name, question.site):
            return name, rebound
    return question.name, []


def _is_frozen(question: Question) -> bool:
    """Whether a source is a variable that no tape watches by itself."""
    source = question.source
    frozen = source.variable and not source.trainable and not source.watched
    return frozen and question.evidence.tape_watches


def _late(question: Question, path: Sequence[Op]) -> Explanation:
    first = next((op for op in path if op.recorded), path[0])
    line = places.innermost(first.chain) or places.innermost(question.site)
    reason = f"`{question.name}` is read here before the tape watches it"
    related = [*places.calls(first.chain), *places.made(question)]
    within = [
        at
        for at in question.texts.watched(question.site)
        if any(
            (c.file, c.function) == (at.file, at.function) and c.line < at.line for c in first.chain
        )
    ]
    watch = next(iter(within), question.texts.watch_after(line))
    if watch is not None:
        related.insert(0, Note(watch, "watched only here"))
    return Explanation(
        line, words.spelled(first.name), reason, "unwatched-source", places.few(line, related)
    )


def _whole_path(question: Question, path: Sequence[Op]) -> Explanation:
    """Every operation lets gradients through, and none came: the last of them is where it ends."""
    op = path[-1]
    line = places.innermost(op.chain) or places.innermost(question.site)
    reason = "no gradient comes back from here"
    related = places.calls(op.chain)
    if op.name == paths.GRADIENT:
        reason = words.INNER
        related = [*_straight(question), *_by_hand(question), *related]
    related += places.asked(question)
    return Explanation(line, words.spelled(op.name), reason, None, places.few(line, related))


def _straight(question: Question) -> list[Note]:
    """Operations that are made of straight pieces, whose slope doesn't depend on anything."""
    said = "this is made of straight pieces, so its second derivative is zero"
    found: list[Note] = []
    for op in question.evidence.ops:
        line = places.innermost(op.chain)
        if op.recorded and op.name in words.STRAIGHT and line is not None:
            lines = question.texts.handed_over(words.spelled(op.name), line)
            found += [Note(at, said) for at in lines[:2] or [line]]
    return found[:2]


def _by_hand(question: Question) -> list[Note]:
    """Gradients that are given by hand: what stops there has no second derivative."""
    said = "the gradient that is given by hand here stops at once, so nothing comes back through it"
    chains = [op.chain for op in question.evidence.ops if op.name == paths.BY_HAND and op.chain]
    stops = [at for chain in chains[:2] for at in question.texts.stops(chain[0])]
    return [Note(at, said) for at in stops[:2]]


def _integer(question: Question) -> Explanation:
    line = places.made_at(question) or places.innermost(question.site)
    reason = f"`{question.name}` is {question.source.dtype}: whole numbers get no gradient"
    request = places.innermost(question.site)
    found = origins.origins(question.texts, question.name, question.site)
    related = [
        *(
            Note(at, "the tape is told to watch it here")
            for at in question.texts.watched(question.site)[:1]
        ),
        *(Note(at, "its value comes from here") for at in found[::-1][:2]),
        *([Note(request, "asked for here")] if request else []),
    ]
    return Explanation(line, "", reason, "integer-dtype", places.few(line, related))
