"""Which TensorFlow and which Keras a program runs with.

The version comes from the metadata of an environment, which is read and never run: the name of a
``….dist-info`` folder tells it. What a program itself chooses stands in its text.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from tapelint.config import Config

_DISTRIBUTION = re.compile(
    r"(?:tensorflow(?:_(?:cpu|gpu|intel|macos|rocm|cpu_aws|aarch64))?|tf_nightly(?:_(?:cpu|gpu))?)"
    r"-(?P<version>\d+\.\d+)[.\w+]*\.dist-info",
    re.IGNORECASE,
)
_BESIDE_THE_PROJECT = (".venv", "venv")
_SITES = ("lib/python3*/site-packages", "Lib/site-packages")
_LEGACY_KERAS = "TF_USE_LEGACY_KERAS"
_BACKEND_WORDS = ("KERAS_BACKEND", "set_backend")
_BACKEND = re.compile(
    r"^[^#\n]*?(?:\bKERAS_BACKEND[\"']?\s*\]?\s*(?:=(?!=)|,)|\bset_backend\()\s*(?P<chosen>[^\s,)]*)",
    re.MULTILINE,
)
_VERSION_1_WORDS = ("disable_v2_behavior", "disable_eager_execution")
_VERSION_1 = re.compile(r"^[^#\n]*?\bdisable_(?:v2_behavior|eager_execution)\(", re.MULTILINE)


def with_installed(
    config: Config, root: Path | None, variables: Mapping[str, str] = os.environ
) -> Config:
    """The settings with the TensorFlow that is installed, where they don't name one."""
    if config.target_tensorflow:
        return config
    version = installed_tensorflow(root, variables)
    return replace(config, target_tensorflow=version) if version else config


def installed_tensorflow(root: Path | None, variables: Mapping[str, str] = os.environ) -> str:
    """The version, such as 2.16, that a project at ``root`` runs with; empty: unknown.

    The first environment counts that has a TensorFlow; one with several versions tells nothing.
    """
    for environment in _environments(root, variables):
        versions = {version for site in _sites(environment) for version in _in_site(site)}
        if versions:
            return versions.pop() if len(versions) == 1 else ""
    return ""


def uses_legacy_keras(text: str) -> bool:
    """Whether a text may make `tf.keras` Keras 2, whatever TensorFlow is installed."""
    return _LEGACY_KERAS in text


def runs_otherwise(text: str) -> bool:
    """Whether a text may run in a way that isn't followed: no tape sees it, or no tape is needed.

    It chooses another library than TensorFlow for Keras, or TensorFlow 1's graphs and sessions.
    """
    return runs_keras_elsewhere(text) or _runs_version_1(text)


def _runs_version_1(text: str) -> bool:
    if not any(word in text for word in _VERSION_1_WORDS):
        return False
    return _VERSION_1.search(text) is not None


def runs_keras_elsewhere(text: str) -> bool:
    """Whether a text may choose another library than TensorFlow to run Keras: no tape sees it."""
    if not any(word in text for word in _BACKEND_WORDS):
        return False  # a look at each line would take a good part of a keystroke
    return any(found["chosen"][1:-1] != "tensorflow" for found in _BACKEND.finditer(text))


def _environments(root: Path | None, variables: Mapping[str, str]) -> Iterator[Path]:
    """The environments that a project may run in, the likeliest first."""
    if active := variables.get("VIRTUAL_ENV"):
        yield Path(active)
    if root is not None:
        yield from (root / name for name in _BESIDE_THE_PROJECT)
    if active := variables.get("CONDA_PREFIX"):
        yield Path(active)
    if sys.executable:
        # Isolated and without `site`, the interpreter itself doesn't know that it is a venv's.
        yield from Path(sys.executable).parents[:2]


def _sites(environment: Path) -> list[Path]:
    try:
        return [site for pattern in _SITES for site in environment.glob(pattern)]
    except OSError:
        return []


def _in_site(site: Path) -> frozenset[str]:
    try:
        return _listed(site, site.stat().st_mtime_ns)
    except OSError:
        return frozenset()


@lru_cache(maxsize=64)
def _listed(site: Path, _changed: int) -> frozenset[str]:
    """The versions in a folder; installing or removing a package changes the folder's time."""
    found = (_DISTRIBUTION.fullmatch(entry.name) for entry in site.iterdir())
    return frozenset(match["version"] for match in found if match)
