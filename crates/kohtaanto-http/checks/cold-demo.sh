#!/usr/bin/env bash
# How soon an advisor gets a first useful result from a cold `--demo`: seconds from the command to
# the first answer, and of each step after it. The clicks are those of a person: the service's first
# page is *Haku*, from there one click leads to *Asiakas*, and matches follow the typing.
#
#     cargo build --release --workspace --bin kohtaanto-http
#     crates/kohtaanto-http/checks/cold-demo.sh [--no-model]
set -euo pipefail
cd "$(dirname "$0")/../../.."
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
now() { date +%s.%N; }
since() { awk -v from="$1" -v to="$(now)" -v what="$2" 'BEGIN {printf "%-44s %6.2f s\n", what, to - from}'; }

start=$(now)
target/release/kohtaanto-http --demo "$@" --listen "127.0.0.1:$port" --metrics off --log error >/dev/null &
trap 'kill $!' EXIT
until curl -sf -o /dev/null "127.0.0.1:$port/readyz"; do sleep 0.05; done
since "$start" "from the command to the first answer"

at=$(now)
curl -sfL -o /dev/null "127.0.0.1:$port/"
since "$at" "0 clicks: the first page, Haku"
at=$(now)
page=$(curl -sf "127.0.0.1:$port/fi/haku?q=siivooja+Lieksa")
since "$at" "0 clicks: a search"
grep -q 'value="siivooja Lieksa"' <<<"$page"
grep -q 'class="card' <<<"$page"
at=$(now)
curl -sf -o /dev/null "127.0.0.1:$port/fi/asiakas"
since "$at" "1 click: Asiakas"
at=$(now)
told='Olin kahdeksan vuotta lähihoitajana kotihoidossa Lieksassa. Minulla on hygieniapassi ja B-ajokortti.'
curl -sf "127.0.0.1:$port/fi/asiakas/osa" -H 'sec-fetch-site: same-origin' --data-urlencode "text=$told" |
    grep 'class="card' >/dev/null
since "$at" "no click: matches for what is told"
since "$start" "all of it, without the typing"
