"""Fixes that move statements: a computation into the recording, a variable out of the loop."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.blocks import (
    Level,
    Placed,
    body,
    chain,
    indent,
    insertion,
    movable,
    moved_text,
    removal,
    removal_of_lines,
    start_of_body,
    to_statement,
)
from tapelint.fix.names import bound, read
from tapelint.fix.source import Source
from tapelint.flow.proof import Proof
from tapelint.syntax import Hole
from tapelint.text import Edit, Span

_WITH = (ast.With, ast.AsyncWith)
_MAKING = (ast.Assign, ast.AnnAssign, ast.Expr)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_TARGETS = ("target", "recorded_target", "recorded_target_value")
_CHANGES = (
    "assign", "assign_add", "assign_sub", "apply_gradients", "set_weights", "load_weights", "apply",
    "fit", "train_on_batch", "minimize", "train_step", "append", "extend", "update", "pop",
)  # fmt: skip


def into_recording(source: Source, proof: Proof) -> Iterator[Fix]:
    """Move a statement, with what it needs, into the ``with`` of the tape."""
    block = proof.facts.get("with_span")
    if not isinstance(block, Span) or proof.facts.get("reason") == "thread":
        return
    recording = to_statement(chain(source, block), block.line, _WITH)
    statement = chain(source, proof.statement)
    if not recording or not statement or _on_one_line(recording[-1].here):
        return
    if _is_target(proof):
        yield from _named_target(source, proof, recording[-1], statement)
        return
    if proof.facts.get("reason") == "before":
        yield from _from_above(source, proof, recording, statement)
    elif proof.facts.get("reason") == "after":
        yield from _from_below(source, proof, recording[-1], statement)
    elif proof.facts.get("reason") == "stopped":
        yield from _unpaused(source, statement)


def before_loop(source: Source, proof: Proof) -> Iterator[Fix]:
    """Create a variable once: before the loop, the branch, the tape or the function."""
    statement = chain(source, proof.statement)
    if not statement or not isinstance(statement[-1].here.statement, _MAKING):
        return
    made = statement[-1]
    goal = _outside(proof, statement)
    if goal is None or not movable(source, made.here, made.block):
        return
    if not _independent(made.here.statement, goal.here.statement):
        return
    place = goal.here
    text = moved_text(source, made.here, indent(source, place))
    if isinstance(place.statement, _FUNCTIONS):
        text += "\n" * _blank_lines_above(source, place.first)
    edits = (
        insertion(source, place.first, text),
        removal(source, made.here, alone=len(made.block) == 1),
    )
    names = " and ".join(f"`{name}`" for name in sorted(bound(made.here.statement)))
    names = names or f"`{ast.unparse(made.here.statement)}`"
    title = f"Move {names} {_whereto(place)} (line {place.line})"
    yield Fix(title, Applicability.UNSAFE, edits)


def _blank_lines_above(source: Source, line: int) -> int:
    """The blank lines that set a function apart, which must go on to do so."""
    count = 0
    while line - count > 1 and not source.index.line(line - count - 1).strip():
        count += 1
    return count


def _from_above(
    source: Source, proof: Proof, recording: list[Level], statement: list[Level]
) -> Iterator[Fix]:
    """The statement stands before the ``with``, or before a loop or branch that holds it."""
    depth = len(statement) - 1
    while depth >= len(recording) or statement[depth].block != recording[depth].block:
        depth -= 1
        if depth < 0:
            return
    outer, holder = statement[depth], recording[depth]
    if outer.position >= holder.position or not _reachable(recording[depth:]):
        return
    moved = _needed_above(proof, outer, holder.position)
    if moved is None or not all(movable(source, each, outer.block) for each in moved):
        return
    names = frozenset(name for each in moved for name in bound(each.statement))
    if any(names & read(each.statement) for each in _before(recording[depth:])):
        return
    goal = recording[-1].here
    to = indent(source, body(source, goal)[0])
    text = "".join(moved_text(source, each, to) for each in moved)
    edits = (
        *(removal(source, each, alone=False) for each in moved),
        insertion(source, start_of_body(source, goal), text),
    )
    yield Fix(_title(proof, moved, goal), _worth(proof, recording[depth:]), edits)


def _from_below(
    source: Source, proof: Proof, recording: Level, statement: list[Level]
) -> Iterator[Fix]:
    """The statement stands after the ``with``, in the same block."""
    same = [level for level in statement if level.block == recording.block]
    if not same or same[0].position <= recording.position:
        return
    tape = str(proof.facts.get("tape", ""))
    moved = _needed_below(recording, same[0].position, tape)
    if moved is None or not all(movable(source, each, recording.block) for each in moved):
        return
    last = body(source, recording.here)[-1]
    to = indent(source, last)
    text = "".join(moved_text(source, each, to) for each in moved)
    edits = (
        insertion(source, recording.here.last + 1, text),
        *(removal(source, each, alone=False) for each in moved),
    )
    yield Fix(_title(proof, moved, recording.here), _worth(proof, []), edits)


def _is_target(proof: Proof) -> bool:
    """Whether the request itself computes its target, as in ``tape.gradient(f(x), x)``."""
    return proof.asked is not None and proof.span == proof.asked.target_span


def _named_target(
    source: Source, proof: Proof, recording: Level, statement: list[Level]
) -> Iterator[Fix]:
    """Compute the target at the end of the block, under a name of its own."""
    together = any(level.block == recording.block for level in statement)
    code = source.index.slice(proof.span)
    if not together or proof.facts.get("reason") != "after" or "\n" in code:
        return
    name = next((name for name in _TARGETS if name not in source.index.text), "")
    if not name:
        return
    to = indent(source, body(source, recording.here)[-1])
    edits = (
        insertion(source, recording.here.last + 1, f"{to}{name} = {code}\n"),
        Edit(proof.span, name),
    )
    title = f"Compute the target inside the `with` (line {recording.here.line}), as `{name}`"
    yield Fix(title, Applicability.SAFE, edits)


def _unpaused(source: Source, statement: list[Level]) -> Iterator[Fix]:
    """Take a block out of ``with tape.stop_recording():``, one indentation to the left."""
    paused = [level.here for level in statement if _pauses(level.here.statement)]
    if not paused or _on_one_line(paused[-1]):
        return
    block = paused[-1]
    inner = body(source, block)
    if not all(movable(source, each, inner) for each in inner):
        return
    deep, flat = indent(source, inner[0]), indent(source, block)
    first = start_of_body(source, block)
    shifts = (
        Edit(Span(number, len(flat), number, len(deep)), "")
        for number in range(first, block.last + 1)
        if source.index.line(number).startswith(deep)
    )
    edits = removal_of_lines(source, block.line, first), *shifts
    title = f"Record it: remove the `stop_recording` block (line {block.line})"
    yield Fix(title, Applicability.UNSAFE, edits)


def _pauses(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Attribute)
        and item.context_expr.func.attr == "stop_recording"
        for item in statement.items
        if len(statement.items) == 1
    )


def _needed_above(proof: Proof, level: Level, end: int) -> list[Placed] | None:
    """The statements to move from before ``end``, in order; None where their order matters."""
    sources = _roots(proof)
    carriers = _carriers(level.block[:end], sources)
    moved = {level.position}
    for position in range(level.position - 1, -1, -1):
        wanted = {name for each in moved for name in read(level.block[each].statement)}
        if position in carriers and bound(level.block[position].statement) & wanted:
            moved.add(position)
    _follow(level.block, moved, end)
    chosen = [level.block[position] for position in sorted(moved)]
    passed = [
        (level.block[position], level.block[later])
        for position in moved
        for later in range(position + 1, end)
        if later not in moved
    ]
    return chosen if _may_swap(chosen, passed) and not _makes(chosen, sources) else None


def _needed_below(recording: Level, target: int, tape: str) -> list[Placed] | None:
    moved = {target}
    for position in range(target - 1, recording.position, -1):
        wanted = {name for each in moved for name in read(recording.block[each].statement)}
        if bound(recording.block[position].statement) & wanted:
            moved.add(position)
    chosen = [recording.block[position] for position in sorted(moved)]
    passed = [
        (recording.block[position], recording.block[earlier])
        for position in moved
        for earlier in range(recording.position + 1, position)
        if earlier not in moved
    ]
    return chosen if _may_swap(chosen, passed) and not _asks(chosen, tape) else None


def _carriers(block: tuple[Placed, ...], sources: frozenset[str]) -> set[int]:
    """The statements whose results were computed from a source."""
    carried: set[str] = set(sources)
    positions: set[int] = set()
    for position, placed in enumerate(block):
        if isinstance(placed.statement, _FUNCTIONS) or bound(placed.statement) & sources:
            continue
        if read(placed.statement) & carried:
            positions.add(position)
            carried |= bound(placed.statement)
    return positions


def _follow(block: tuple[Placed, ...], moved: set[int], end: int) -> None:
    """What reads a moved result before the ``with`` has to come along."""
    for position in range(min(moved), end):
        names = {name for each in moved if each < position for name in bound(block[each].statement)}
        if read(block[position].statement) & names:
            moved.add(position)


def _may_swap(moved: list[Placed], passed: list[tuple[Placed, Placed]]) -> bool:
    """Whether the order of each moved statement and of one that stays doesn't matter."""
    return not any(isinstance(each.statement, (ast.Return, *_FUNCTIONS)) for each in moved) and all(
        _independent_of_order(goes.statement, stays.statement) for goes, stays in passed
    )


