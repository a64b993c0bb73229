#!/usr/bin/env bash
# The page's tests drive a real browser. Installs Debian's Chromium where that is possible; elsewhere
# says in one line that those tests will be skipped.
set -u
command -v chromium >/dev/null || command -v chromium-browser >/dev/null && exit 0
if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    echo "Installing chromium for the page's tests ..."
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-color-emoji; } >/dev/null 2>&1 && exit 0
fi
echo "No Chromium was found, and it could not be installed here: the page's tests will be skipped." >&2
exit 0
