"""Every setting, declared once: pyproject.toml, the command line and editors read it from here.

A setting is a field of :class:`Config`; its metadata holds the words that describe it. The TOML
key is the field's name with dashes. The options of ``tapelint check`` and the
``contributes.configuration`` block of package.json are generated from these fields. What only an
editor can use (which Python to start, what to show) is a field of :class:`EditorConfig`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from tapelint.diagnostic import Severity

if TYPE_CHECKING:
    from cattrs import Converter

OFF = "off"
EFFECTS = ("flows", "none", "zero", "raises", "leaves", "unknown")
"""What the tape can do with an argument."""
LEVELS = (*(severity.value for severity in Severity), OFF)
Version = tuple[int, int]
_WHAT_RUNS = frozenset(
    {"allowtrace", "trusted", "interpreter", "python", "pythonpath", "command", "module", "path"}
    | {"importstrategy", "directory", "cwd", "workingdirectory", "environment", "env", "envfile"}
    | {"arguments", "args", "device", "output", "outputfile", "outputpath", "outputdirectory"}
)
_NOT_FOR_PROJECTS = (
    "`{}` can't be set by a project: what is run, where, with what and where results are written is"
    " said on the command line or in the editor's own settings"
)
_ROW_KEYS = ("effects", "override")
_EXAMPLE_EFFECTS = '{ x = "flows" }'
_EXAMPLE_ROW = f"{{ effects = {_EXAMPLE_EFFECTS} }}"
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?")
_Default = TypeVar("_Default")


class ConfigError(Exception):
    """Settings that can't be used; the text says where and why, one line per fault."""


def _setting(default: _Default, doc: str, *, metavar: str = "") -> _Default:
    """Declare a setting; one with a ``metavar`` is an option of the command line too."""
    metadata = {"doc": doc, "metavar": metavar}
    if isinstance(default, dict):
        declared: Any = field(default_factory=dict, metadata=metadata)
    else:
        declared = field(default=default, metadata=metadata)
    result: _Default = declared
    return result


@dataclass(frozen=True, slots=True)
class OpRow:
    """What the tape does with each argument of a function, in the order of its parameters."""

    effects: Mapping[str, str]
    override: bool = False


@dataclass(frozen=True, slots=True)
class Config:
    """What the user chose. Rules are named by name, by code, or by the beginning of a code."""

    select: tuple[str, ...] = _setting(
        (),
        "Rules to run: names, codes or beginnings of codes (TL1). Empty means all.",
        metavar="RULE,…",
    )
    ignore: tuple[str, ...] = _setting((), "Rules to leave out.", metavar="RULE,…")
    per_file_ignores: Mapping[str, tuple[str, ...]] = _setting(
        {}, "Rules to leave out in the files that a glob matches."
    )
    exclude: tuple[str, ...] = _setting(
        (), "Files and folders to skip, as lines of a .gitignore.", metavar="PATTERN,…"
    )
    severity: Mapping[str, str] = _setting(
        {}, "The severity of a rule: error, warning, info, hint or off."
    )
    target_tensorflow: str = _setting(
        "",
        "The TensorFlow version that the code runs with, such as 2.16. Empty means the one that is"
        " installed in the project's environment. What holds for some versions only is reported"
        " only where the version is known.",
        metavar="VERSION",
    )
    ops: Mapping[str, OpRow] = _setting(
        {},
        "What the tape does with each argument of a function that Tapelint doesn't know, by the"
        f" function's dotted name: {', '.join(EFFECTS[:-1])} or {EFFECTS[-1]}.",
    )

    @classmethod
    def load(cls, root: Path) -> Config:
        """Read ``[tool.tapelint]`` from ``root/pyproject.toml``; defaults where there is none."""
        path = root / "pyproject.toml"
        table = tool_table(path)
        return cls.from_table(table, f"{path}: [tool.tapelint]") if table else cls()

    @classmethod
    def from_table(cls, table: Mapping[str, object], where: str = "settings") -> Config:
        """Validate settings as TOML or JSON gives them.

        Raises:
            ConfigError: when a key is unknown or a value has the wrong form.
        """
        faults = [
            *_unknown_keys(table),
            *_unknown_levels(table),
            *_bad_version(table),
            *_bad_rows(table.get("ops", {})),
        ]
        config = cls()
        if not faults:
            config, faults = _structured(table)
        if faults:
            raise ConfigError("\n".join(f"{where}: {fault}" for fault in faults))
        return config

    def for_file(self, path: str) -> Config:
        """The settings for one file, given by its path relative to the root."""
        if not self.per_file_ignores:
            return self
        from pathspec import GitIgnoreSpec

        more = [
            name
            for pattern, names in self.per_file_ignores.items()
            if GitIgnoreSpec.from_lines([pattern]).match_file(path)
            for name in names
        ]
        return replace(self, ignore=(*self.ignore, *more), per_file_ignores={})

    @property
    def target(self) -> Version | None:
        """The TensorFlow version in numbers, where it is known."""
        found = _VERSION.fullmatch(self.target_tensorflow)
        return (int(found[1]), int(found[2])) if found else None

    def level(self, name: str, code: str) -> str:
        """What the user wants of a rule: a severity, ``off``, or empty for its own severity."""
        chosen = not self.select or any(names_rule(given, name, code) for given in self.select)
        if not chosen or any(names_rule(given, name, code) for given in self.ignore):
            return OFF
        return self.severity.get(name) or self.severity.get(code) or ""

    def named_rules(self) -> Iterable[tuple[str, str]]:
        """Each rule that the settings name, with the setting that names it."""
        yield from (("select", name) for name in self.select)
        yield from (("ignore", name) for name in self.ignore)
        yield from (("severity", name) for name in self.severity)
        for names in self.per_file_ignores.values():
            yield from (("per-file-ignores", name) for name in names)


