"""Functions of a program that goes on afterwards: traced anew for us, then given back.

A ``tf.function`` that ran before has a graph that tells us nothing, and one that is traced while we
watch has a graph with our questions in it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import weakref
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CONFIGS = ("_variable_creation_config", "_no_variable_creation_config")
_FIELDS = (*_CONFIGS, "_function_cache", "_jit_compile")
_COMPILED = ("_XlaMustCompile", "_noinline")


class Afresh:
    """Lends each function that is called a new cache of graphs, without XLA, while we watch."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, dict[str, Any]]] = {}
        self._compiled: weakref.WeakKeyDictionary[Any, Any] = weakref.WeakKeyDictionary()
        self._undo: list[tuple[Any, str, Any]] = []

    def install(self) -> None:
        """Lend from now on."""
        from tensorflow.python.eager.polymorphic_function import polymorphic_function

        function = polymorphic_function.Function
        self._replace(function, "__init__", self._making(function.__init__))
        self._replace(function, "__call__", self._calling(function.__call__))

    def uninstall(self) -> None:
        """Give every function back: as it was, or as if it had never run."""
        for owner, name, original in reversed(self._undo):
            setattr(owner, name, original)
        self._undo = []
        for function, before in self._kept.values():
            with contextlib.suppress(Exception):
                self._give_back(function, before)
        self._kept = {}

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self._undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def _making(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def init(function: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(function, *args, **kwargs)
            self._compiled[function] = kwargs.get("jit_compile")
            return result

        return init

    def _calling(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def call(function: Any, *args: Any, **kwargs: Any) -> Any:
            if id(function) not in self._kept:
                # A TensorFlow with other insides: its graphs from before stay in use.
                with contextlib.suppress(Exception):
                    self._lend(function)
            return original(function, *args, **kwargs)

        return call

    def _lend(self, function: Any) -> None:
        before = {name: getattr(function, name) for name in _FIELDS}
        before["_jit_compile"] = self._compiled.get(function, before["_jit_compile"])
        cache = type(before["_function_cache"])()
        configs = {name: _renewed(before[name], cache, None) for name in _CONFIGS}
        self._kept[id(function)] = (function, before)
        _set(function, configs, _function_cache=cache, _jit_compile=None)

    @staticmethod
    def _give_back(function: Any, before: dict[str, Any]) -> None:
        if any(before[name] is not None for name in _CONFIGS):
            _set(function, before)
            return
        compiled = before["_jit_compile"]
        configs: dict[str, Any] = dict.fromkeys(_CONFIGS)
        cache = type(before["_function_cache"])()
        if function._created_variables:
            now = {name: getattr(function, name) for name in _CONFIGS}
            configs = {name: _renewed(now[name], cache, compiled) for name in _CONFIGS}
        _set(function, configs, _function_cache=cache, _jit_compile=compiled)


def _renewed(config: Any, cache: Any, compiled: Any) -> Any:
    """How to trace a function, with another cache and with or without XLA."""
    if config is None:
        return None
    attributes = {k: v for k, v in (config.attributes or {}).items() if k not in _COMPILED}
    if compiled is not None:
        attributes["_XlaMustCompile"] = bool(compiled)
        if compiled:
            attributes["_noinline"] = True
    return dataclasses.replace(config, function_cache=cache, attributes=attributes)


def _set(function: Any, fields: dict[str, Any], **more: Any) -> None:
    for name, value in {**fields, **more}.items():
        setattr(function, name, value)
