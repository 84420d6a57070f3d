"""Order, bursts, and all that a client can get wrong."""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import time
from pathlib import Path

import pytest

from tapelint.check import check
from tests.lsp.raw import Wire, wire
from tests.lsp.support import BROKEN, ODD_SERVER, SERVER, SOUND, START, URI, capabilities, editor

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
NOT_INITIALIZED, CANCELLED, CONTENT_MODIFIED = -32002, -32800, -32801
INTERNAL_ERROR = -32603


def open_broken(session: Wire, text: str = BROKEN) -> None:
    item = {"uri": URI, "languageId": "python", "version": 1, "text": text}
    session.notify("textDocument/didOpen", {"textDocument": item})


def change(session: Wire, text: str, version: int) -> None:
    document = {"uri": URI, "version": version}
    params = {"textDocument": document, "contentChanges": [{"text": text}]}
    session.notify("textDocument/didChange", params)


def pull(session: Wire, number: int) -> None:
    session.request(number, "textDocument/diagnostic", {"textDocument": {"uri": URI}})


def still_works(session: Wire) -> bool:
    open_broken(session)
    pull(session, 4711)
    return len(session.answer(4711)["result"]["items"]) == 1 and session.leave() == 0


def test_leaves_in_good_order() -> None:
    with wire() as session:
        assert session.initialize()["result"]["serverInfo"]["name"] == "tapelint"
        assert session.leave() == 0


def test_leaving_without_a_goodbye_is_a_fault() -> None:
    with wire() as session:
        session.initialize()
        session.notify("exit")
        assert session.process.wait(10) == 1


def test_a_closed_pipe_ends_it() -> None:
    with wire() as session:
        session.initialize()
        assert session.process.stdin is not None
        session.process.stdin.close()
        assert session.process.wait(10) == 1


def test_nothing_is_answered_before_the_greeting_or_after_the_goodbye() -> None:
    with wire() as session:
        pull(session, 1)
        assert session.answer(1)["error"]["code"] == NOT_INITIALIZED
        session.initialize()
        session.request(2, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        assert session.answer(2)["error"]["code"] == INVALID_REQUEST
        session.request(3, "shutdown")
        session.answer(3)
        pull(session, 4)
        assert session.answer(4)["error"]["code"] == INVALID_REQUEST


@pytest.mark.parametrize(
    "garbage",
    [
        b"Content-Length: 9\r\n\r\n{not json",
        b"Content-Length: 2\r\n\r\n\xff\xfe",
        b"Content-Length: 12\r\n\r\n[1, 2, 3, 4]",
        b"Content-Length: 4\r\n\r\nnull",
        b'Content-Length: 18\r\n\r\n{"jsonrpc": "1.0"}',
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"no header at all\r\n\r\n\r\n\n\n",
        b"x" * 100_000 + b"\r\n\r\n",
        b"Content-Length: 60000\r\n\r\n" + b"[" * 60_000,
    ],
)
def test_garbage_on_the_wire(garbage: bytes) -> None:
    with wire() as session:
        session.initialize()
        session.bytes(garbage)
        assert still_works(session)


def test_headers_may_be_spelled_otherwise() -> None:
    with wire() as session:
        session.initialize()
        body = json.dumps({"jsonrpc": "2.0", "id": 5, "method": "no/such"}).encode()
        head = b"content-type: application/json\r\ncontent-length:%d\r\n\r\n" % len(body)
        session.bytes(head + body)
        assert session.answer(5)["error"]["code"] == METHOD_NOT_FOUND
        assert session.leave() == 0


def test_unknown_methods() -> None:
    with wire() as session:
        session.initialize()
        session.notify("no/such", {"a": 1})
        session.notify("$/nothing")
        session.request(1, "no/such", {"a": 1})
        assert session.answer(1)["error"]["code"] == METHOD_NOT_FOUND
        session.request(2, "workspace/executeCommand", {"command": "rm"})
        assert session.answer(2)["error"]["code"] == INVALID_PARAMS
        assert still_works(session)


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/diagnostic", None),
        ("textDocument/diagnostic", {"textDocument": None}),
        ("textDocument/hover", {"textDocument": {"uri": URI}}),
        ("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": "one"}}),
        ("textDocument/codeAction", [1, 2]),
        ("textDocument/codeAction", {"textDocument": {"uri": URI}, "range": {}, "context": 1}),
    ],
)
def test_wrong_parameters_get_an_answer(method: str, params: object) -> None:
    with wire() as session:
        session.initialize()
        session.request(1, method, params)
        assert session.answer(1)["error"]["code"] == INVALID_PARAMS
        session.notify("textDocument/didOpen", params)
        session.notify("textDocument/didChange", params)
        session.notify("textDocument/didClose", params)
        session.notify("$/cancelRequest", params)
        assert still_works(session)


