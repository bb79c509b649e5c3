#!/usr/bin/env bash
# Installs what the browser tests need from the system: Chromium and a Korean font.
# Only as root on Debian and its kin; elsewhere it says what will be skipped.
set -u
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium and a Korean font for the browser tests ..."
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk; } >/tmp/dmz-map-apt.log 2>&1 \
    && exit 0
  echo "Chromium could not be installed (see /tmp/dmz-map-apt.log); the browser tests will be skipped."
else
  echo "Chromium was not found and cannot be installed here (not root on Debian); the browser tests will be skipped."
fi
exit 0
