"""Packs VSIX files: ``python -m tools.bundle`` for this platform, with ``--all`` for every one.

Node's packages have to be installed (`npm ci`); `make vsix` sees to that.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tapelint import __version__
from tools.bundle.lock import ROOT
from tools.bundle.stage import stage
from tools.bundle.wheels import TARGETS, UNFIT, this_target

_BUILD = ROOT / "build"
_OUT = ROOT / "dist" / "vsix"
_VSCE = ROOT / "node_modules" / "@vscode" / "vsce" / "vsce"


def main() -> int:
    """Pack what was asked for and print the sizes."""
    parser = argparse.ArgumentParser(prog="python -m tools.bundle", description=__doc__)
    parser.add_argument("target", nargs="*", choices=[[], *TARGETS], help="platforms to pack for")
    parser.add_argument("--all", action="store_true", help="pack for every platform")
    given = parser.parse_args()
    chosen = list(TARGETS) if given.all else given.target or [this_target()]
    for target in chosen:
        print(_described(target, pack(target)))
    return 0


def pack(target: str) -> Path:
    """Make the VSIX of one platform."""
    folder = _BUILD / "extension" / target
    stage(target, folder)
    _OUT.mkdir(parents=True, exist_ok=True)
    vsix = _OUT / f"tapelint-{target}-{__version__}.vsix"
    command = ["node", str(_VSCE), "package", "--no-dependencies", "--allow-missing-repository"]
    command += ["--no-rewrite-relative-links", "--target", target, "--out", str(vsix)]
    packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if packed.returncode:
        sys.exit(f"vsce failed for {target}:\n{packed.stdout}{packed.stderr}")
    return vsix


def _described(target: str, vsix: Path) -> str:
    libs = _BUILD / "extension" / target / "server" / "libs"
    unpacked = sum(file.stat().st_size for file in libs.rglob("*") if file.is_file())
    lacks = ", ".join(UNFIT.get(target, ()))
    size = f"{vsix.stat().st_size / 1e6:.1f} MB, libraries unpacked {unpacked / 1e6:.1f} MB"
    return f"{vsix.relative_to(ROOT)}: {size}{f', without {lacks}' if lacks else ''}"


if __name__ == "__main__":
    sys.exit(main())