def test_wrong_ids() -> None:
    with wire() as session:
        session.initialize()
        session.send({"jsonrpc": "2.0", "id": {"a": 1}, "method": "shutdown"})
        session.send({"jsonrpc": "2.0", "id": 99, "result": None})
        session.send({"jsonrpc": "2.0", "id": 98, "error": {"code": 1, "message": "no"}})
        session.send({"jsonrpc": "2.0", "method": 5})
        session.send({"jsonrpc": "2.0"})
        assert still_works(session)


def test_changes_of_a_document_that_is_not_open() -> None:
    with wire() as session:
        session.initialize()
        change(session, BROKEN, 2)
        session.notify("textDocument/didClose", {"textDocument": {"uri": URI}})
        place = {"textDocument": {"uri": URI}, "position": {"line": 900, "character": 900}}
        session.request(1, "textDocument/hover", place)
        assert session.answer(1)["result"] is None
        open_broken(session)
        session.request(2, "textDocument/hover", place)
        assert session.answer(2)["result"] is None
        assert still_works(session)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ufeff" + SOUND,
        "import tensorflow\n\ud800 = 1\n'\udfff'",
        "import tensorflow as tf\n" + "(" * 5000,
        "import tensorflow as tf\nx = " + "-" * 5000 + "1",
        "import tensorflow as tf\nx = " + "[" * 1000 + "]" * 1000,
        "import tensorflow as tf\n"
        + "if x:\n"
        + "".join(" " * i + "if x:\n" for i in range(1, 150)),
        "import tensorflow as tf\r\r\n\n\r" + "\f\x1c\x1d\x85",
        "import tensorflow as tf\n" + "x" * 3_000_000,
    ],
)
def test_strange_texts(text: str) -> None:
    with wire() as session:
        session.initialize()
        open_broken(session, text)
        pull(session, 1)
        assert session.answer(1)["result"]["items"] == []
        assert still_works(session)


def test_a_burst_costs_one_analysis_of_the_newest_text() -> None:
    with wire((*ODD_SERVER, "slow")) as session:
        session.initialize()
        open_broken(session, SOUND)
        for version in range(2, 202):
            text = SOUND if version % 2 else BROKEN
            change(session, f"{text}# {version}\n", version)
        change(session, f"{BROKEN}# the end\n", 202)
        versions: list[int] = []
        while not versions or versions[-1] != 202:
            message = session.receive()
            if message.get("method") == "textDocument/publishDiagnostics":
                versions.append(message["params"]["version"])
                count = len(message["params"]["diagnostics"])
                assert count == (1 if versions[-1] == 202 or versions[-1] % 2 == 0 else 0)
        assert versions == sorted(set(versions))
        assert len(versions) < 20
        assert session.leave() == 0


