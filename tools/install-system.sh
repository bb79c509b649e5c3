#!/usr/bin/env bash
# Installs what tests need from the system: Chromium and a Korean font for the browser tests,
# PostgreSQL with PostGIS and ogrinfo for those of the store, nginx for a path below it; with FIREFOX=1 also Firefox.
# Only as root on Debian and its kin; elsewhere it says what will be skipped.
set -u
export DEBIAN_FRONTEND=noninteractive
log=/tmp/dmz-map-apt.log

install() { # what it is for, then the packages
  what=$1; shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $what ..."
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1 && return
    echo "$what could not be installed (see $log); its tests will be skipped."
  else
    echo "$what was not found and cannot be installed here (not root on Debian); its tests will be skipped."
  fi
}

command -v chromium >/dev/null 2>&1 \
  || install "Chromium with a Korean font" chromium fonts-noto-cjk
ls /usr/lib/postgresql/*/bin/pg_ctl /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1 \
  || install "PostgreSQL with PostGIS" postgresql postgis postgresql-15-postgis-3
[ -z "${FIREFOX:-}" ] || command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 \
  || install "Firefox" firefox-esr
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || install "nginx" nginx-light
command -v ogrinfo >/dev/null 2>&1 || install "ogrinfo" gdal-bin
exit 0
