"""Waits for a module that the program imports, or doesn't."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Awaited(importlib.abc.MetaPathFinder):
    """Does something as soon as a module was imported, and nothing else."""

    def __init__(self, name: str, then: Callable[[], None]) -> None:
        self._name = name
        self._then = then

    def begin(self) -> None:
        """Wait from now on; a module that is there already isn't waited for."""
        if self._name in sys.modules:
            self._then()
        else:
            sys.meta_path.insert(0, self)

    def end(self) -> None:
        """Wait no more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """The module as everybody else finds it, with our part after its own code."""
        if fullname != self._name:
            return None
        self.end()
        spec = importlib.util.find_spec(fullname)
        loader: Any = None if spec is None else spec.loader
        if loader is None:
            return spec
        run = loader.exec_module

        def exec_module(module: Any) -> None:
            loader.exec_module = run  # somebody else may wait for the same module
            run(module)
            self._then()

        loader.exec_module = exec_module
        return spec
