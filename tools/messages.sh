#!/usr/bin/env bash
# Brings the catalogues of translations up to the code: a new message comes in without a
# translation, a message that nothing says any more goes. Tests name what lacks a translation.
set -euo pipefail
cd "$(dirname "$0")/.."
pybabel=${PYBABEL:-.venv/bin/pybabel}
template=$(mktemp)
trap 'rm -f "$template"' EXIT
"$pybabel" -q extract --no-default-keywords --keywords="_ translate ngettext:1,2" --add-location=file --width=100 \
  --output-file="$template" dmz_map tools/data_messages.py
"$pybabel" -q update --domain=dmz_map --input-file="$template" --output-dir=dmz_map/web/locale \
  --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width=100
