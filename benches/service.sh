#!/usr/bin/env bash
# Load on the service over a store, beside a bare axum route with a constant answer of the same
# size; overload; and memory over many requests. JSON lines on stdout. It needs wrk and curl.
#
#     cargo build --release --workspace --bins
#     target/release/workload --postings 100000 --queries 5 --store STORE > /dev/null
#     benches/service.sh STORE [SECONDS_FOR_EACH] [REQUESTS_FOR_MEMORY] > service.jsonl
#
# The store's vectors are hashed words, which the service has no model for: searches are by words,
# letters and concepts.
set -euo pipefail
cd "$(dirname "$0")/.."
store=$1 seconds=${2:-10} requests=${3:-200000}

processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true' EXIT
service() { # PORT QUEUE
    target/release/kohtaanto-http --no-model --read-only --store "$store" --as-of 2026-11-24 \
        --listen "127.0.0.1:$1" --metrics off --rate-per-minute 0 --queue "$2" --log error &
    processes+=($!)
    curl -sf --retry 60 --retry-connrefused --retry-delay 1 -o /dev/null "127.0.0.1:$1/readyz"
}
load() { # PORT CONNECTIONS SECONDS LABEL KIND
    wrk -t "$(($2 < 2 ? $2 : 2))" -c "$2" -d "$3s" --timeout 60s -s benches/service.lua \
        "http://127.0.0.1:$1" -- "$4" "$5" | grep '^{'
}
memory() { # PROCESS REQUESTS
    awk -v n="$2" '/^VmRSS/ {rss=$2} /^RssAnon/ {anon=$2} END {printf "{\"workload\":\"memory\"," \
        "\"after_requests\":%d,\"resident_mib\":%.1f,\"anonymous_mib\":%.1f}\n", n, rss/1024, anon/1024}' \
        "/proc/$1/status"
}

printf '{"workload":"machine","processors":%s,"load_before":%s}\n' "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
service 8091 256
served=$!
bytes=$(curl -s "127.0.0.1:8091/api/v1/search?limit=20&text=kokki&place=167" | wc -c)
printf '{"workload":"answer","bytes":%s}\n' "$bytes"
target/release/bare 127.0.0.1:8092 "$bytes" 2>/dev/null &
processes+=($!)

load 8091 4 3 warming place >/dev/null
for connections in 1 16 128; do
    load 8092 "$connections" "$seconds" "bare, $connections connections" bare
    load 8091 "$connections" "$seconds" "search in one municipality, $connections connections" place
    load 8091 "$connections" "$seconds" "search, no condition, $connections connections" all
done

# Overload: the default queue, and four times as many connections as it takes.
service 8093 64
load 8093 256 "$seconds" "overload, 256 connections, queue of 64" place
sleep 1
after=$(curl -s -o /dev/null -w '%{http_code}' "127.0.0.1:8093/api/v1/search?text=kokki")
printf '{"workload":"after overload","status":%s}\n' "$after"

# Memory: of the service that has been under load from the start.
sent=0
memory "$served" 0
while [ "$sent" -lt "$requests" ]; do
    line=$(load 8091 16 20 memory place)
    sent=$((sent + $(sed 's/.*"n":\([0-9]*\).*/\1/' <<<"$line")))
    memory "$served" "$sent"
done