def _independent_of_order(goes: ast.stmt, stays: ast.stmt) -> bool:
    if isinstance(stays, (Hole, ast.Return, ast.Raise)) or _changes_state(stays):
        return False
    if _draws(goes) and _draws(stays):
        return False
    return not (bound(stays) & (bound(goes) | read(goes)) or read(stays) & bound(goes))


def _draws(statement: ast.stmt) -> bool:
    """Whether the statement takes random numbers, which come in the order of the calls."""
    return any("random" in name for name in read(statement))


def _changes_state(statement: ast.stmt) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr in _CHANGES for node in ast.walk(statement)
    )


def _makes(moved: list[Placed], sources: frozenset[str]) -> bool:
    return any(bound(each.statement) & sources for each in moved)


def _asks(moved: list[Placed], tape: str) -> bool:
    """Whether one of the statements asks this very tape, which has to be closed for that."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in ("gradient", "jacobian", "batch_jacobian")
        and ast.unparse(node.value) == tape
        for each in moved
        for node in ast.walk(each.statement)
    )


def _roots(proof: Proof) -> frozenset[str]:
    """The names through which the sources are known in the file."""
    sources = proof.asked.sources if proof.asked is not None else ""
    names = {dead.partition(".")[0].partition("[")[0] for dead in proof.dead}
    try:
        tree = ast.parse(sources.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return frozenset(names)
    return frozenset(names | {name for name in read(tree) if "." not in name})


def _reachable(levels: list[Level]) -> bool:
    """No function begins between the statement and the ``with``."""
    return not any(isinstance(level.here.statement, _FUNCTIONS) for level in levels)


def _before(levels: list[Level]) -> list[Placed]:
    """What runs inside the outer statements before the ``with``."""
    return [placed for level in levels[1:] for placed in level.block[: level.position]]


def _worth(proof: Proof, levels: list[Level]) -> Applicability:
    if proof.facts.get("attribute") == "yes":
        return Applicability.DISPLAY
    again = any(isinstance(level.here.statement, _LOOPS) for level in levels)
    return Applicability.UNSAFE if again else Applicability.SAFE


def _title(proof: Proof, moved: list[Placed], goal: Placed) -> str:
    name = proof.facts.get("name")
    what = f"the computation of `{name}`" if name else "this computation"
    number = f", {len(moved)} statements" if len(moved) > 1 else ""
    return f"Move {what} into the `with` (line {goal.line}{number})"


def _on_one_line(placed: Placed) -> bool:
    statements = getattr(placed.statement, "body", [])
    return not statements or placed.above + statements[0].lineno == placed.line


def _outside(proof: Proof, statement: list[Level]) -> Level | None:
    """The statement around the creation that it is to be moved above."""
    if proof.facts.get("graph"):
        return _function(statement)
    for key in ("loop_span", "branch_span", "with_span"):
        span = proof.facts.get(key)
        if isinstance(span, Span):
            kinds = (*_LOOPS, *_WITH, ast.If, ast.Try)
            found = to_statement(statement, span.line, kinds)
            inside = statement[len(found) :]
            return found[-1] if found and inside and _reachable(inside) else None
    return _loop(statement)


def _loop(statement: list[Level]) -> Level | None:
    """The outermost loop of the same function that holds the creation and isn't needed by it."""
    made = statement[-1].here.statement
    for depth, level in enumerate(statement[:-1]):
        loop = level.here.statement
        same = _reachable(statement[depth + 1 :])
        if isinstance(loop, _LOOPS) and same and _independent(made, loop):
            return level
    return None