def test_the_answer_never_depends_on_what_was_typed_before() -> None:
    chance = random.Random(3)
    with wire() as session:
        session.initialize()
        text = f"{BROKEN}\n\ndef later(v):\n    return tf.floor(v) // 3\n"
        open_broken(session, text)
        for version in range(2, 80):
            start = chance.randrange(len(text))
            end = start + chance.choice((0, 0, 1, 5))
            piece = chance.choice(("", "(", "\n", "//", "x", "'", "    ", "# ", "tf.round("))
            text = text[:start] + piece + text[end:] if version % 7 else SOUND + BROKEN
            change(session, text, version)
            pull(session, version)
            items = session.answer(version)["result"]["items"]
            expected = check(text, fixes=False).findings
            told = [(item["range"]["start"]["line"] + 1, item["message"]) for item in items]
            assert told == [(one.span.line, one.message) for one in expected]
        assert session.leave() == 0


def test_an_overtaken_pull_is_answered_for_the_newest_text() -> None:
    with wire((*ODD_SERVER, "slow")) as session:
        session.initialize()
        open_broken(session)
        pull(session, 1)
        change(session, SOUND, 2)
        assert session.answer(1)["result"]["items"] == []
        assert session.leave() == 0


def test_a_place_in_an_outdated_text_is_refused() -> None:
    with wire((*ODD_SERVER, "slow")) as session:
        session.initialize()
        open_broken(session)
        place = {"textDocument": {"uri": URI}, "position": {"line": 4, "character": 11}}
        session.request(1, "textDocument/hover", place)
        change(session, f"# above\n{BROKEN}", 2)
        assert session.answer(1)["error"]["code"] == CONTENT_MODIFIED
        assert session.leave() == 0


def test_a_cancelled_request_is_not_worked_on() -> None:
    with wire((*ODD_SERVER, "slow")) as session:
        session.initialize()
        open_broken(session)
        pull(session, 1)
        pull(session, 2)
        session.notify("$/cancelRequest", {"id": 2})
        assert "result" in session.answer(1)
        assert session.answer(2)["error"]["code"] == CANCELLED
        session.notify("$/cancelRequest", {"id": 77})
        assert session.leave() == 0


def test_a_stray_print_does_not_reach_the_client() -> None:
    with wire((*ODD_SERVER, "prints")) as session:
        session.initialize()
        assert still_works(session)


@pytest.mark.asyncio
async def test_a_failing_engine_is_reported_once() -> None:
    async with editor(command=(*ODD_SERVER, "engine-raises")) as session:
        session.open(f"{BROKEN}# FAIL\n")
        assert await session.pushed() == []
        assert session.statuses[-1][1] == "not checked: the log says why"
        session.change(f"{BROKEN}# FAIL again\n", 2)
        assert await session.pushed(version=2) == []
        session.change(BROKEN, 3)
        assert len(await session.pushed(version=3)) == 1
        assert len([line for line in session.logged if "a fault of ours" in line]) == 1


def test_without_pygls_there_are_still_findings() -> None:
    with wire((*ODD_SERVER, "without-pygls")) as session:
        session.initialize()
        open_broken(session)
        pull(session, 1)
        assert len(session.answer(1)["result"]["items"]) == 1
        place = {"textDocument": {"uri": URI}, "position": {"line": 4, "character": 11}}
        session.request(2, "textDocument/hover", place)
        assert session.answer(2)["error"]["code"] == INTERNAL_ERROR
        time.sleep(0.5)
        assert still_works(session)


@pytest.mark.asyncio
async def test_a_failing_rule_is_reported_once_and_the_others_speak() -> None:
    rounded = BROKEN.replace("x // 2.0", "tf.round(x)").partition("\n")[2].replace("z", "y")
    async with editor(command=(*ODD_SERVER, "rule-raises")) as session:
        session.open(BROKEN + rounded)
        (one,) = await session.pushed()
        assert one.code == "non-differentiable-op"
        session.change(f"{BROKEN}{rounded}# more\n", 2)
        assert len(await session.pushed(version=2)) == 1
        assert len([line for line in session.logged if "floor-division" in line]) == 1