def _editor_setting(
    default: str,
    spelled: str,
    doc: str,
    *,
    scope: str = "machine-overridable",
    choices: Mapping[str, str] | None = None,
    trusted: bool = True,
) -> str:
    """Declare a setting of editors; a ``trusted`` one counts in trusted workspaces only."""
    metadata = {
        "doc": doc,
        "spelled": spelled,
        "scope": scope,
        "choices": choices or {},
        "trusted": trusted,
    }
    declared: str = field(default=default, metadata=metadata)
    return declared


@dataclass(frozen=True, slots=True)
class EditorConfig:
    """What only an editor asks for: what to start, and what to show beside the findings."""

    interpreter: str = _editor_setting(
        "",
        "interpreter",
        "The Python that runs Tapelint itself (3.10 or newer). Empty means the newest one found."
        " Your programs don't need to run with it.",
    )
    import_strategy: str = _editor_setting(
        "useBundled",
        "importStrategy",
        "Which Tapelint is started.",
        choices={
            "useBundled": "The one that comes with the extension.",
            "fromEnvironment": "The one that is installed for `#tapelint.interpreter#`, or for the"
            " selected Python; the one that comes with the extension where there is none.",
        },
    )
    path: str = _editor_setting(
        "",
        "path",
        "A `tapelint` command to start instead of the one that comes with the extension.",
    )
    code_lens: str = _editor_setting(
        "all",
        "codeLens",
        "What is shown above requests for gradients and above programs.",
        scope="resource",
        choices={
            "all": "What is known of each request, and Run Trace.",
            "trace": "Run Trace and its results only.",
            "off": "Nothing.",
        },
        trusted=False,
    )
    trace_python: str = _editor_setting(
        "",
        "trace.python",
        "The Python that Run Trace starts programs with. Empty means the one that is selected for"
        " the file.",
    )
    trace_device: str = _editor_setting(
        "auto",
        "trace.device",
        "Where Run Trace lets TensorFlow compute.",
        choices={"auto": "Where TensorFlow chooses.", "cpu": "On the processor only."},
    )
    trace_server: str = _editor_setting(
        "messages",
        "trace.server",
        "What the log tells of the conversation between the editor and Tapelint while its level"
        " is Trace.",
        scope="window",
        choices={"messages": "The names of the messages.", "verbose": "Whole messages."},
    )


def names_rule(given: str, name: str, code: str) -> bool:
    """Whether ``given`` names the rule: its name, its code, the beginning of its code, or ALL."""
    lowered = given.lower()
    return lowered in (name, "all") or (lowered[:2] == "tl" and code.lower().startswith(lowered))


