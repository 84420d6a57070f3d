"""The TensorFlow that a project runs with is read from the names of its packages' metadata."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tapelint.check import Checker
from tapelint.config import Config, Version
from tapelint.environment import (
    installed_tensorflow,
    runs_keras_elsewhere,
    runs_otherwise,
    with_installed,
)
from tapelint.lsp.settings import Settings
from tapelint.syntax import Parsed
from tests.fakes import FakeAnalysis, follow

BROKEN = (
    "import tensorflow as tf\n"
    "w = tf.Variable(2.0)\n"
    "with tf.GradientTape() as tape:\n"
    "    y = w // 2.0\n"
    "g = tape.gradient(y, w)\n"
)


@pytest.fixture(autouse=True)
def running_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the tests run in must not count."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere/bin/python"))


def installed(folder: Path, *names: str, site: str = "lib/python3.11/site-packages") -> Path:
    for name in names:
        (folder / site / f"{name}.dist-info").mkdir(parents=True)
    return folder


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("tensorflow-2.15.1", "2.15"),
        ("tensorflow_cpu-2.16.0rc1", "2.16"),
        ("tensorflow_macos-2.9.0", "2.9"),
        ("tf_nightly-2.22.0.dev20260101", "2.22"),
        ("tensorflow-2.21.0+nv25.2", "2.21"),
        ("tensorflow_datasets-4.9.3", ""),
        ("tensorflow_probability-0.24.0", ""),
        ("tensorflow_cpu_estimator-2.15.0", ""),
        ("keras-3.5.0", ""),
    ],
)
def test_the_metadata_tells_the_version(tmp_path: Path, name: str, version: str) -> None:
    installed(tmp_path / ".venv", name, "numpy-2.0.0")
    assert installed_tensorflow(tmp_path, {}) == version


def test_the_active_environment_comes_first(tmp_path: Path) -> None:
    active = installed(tmp_path / "active", "tensorflow-2.20.0", site="Lib/site-packages")
    conda = installed(tmp_path / "conda", "tensorflow-2.12.0")
    assert installed_tensorflow(tmp_path, {"CONDA_PREFIX": str(conda)}) == "2.12"
    installed(tmp_path / "venv", "tensorflow-2.15.0")
    assert installed_tensorflow(tmp_path, {"CONDA_PREFIX": str(conda)}) == "2.15"
    both = {"VIRTUAL_ENV": str(active), "CONDA_PREFIX": str(conda)}
    assert installed_tensorflow(tmp_path, both) == "2.20"


def test_an_environment_without_tensorflow_is_passed_over(tmp_path: Path) -> None:
    active = installed(tmp_path / "active", "tapelint-0.1.0")
    installed(tmp_path / ".venv", "tensorflow-2.17.0")
    assert installed_tensorflow(tmp_path, {"VIRTUAL_ENV": str(active)}) == "2.17"
    assert installed_tensorflow(None, {"VIRTUAL_ENV": str(tmp_path / "gone")}) == ""


def test_several_versions_tell_nothing(tmp_path: Path) -> None:
    installed(tmp_path / ".venv", "tensorflow-2.17.0", "tf_nightly-2.22.0.dev20260101")
    assert installed_tensorflow(tmp_path, {}) == ""


def test_an_installation_in_the_meantime_is_seen(tmp_path: Path) -> None:
    site = installed(tmp_path / ".venv", "numpy-2.0.0") / "lib/python3.11/site-packages"
    assert installed_tensorflow(tmp_path, {}) == ""
    installed(tmp_path / ".venv", "tensorflow-2.17.0")
    os.utime(site, ns=(1, 1))
    assert installed_tensorflow(tmp_path, {}) == "2.17"


def test_the_setting_has_the_last_word(tmp_path: Path) -> None:
    installed(tmp_path / ".venv", "tensorflow-2.17.0")
    assert with_installed(Config(), tmp_path, {}).target == (2, 17)
    assert with_installed(Config(target_tensorflow="2.4.1"), tmp_path, {}).target == (2, 4)
    assert with_installed(Config(), None, {}).target is None


@pytest.mark.parametrize(
    ("line", "elsewhere"),
    [
        ('os.environ["KERAS_BACKEND"] = "jax"', True),
        ("os.environ['KERAS_BACKEND']='torch'", True),
        ('os.environ.setdefault("KERAS_BACKEND", "jax")', True),
        ('os.environ.update(KERAS_BACKEND="jax")', True),
        ('os.environ["KERAS_BACKEND"] = options.backend', True),
        ('keras.config.set_backend("torch")', True),
        ('os.environ["KERAS_BACKEND"] = "tensorflow"', False),
        ('os.environ.get("KERAS_BACKEND", "tensorflow")', False),
        ('os.environ.get("KERAS_BACKEND")', False),
        ('assert os.environ["KERAS_BACKEND"] == "jax"', False),
        ('# os.environ["KERAS_BACKEND"] = "jax"', False),
        ("import keras", False),
    ],
)
def test_another_backend_than_tensorflow_is_seen(line: str, elsewhere: bool) -> None:
    assert runs_keras_elsewhere(f"import os\n{line}\nx = 1\n") == elsewhere


@pytest.mark.parametrize(
    ("line", "otherwise"),
    [
        ("tf.compat.v1.disable_v2_behavior()", True),
        ("    tf1.disable_eager_execution()", True),
        ("# tf.compat.v1.disable_v2_behavior()", False),
        ("tf.compat.v1.enable_v2_behavior()", False),
        ("from tensorflow.compat.v1 import disable_eager_execution", False),
    ],
)
def test_graphs_and_sessions_are_seen(line: str, otherwise: bool) -> None:
    assert runs_otherwise(f"if True:\n    pass\n{line}\n") == otherwise


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_nothing_is_claimed_of_another_backend(backend: str) -> None:
    result = Checker().check(f'import os\nos.environ["KERAS_BACKEND"] = "{backend}"\n{BROKEN}')
    assert result.mentions_tensorflow
    assert (result.findings, result.requests) == ((), ())
    assert Checker().check(BROKEN).findings


@pytest.mark.parametrize(
    ("version", "text", "target"),
    [
        ("", BROKEN, None),
        ("2.16", BROKEN, (2, 16)),
        ("2.16.1", BROKEN, (2, 16)),
        ("2.16", f'import os\nos.environ["TF_USE_LEGACY_KERAS"] = "1"\n{BROKEN}', None),
    ],
)
def test_the_engine_is_told(version: str, text: str, target: tuple[int, int] | None) -> None:
    asked = []

    def analyse(
        parsed: Parsed, *, target: Version | None, finder: object, rows: object, callers: object
    ) -> FakeAnalysis:
        asked.append(target)
        return follow(parsed)

    Checker(analyse).check(text, Config(target_tensorflow=version), fixes=True)
    assert set(asked) == {target}


SWAPPED = """\
import tensorflow as tf
{imports}
model = keras.Sequential([keras.layers.Dense(1)])
model.build((None, 1))
optimizer = {optimizer}
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones((1, 1))))
grads = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(model.trainable_variables, grads))
"""


@pytest.mark.parametrize(
    ("imports", "optimizer"),
    [
        ("import tf_keras as keras", "keras.optimizers.SGD()"),
        ("from tf_keras import optimizers\nfrom tensorflow import keras", "optimizers.SGD()"),
    ],
)
def test_another_keras_is_not_judged_by_the_rules_of_keras_3(imports: str, optimizer: str) -> None:
    text = SWAPPED.format(imports=imports, optimizer=optimizer)
    assert Checker().check(text, Config(target_tensorflow="2.21")).findings == ()
    judged = SWAPPED.format(imports="import keras", optimizer="keras.optimizers.SGD()")
    assert Checker().check(judged, Config(target_tensorflow="2.21")).findings


def test_an_editor_is_told_of_the_same_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    installed(tmp_path / ".venv", "tensorflow-2.15.0")
    (tmp_path / "pyproject.toml").write_text("[tool.tapelint]\n", encoding="utf-8")
    settings = Settings()
    uri = (tmp_path / "lib" / "train.py").as_uri()
    config = settings.config_for(uri)
    assert config is not None and config.target == (2, 15)
    settings.set_editor({None: {"targetTensorflow": "2.9"}})
    config = settings.config_for(uri)
    assert config is not None and config.target == (2, 9)
