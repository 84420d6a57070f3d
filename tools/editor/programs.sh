#!/bin/sh
# Installs the programs that tests of editors need, where they are missing and that can be done.
set -eu
missing=
command -v chromium >/dev/null || missing="$missing chromium fonts-dejavu-core"
command -v nvim >/dev/null || missing="$missing neovim"
emacs --batch --eval "(progn (package-initialize) (require 'eglot))" 2>/dev/null \
    || missing="$missing emacs-nox elpa-eglot"
command -v unshare >/dev/null || missing="$missing util-linux"
test -z "$missing" && exit 0
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    echo "These are missing:$missing. Please install them."
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # these are several words
apt-get install -y -qq --no-install-recommends $missing >/dev/null