def unknown_rules(config: Config, known: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each rule that the settings name and that isn't in ``known`` (name, code)."""
    rules = list(known)
    return [
        f"{setting}: {nearest(given, [name for name, _ in rules], 'rule')}"
        for setting, given in config.named_rules()
        if not any(names_rule(given, name, code) for name, code in rules)
    ]


def nearest(given: str, known: Iterable[str], what: str) -> str:
    """A line that says that ``given`` is unknown, with the nearest known name."""
    from difflib import get_close_matches  # most starts need neither this nor TOML

    close = get_close_matches(given.lower(), list(known), n=1, cutoff=0.6)
    asked = f", did you mean `{close[0]}`?" if close else ""
    return f"there is no {what} `{given}`{asked}"


def tool_table(path: Path) -> dict[str, object] | None:
    """The ``[tool.tapelint]`` table of a pyproject.toml; None where there is none.

    Raises:
        ConfigError: when the file can't be read or isn't TOML.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from error
    if b"tapelint" not in content:
        return None
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        document = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: this isn't valid TOML: {error}") from error
    tool = document.get("tool", {})
    table = tool.get("tapelint") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.tapelint] should be a table")
    return table


def find_root(start: Path) -> Path:
    """The folder whose settings apply at ``start``.

    It is the nearest one above whose pyproject.toml has ``[tool.tapelint]``, else the nearest
    with any pyproject.toml or a repository, else ``start`` itself.
    """
    folders = [start, *start.parents]
    for folder in folders:
        try:
            if tool_table(folder / "pyproject.toml") is not None:
                return folder
        except ConfigError:
            return folder
    marked = (f for f in folders if (f / "pyproject.toml").is_file() or (f / ".git").exists())
    return next(marked, start)


def key(setting: Field[Any]) -> str:
    """A setting's key in TOML and its option on the command line (without the dashes)."""
    return setting.name.replace("_", "-")


def settings() -> tuple[Field[Any], ...]:
    """Every setting, in the order of its declaration."""
    return fields(Config)


def editor_schema() -> dict[str, object]:
    """The ``contributes.configuration`` block of package.json."""
    properties = {f"tapelint.{_camel(setting.name)}": _schema(setting) for setting in settings()}
    for setting in fields(EditorConfig):
        properties[f"tapelint.{setting.metadata['spelled']}"] = _choice(setting)
    return {"title": "Tapelint", "properties": properties}


def trusted_settings() -> list[str]:
    """The settings of editors that count only in a workspace that the user trusts."""
    return [
        f"tapelint.{setting.metadata['spelled']}"
        for setting in fields(EditorConfig)
        if setting.metadata["trusted"]
    ]


def from_editor(values: Mapping[str, object], where: str = "editor settings") -> Config:
    """Settings as an editor sends them, with its spelling of the keys; empty ones are unset."""
    spelled = {_camel(setting.name): key(setting) for setting in settings()}
    table = {spelled[name]: value for name, value in values.items() if name in spelled and value}
    return Config.from_table(table, where)


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _schema(setting: Field[Any]) -> dict[str, object]:
    described: dict[str, object] = {
        "scope": "resource",
        "markdownDescription": setting.metadata["doc"],
    }
    if setting.type == "tuple[str, ...]":
        return {"type": "array", "items": {"type": "string"}, "default": [], **described}
    if setting.type == "str":
        return {"type": "string", "default": setting.default, **described}
    value: dict[str, object] = {"type": "array", "items": {"type": "string"}}
    if setting.name == "severity":
        value = {"type": "string", "enum": list(LEVELS)}
    elif setting.name == "ops":
        value = _ROW_SCHEMA
    return {"type": "object", "additionalProperties": value, "default": {}, **described}


_ROW_SCHEMA: dict[str, object] = {
    "type": "object",
    "required": ["effects"],
    "additionalProperties": False,
    "properties": {
        "effects": {
            "type": "object",
            "additionalProperties": {"type": "string", "enum": list(EFFECTS)},
        },
        "override": {"type": "boolean"},
    },
}


def _choice(setting: Field[Any]) -> dict[str, object]:
    about = setting.metadata
    schema: dict[str, object] = {"type": "string", "default": setting.default}
    if about["choices"]:
        schema["enum"] = list(about["choices"])
        schema["markdownEnumDescriptions"] = list(about["choices"].values())
    return {**schema, "scope": about["scope"], "markdownDescription": about["doc"]}


def _unknown_keys(table: Mapping[str, object]) -> list[str]:
    known = [key(setting) for setting in settings()]
    return [
        _NOT_FOR_PROJECTS.format(given)
        if _says_what_runs(given)
        else nearest(given, known, "setting")
        for given in table
        if given not in known
    ]


def _says_what_runs(given: str) -> bool:
    """Whether a key would name what is run, where, with what, or where something is written."""
    plain = re.sub(r"[\W_]", "", given).lower()
    return plain.startswith("trace") or plain in _WHAT_RUNS


def _unknown_levels(table: Mapping[str, object]) -> list[str]:
    levels = table.get("severity", {})
    if not isinstance(levels, Mapping):
        return []
    return [
        f"severity.{rule}: {nearest(level, LEVELS, 'severity')} (one of {', '.join(LEVELS)})"
        for rule, level in levels.items()
        if isinstance(level, str) and level not in LEVELS
    ]


def _bad_version(table: Mapping[str, object]) -> list[str]:
    version = table.get("target-tensorflow", "")
    if not isinstance(version, str) or not version or _VERSION.fullmatch(version):
        return []
    return [f"target-tensorflow: `{version}` isn't a version such as 2.16"]


def spelled_row(name: str) -> str:
    """How a fault names the row of a function."""
    return f'ops."{name}"'


def _bad_rows(rows: object) -> Iterator[str]:
    if not isinstance(rows, Mapping):
        yield f"ops: expected a table with a row for each function, found {rows!r}"
        return
    for name, row in rows.items():
        where = spelled_row(name)
        if not isinstance(row, Mapping):
            yield f"{where}: expected a row such as {_EXAMPLE_ROW}, found {row!r}"
        elif "effects" not in row and "." not in name and _is_nested(row):
            example = spelled_row(f"{name}.smooth")
            yield f"{where}: a full name stands in quotes, as in [tool.tapelint.{example}]"
        elif "." not in name or not all(part.isidentifier() for part in name.split(".")):
            yield f"{where}: this isn't the full name of a function such as `package.module.smooth`"
        else:
            yield from (f"{where}{fault}" for fault in _bad_row(row))


def _is_nested(row: Mapping[str, object]) -> bool:
    """Whether a name without quotes was cut at its dots."""
    return any(isinstance(inner, Mapping) for inner in row.values())


def _bad_row(row: Mapping[str, object]) -> Iterator[str]:
    yield from (f": {nearest(key, _ROW_KEYS, 'key')}" for key in row if key not in _ROW_KEYS)
    if not isinstance(row.get("override", False), bool):
        yield f".override: expected true or false, found {row['override']!r}"
    effects = row.get("effects")
    if not isinstance(effects, Mapping) or not effects:
        yield f".effects: expected the effect on each argument, such as {_EXAMPLE_EFFECTS}"
        return
    for argument, effect in effects.items():
        if not argument.isidentifier():
            yield f".effects: `{argument}` isn't the name of an argument"
        if effect not in EFFECTS:
            said = nearest(str(effect), EFFECTS, "effect")
            yield f".effects.{argument}: {said} (one of {', '.join(EFFECTS)})"


def _structured(table: Mapping[str, object]) -> tuple[Config, list[str]]:
    """Give the table's values their types, or say what is wrong with each."""
    # A start without any settings should not wait for this import.
    from cattrs import BaseValidationError, Converter, transform_error
    from cattrs.gen import make_dict_structure_fn, override

    converter = Converter()
    converter.register_structure_hook(str, lambda value, _: _text(value))
    converter.register_structure_hook_func(
        lambda kind: getattr(kind, "__origin__", None) is Mapping,
        lambda value, kind: _table(value, kind, converter),
    )
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[str, ...], lambda value, _: _texts(value)
    )
    names: dict[str, Any] = {setting.name: override(rename=key(setting)) for setting in settings()}
    hook = make_dict_structure_fn(Config, converter, **names)
    converter.register_structure_hook(Config, hook)
    try:
        return converter.structure(table, Config), []
    except BaseValidationError as error:
        faults = transform_error(error, path="", format_exception=lambda fault, _: str(fault))
        return Config(), [_kebab_place(fault) for fault in faults]


def _kebab_place(fault: str) -> str:
    """The fault with the place that cattrs appends spelled as in TOML."""
    said, _, place = fault.rpartition(" @ .")
    return f"{said} (in {place.replace('_', '-')})" if said else fault


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text in quotes, found {value!r}")
    return value


def _table(value: object, kind: Any, converter: Converter) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(f"expected a table, found {value!r}")
    _, inner = get_args(kind)
    return {name: converter.structure(item, inner) for name, item in value.items()}


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise TypeError(f'expected a list such as ["floor-division"], found {value!r}')
    return tuple(_text(item) for item in value)
