"""Finds where the gradients of a TensorFlow program break, says why, and offers a fix.

In a program: :func:`explain`, :func:`watching` and :func:`assert_gradients_flow`; in a notebook:
``%load_ext tapelint``, then ``%%tapelint`` on top of a cell. Nothing of that is imported before it
is used.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tapelint.live.asking import assert_gradients_flow as assert_gradients_flow
    from tapelint.live.asking import explain as explain
    from tapelint.live.asking import watching as watching
    from tapelint.live.verdict import Explanation as Explanation
    from tapelint.live.verdict import Related as Related
    from tapelint.live.verdict import Verdict as Verdict

_PUBLIC = {
    "Explanation": "verdict",
    "Related": "verdict",
    "Verdict": "verdict",
    "assert_gradients_flow": "asking",
    "explain": "asking",
    "watching": "asking",
}


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found: object = getattr(import_module(f"{__name__}.live.{_PUBLIC[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})


def load_ipython_extension(shell: object) -> None:
    """Give a notebook ``%%tapelint``; ``%load_ext tapelint`` calls this."""
    from importlib import import_module

    import_module(f"{__name__}.live.magic").load(shell)


def unload_ipython_extension(shell: object) -> None:
    """Take ``%%tapelint`` away."""
    from importlib import import_module

    import_module(f"{__name__}.live.magic").unload(shell)
