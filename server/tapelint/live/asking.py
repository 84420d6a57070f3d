"""The functions that a program calls: ``explain``, ``watching`` and ``assert_gradients_flow``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from tapelint.live.cells import LiveSources
from tapelint.live.session import LiveReader, Session, current, session
from tapelint.live.unwatched import reason_of
from tapelint.live.verdict import Explanation, Related, Verdict
from tapelint.trace.evidence import Line
from tapelint.trace.runner import frames, inside
from tapelint.trace.runner.events import Kept
from tapelint.trace.seen import Cut, Source
from tapelint.trace.words import DEAD

Function = TypeVar("Function", bound=Callable[..., Any])

_USED_UP: Final = (
    "this tape was asked already and isn't persistent, so it can't be asked again. Call "
    "`tapelint.explain` in the place of `tape.gradient`, make the tape with `persistent=True`, or "
    "put `with tapelint.watching():` around the tape and both calls."
)
_FAILED: Final = "Tapelint failed while it watched this tape, so it has nothing to say of it."
_ASKED_ELSE: Final = (
    "this tape isn't persistent and was asked already, for another target or other sources. Make "
    "it with `persistent=True` to ask for these, too."
)


def _as_written(function: Function) -> Function:
    """Keep AutoGraph from rewriting a function that is called while a graph is traced."""
    vars(function)["autograph_info__"] = {}
    return function


@_as_written
@contextmanager
def watching() -> Iterator[None]:
    """Watch the tapes of a ``with`` block, so that :func:`explain` knows their lines.

    Begin it before the tape. It looks at every step, which costs time: it is for the few steps that
    you want to know about, and leaves TensorFlow as it was. A ``tf.function`` that is called inside
    is traced anew, and once more when it is next called outside.
    """
    frame = frames.users_frame(1)
    names = {} if frame is None else {**frame.f_globals, **frame.f_locals}
    with session(every_step=True, names=names):
        yield


@_as_written
def explain(tape: Any, target: Any, sources: Any) -> Explanation:
    """Print and return why each source has the gradient that it has, or none.

    Ask it as you ask ``tape.gradient``, and in its place: a tape that isn't persistent answers
    once. Inside :func:`watching` it may also come after ``tape.gradient``, with the same target and
    any of the same sources; it then says what became of those.

    A tape that recorded while nobody watched remembers neither lines nor operations. Then the
    verdicts say what TensorFlow itself still knows (which gradients come, which variables the tape
    watched, dtypes, what isn't trainable), and ``lines_known`` is false.

    Raises:
        RuntimeError: when the tape can't be asked any more.
        ValueError: when there are no sources.
    """
    explanation = _explained(tape, target, inside.flattened(sources))
    print(explanation)
    return explanation


@_as_written
def assert_gradients_flow(loss_fn: Callable[[], Any], variables: Any) -> tuple[float, ...]:
    """Fail unless a loss has a good gradient for every variable; return how large they are.

    ``loss_fn`` is called once, under a tape. ``variables`` may be nested as for ``tape.gradient``;
    tensors among them are watched. A gradient that is None, NaN or infinite fails, and one that is
    zero because of an operation whose gradient is zero everywhere, such as ``tf.sign``. A zero
    that comes from the values of this step passes, and is 0.0 in the result.

    Raises:
        AssertionError: with the line where each such gradient ends, the reason and the rule.
        ValueError: when there are no variables (a model may have none before its first call).
    """
    __tracebackhide__ = True
    flat = inside.flattened(variables)
    with session(every_step=True) as watched, watched.watch.closely():
        tape, target = inside.taped(loss_fn, flat)
        found = _explained(tape, target, flat)
    broken = [source for source in found.sources if _is_broken(source)]
    if broken:
        shown = Explanation("the loss", tuple(broken))
        count = f"{len(broken)} of {len(flat)}"
        raise AssertionError(f"{count} variables get no gradient to learn from\n{shown}")
    return tuple(0.0 if source.norm is None else source.norm for source in found.sources)


def _is_broken(source: Verdict) -> bool:
    return source.state in ("none", "nan", "inf") or (source.state == "zero" and source.op in DEAD)


# ---------------------------------------------------------------------- one request


def _explained(tape: Any, target: Any, sources: Sequence[Any]) -> Explanation:
    if not sources:
        raise ValueError("there are no sources to explain; a model has none before its first call")
    watched = current()
    if watched is not None and not watched.watch.knows(tape):
        watched = None
    named = inside.name_of_target(target)
    if inside.no_tensor(target):
        return _without_target(watched, tape, target, sources, named)
    if watched is None:
        return Explanation(named, _remembered(tape, target, sources), lines_known=False)
    return Explanation(named, tuple(map(_verdict, _seen(watched, tape, target, sources))))


def _seen(watched: Session, tape: Any, target: Any, sources: Sequence[Any]) -> list[Source]:
    """What was seen when the tape was asked for these sources: now, or before."""
    watch = watched.watch
    if not inside.is_used_up(tape):
        with watch.closely():
            inside.gradient(tape, target, sources)
    answered = watch.answered(tape)
    if answered is None:
        raise RuntimeError(_FAILED if watch.care.aside else _USED_UP)
    places = {id(source): i for i, source in enumerate(answered.sources)}
    same = _same(answered.target, inside.flattened(target))
    if not same or any(id(source) not in places for source in sources):
        raise RuntimeError(_ASKED_ELSE)
    known = watched.request(answered.number)
    return [known[places[id(source)]] for source in sources]


def _same(one: Sequence[Any], two: Sequence[Any]) -> bool:
    return len(one) == len(two) and all(a is b for a, b in zip(one, two, strict=True))


def _verdict(source: Source) -> Verdict:
    cut = source.cut
    if cut is None:
        return Verdict(source.name, source.state.value, source.norm)
    return Verdict(
        name=source.name,
        state=source.state.value,
        norm=source.norm,
        reason=cut.reason,
        rule=cut.rule,
        file=cut.place.file,
        line=cut.place.line,
        code=_code(cut),
        op=cut.op,
        related=tuple(Related(n.place.file, n.place.line, n.message) for n in cut.related),
    )


def _code(cut: Cut) -> str:
    return LiveSources().at(Line(cut.place.file, cut.place.line))


# ---------------------------------------------------------------------- what is left to say


def _remembered(tape: Any, target: Any, sources: Sequence[Any]) -> tuple[Verdict, ...]:
    """What TensorFlow knows of a tape that recorded while nobody watched."""
    if inside.is_used_up(tape):
        raise RuntimeError(_USED_UP)
    names = inside.names(sources)
    found = inside.facts(tape, sources, inside.gradient(tape, target, sources))
    whole = inside.whole_number(target)
    verdicts = []
    for name, fact in zip(names, found, strict=True):
        reason, rule = reason_of(name, fact, whole)
        verdicts.append(Verdict(name, fact["state"], fact["norm"], reason, rule))
    return tuple(verdicts)


def _without_target(
    watched: Session | None, tape: Any, target: Any, sources: Sequence[Any], named: str
) -> Explanation:
    """The target is no tensor, so nothing can come back from it."""
    what = inside.no_tensor(target)
    place, code = None, ""
    if watched is not None and what != "None":
        place = _where_it_left(watched, tape, target, sources)
        code = LiveSources().at(place)
    reason = f"the target is {what} and no tensor"
    if place is not None:
        reason += ": it left TensorFlow here"
    rule = None if what == "None" else "leaves-tensorflow"
    verdicts = tuple(
        Verdict(
            name=name,
            state="none",
            reason=reason,
            rule=rule,
            file=place.file if place else None,
            line=place.line if place else None,
            code=code,
        )
        for name in inside.names(sources)
    )
    return Explanation(named, verdicts, lines_known=watched is not None)


def _where_it_left(watched: Session, tape: Any, target: Any, sources: Sequence[Any]) -> Line | None:
    """The line at which a tensor became a number, found as for a request that raises."""
    report, kept = watched.watch.report, Kept()
    before, report._events = report._events, kept
    try:
        inside.gradient(tape, target, sources)
    except Exception:
        reader = LiveReader("", {})
        found = [reader.left(event) for event in kept.events if event["event"] == "error"]
        return next((Line(place.file, place.line) for place in found if place is not None), None)
    finally:
        report._events = before
    return None
