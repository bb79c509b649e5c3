#!/usr/bin/env bash
# Writes requirements.lock and requirements-dev.lock: every package of requirements.txt and
# requirements-dev.txt and all that they need, with one version and its hashes, for every system.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=${UV:-uv}
options=(--universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11
         --no-annotate --quiet "$@")
# setuptools builds the project itself, once, from what is locked.
printf 'setuptools>=77\n' | "$uv" pip compile requirements.txt - "${options[@]}" --output-file requirements.lock
"$uv" pip compile requirements-dev.txt --constraint requirements.lock "${options[@]}" --output-file requirements-dev.lock
