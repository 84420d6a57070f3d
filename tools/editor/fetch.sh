#!/bin/sh
# Brings a real VS Code that a browser can show, for tests and for `make editor`:
#     tools/editor/fetch.sh FOLDER
# It is the editor inside the npm package code-server, without the wrapper around it.
set -eu
folder=$1
version=4.100.3 # VS Code 1.100.3, the newest whose server runs with Node 20

test -f "$folder/$version" && exit 0
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
packed=$(npm pack --silent "code-server@$version")
tar xzf "$packed" --strip-components=3 package/lib/vscode
rm "$packed"
# Its lock file doesn't fit its manifest, so `npm ci` refuses.
npm install --silent --ignore-scripts --omit=dev --no-audit --no-fund
# Without this part, which has to be compiled, everything works but the logs stay empty.
npm_config_nodedir=$(dirname "$(dirname "$(command -v node)")") \
    npm rebuild --silent @vscode/spdlog >/dev/null 2>&1 || echo 'The logs of this editor stay empty.'
touch "$version"
