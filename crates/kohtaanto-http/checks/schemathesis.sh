#!/usr/bin/env bash
# Requests made from the description by schemathesis, against a running demo: without a token and
# with one of each role. Fails on any 5xx, on a status or content type that is not documented, on
# an answer that does not fit its schema, and on wrong requests that are taken.
#
#     cargo build --release --workspace --bin kohtaanto-http
#     crates/kohtaanto-http/checks/schemathesis.sh [CASES_FOR_AN_OPERATION]
#
# It needs Python 3 with pip, and puts what it installs into a temporary folder. The same seed makes
# the same requests. The demo is by words only, so that the time goes to the requests.
set -euo pipefail
cd "$(dirname "$0")/../../.."

version=4.32.5
cases=${1:-20}
seed=20261124
binary=$(realpath "${KOHTAANTO_HTTP_BINARY:-target/release/kohtaanto-http}")

folder=$(mktemp -d)
trap '[ -z "${service:-}" ] || kill "$service"; rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "schemathesis==$version"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$binary" --demo --no-model --listen "127.0.0.1:$port" --metrics off --rate-per-minute 0 --log warn \
    >"$folder/tokens" 2>"$folder/log" &
service=$!
url="http://127.0.0.1:$port"
for _ in $(seq 300); do
    python3 -c "import urllib.request as r; r.urlopen('$url/healthz')" 2>/dev/null && break
    sleep 0.2
done

# What is right by the schema may still not hold: a place that is not there, a day before another.
# The service says so with 400 (parameters) or 422 (fields), which is a documented answer.
cat >"$folder/schemathesis.toml" <<'TOML'
[checks]
positive_data_acceptance.expected-statuses = ["2xx", "400", "401", "403", "404", "406", "409", "412", "422"]

# With ?partial=true an upload whose lines are refused is answered 200, and the answer counts them:
# that a wrong body is not refused as a whole is what the parameter asks. hooks.py checks the counts.
[[operations]]
include-path = ["/api/v1/opportunities", "/api/v1/candidates"]
checks.negative_data_rejection.enabled = false
TOML

# An upload is lines of JSON: schemathesis makes one object, which is sent as one line.
cat >"$folder/hooks.py" <<'PYTHON'
import json
import schemathesis

@schemathesis.serializer("application/x-ndjson")
def line(_context, value):
    return json.dumps(value).encode()

@schemathesis.check
def refused_lines_are_counted(_context, response, case):
    uploads = ("/api/v1/opportunities", "/api/v1/candidates")
    if case.method == "POST" and case.path in uploads and response.status_code == 200:
        counts = response.json()
        partial = "partial=true" in (response.request.url or "")
        assert counts["accepted"] + counts["refused"] == 1, counts
        assert partial or counts["refused"] == 0, counts
PYTHON
export SCHEMATHESIS_HOOKS=hooks PYTHONPATH="$folder"
cd "$folder"

failed=0
for role in nobody advisor employer service; do
    echo "== $role =="
    headers=()
    secret=$(sed -n "s/^$role: //p" tokens)
    [ -z "$secret" ] || headers=(--header "Authorization: Bearer $secret")
    venv/bin/schemathesis run \
        "$url/api/v1/openapi.json" --seed "$seed" --max-examples "$cases" \
        --generation-database none --continue-on-failure --no-color \
        --request-timeout 30 --suppress-health-check all "${headers[@]}" || failed=1
done
echo "== log of the service =="
cat log
if grep -q 'panicked at' log; then failed=1; fi
exit $failed