def _function(statement: list[Level]) -> Level | None:
    """The function around the creation, unless it is a method."""
    for depth, level in enumerate(statement):
        if isinstance(level.here.statement, ast.ClassDef):
            return None
        if isinstance(level.here.statement, _FUNCTIONS):
            return level if depth == 0 else None
    return None


def _independent(made: ast.stmt, goal: ast.stmt) -> bool:
    """Whether nothing in the outer statement binds what the creation reads, or binds the same."""
    others = [node for node in ast.walk(goal) if isinstance(node, ast.stmt) and node is not made]
    shallow = {name for node in others for name in _own_names(node)}
    return not shallow & (read(made) | bound(made))


def _own_names(statement: ast.stmt) -> frozenset[str]:
    """The names that a statement binds itself, without the blocks inside it."""
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        arguments = {each.arg for each in ast.walk(statement.args) if isinstance(each, ast.arg)}
        return frozenset(arguments)
    if isinstance(statement, (ast.For, ast.AsyncFor)):
        return bound(statement.target)
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return frozenset(name for item in statement.items for name in bound(item))
    if hasattr(statement, "body"):
        return frozenset()
    return bound(statement)


def _whereto(goal: Placed) -> str:
    if isinstance(goal.statement, _LOOPS):
        return "before the loop"
    if isinstance(goal.statement, _FUNCTIONS):
        return "out of the function"
    return "before the `with`" if isinstance(goal.statement, _WITH) else "before the branch"
