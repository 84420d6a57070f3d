#!/bin/sh
# Tries the packed extension in VS Code, and its server in Neovim and Emacs. `make test-editors`
# prepares what this needs.
set -eu
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

vsix=$(ls dist/vsix/tapelint-"$(node -p 'process.platform + "-" + process.arch')"-*.vsix)
python3 -m zipfile -e "$vsix" "$work/vsix"
server=$work/vsix/extension/server/main.py
TAPELINT_SERVER="python3 -I -S -X utf8 $server"
TAPELINT_WORK=$work
export TAPELINT_SERVER TAPELINT_WORK

echo '# Each Python of this machine, without a network'
sh tests/editors/offline.sh "$server"

HOME=$work
export HOME

echo '# Neovim'
cp examples/delivery_times.py "$work/train.py"
nvim --headless -u NONE -i NONE -n -c 'luafile tests/editors/neovim.lua' </dev/null
grep -q 'return total / 60.0' "$work/train.py"

echo '# Emacs'
cp examples/delivery_times.py "$work/train.py"
emacs --batch -l tests/editors/emacs.el </dev/null 2>"$work/emacs.log" || { cat "$work/emacs.log"; exit 1; }
grep -q 'return total / 60.0' "$work/train.py"

echo '# VS Code'
node --test --test-reporter=spec --test-concurrency=1 build/editor/tests/editors/vscode/