@pytest.mark.asyncio
async def test_a_poisoned_workspace(tmp_path: Path) -> None:
    for name in ("typing", "random", "json", "ast", "tapelint", "pygls", "tensorflow"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('poison')\n", encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('poison')\n", encoding="utf-8")
    poisoned = {"PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / "random.py")}
    async with editor(cwd=tmp_path, env=poisoned, roots=[tmp_path]) as session:
        uri = (tmp_path / "train.py").as_uri()
        session.open(BROKEN, uri)
        assert len(await session.pushed(uri)) == 1
        assert await session.hover(4, 10, uri)
        assert await session.actions(4, 10, uri=uri)


@pytest.mark.asyncio
async def test_only_settings_and_imported_modules_are_read_in_the_workspace(tmp_path: Path) -> None:
    work, log = tmp_path / "work", tmp_path / "log"
    (work / "package").mkdir(parents=True)
    (work / "package" / "helper.py").write_text("x = 1\n", encoding="utf-8")
    (work / "pyproject.toml").write_text("[tool.tapelint]\n", encoding="utf-8")
    text = f"import numpy as np\nfrom package.helper import x as y\n{BROKEN}"
    can = capabilities(pull=True)
    async with editor(command=(*ODD_SERVER, "witness", str(log)), roots=[work], can=can) as session:
        uri = (work / "train.py").as_uri()
        assert len(await session.items(text, uri)) == 1
        assert await session.hover(6, 10, uri)
        assert await session.actions(6, 10, uri=uri)
    seen = log.read_text(encoding="utf-8").splitlines()
    assert seen
    touched = {line for line in seen if str(work) in line}
    helper = work / "package" / "helper.py"
    assert touched <= {f"open {path}" for path in (work / "pyproject.toml", helper)}
    roots = {line.split()[1].partition(".")[0] for line in seen if line.startswith("import ")}
    assert not roots & {"tensorflow", "keras", "numpy", "rich", "click"}


@pytest.mark.asyncio
async def test_what_makes_fixes_is_loaded_in_a_pause_once_there_is_something_to_fix(
    tmp_path: Path,
) -> None:
    log = tmp_path / "log"

    def is_loaded() -> bool:
        return "import libcst" in log.read_text(encoding="utf-8")

    async with editor(command=(*ODD_SERVER, "witness", str(log))) as session:
        session.open(SOUND)
        await session.until(lambda: bool(session.registered))
        await asyncio.sleep(1.0)
        assert not is_loaded()
        session.change(BROKEN, 2)
        await session.until(is_loaded)


def test_greeting_waits_for_nothing_heavy() -> None:
    program = """\
import io, sys
from tapelint.lsp.session import Session
from tapelint.lsp.desk import Desk
from tapelint.lsp.transport import Outbox
Desk(Outbox(io.BytesIO())).greet({"capabilities": {}})
heavy = {"pygls", "lsprotocol", "libcst", "asyncio", "tapelint.flow", "tapelint.rules", "click"}
heavy |= {"tapelint.trace", "tapelint.lsp.tracing", "psutil", "subprocess"}
print(sorted(heavy & set(sys.modules)))
"""
    paths = f"import sys; sys.path.insert(0, {str(Path(SERVER[-1]).parent)!r})\n"
    done = subprocess.run([*START, "-c", paths + program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_started_from_a_bundle(tmp_path: Path) -> None:
    """Libraries beside the file win; a Python without any site-packages is enough."""
    import libcst  # noqa: F401 - the bundle of this test borrows what is installed here

    source = Path(__file__).resolve().parents[2] / "server"
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "main.py").write_text((source / "main.py").read_text(encoding="utf-8"), "utf-8")
    (bundle / "tapelint").symlink_to(source / "tapelint", target_is_directory=True)
    (bundle / "libs").symlink_to(Path(pytest.__file__).parents[1], target_is_directory=True)
    with wire((*START, str(bundle / "main.py"))) as session:
        session.initialize()
        assert still_works(session)
