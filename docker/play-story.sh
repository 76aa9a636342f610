#!/usr/bin/env bash
# Plays the story of the smart home against the running containers, from outside: MQTT and HTTP at the published ports.
#
#   docker/compose up -d --build && docker/play-story.sh          about half a minute
#   docker/play-story.sh --loop                                   and then the simulated house, until its loop has closed
#
# Needs mosquitto_pub, mosquitto_sub and curl. Ends with 0 when everything was as it must be, else with 1 and what was not.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
host=${HEARTH_HOST:-localhost}
mqtt=${MQTT_PORT:-1883}
data=http://$host:${CORE_DATA_PORT:-59880}
metadata=http://$host:${CORE_METADATA_PORT:-59881}
command=http://$host:${CORE_COMMAND_PORT:-59882}
device=http://$host:${DEVICE_SERVICE_PORT:-59982}
rules=http://$host:${RULES_ENGINE_PORT:-59720}
patience=${PATIENCE:-120}

loop=no
case ${1:-} in
  '') ;;
  --loop) loop=yes ;;
  *) echo "play-story: '$1' is not an option; allowed: --loop" >&2; exit 2 ;;
esac

step() { printf '\n-- %s\n' "$*"; }
ok() { printf '   ok: %s\n' "$*"; }
fail() { printf '   FAILED: %s\n' "$*" >&2; exit 1; }

for tool in mosquitto_pub mosquitto_sub curl; do
  command -v "$tool" >/dev/null || fail "$tool is missing: apt-get install mosquitto-clients curl"
done

publish() {
  printf '   mosquitto_pub -t %s -m %s\n' "$1" "$2"
  mosquitto_pub -h "$host" -p "$mqtt" -q 1 -t "$1" -m "$2" || fail "the broker at $host:$mqtt did not take it"
}

control() { mosquitto_sub -h "$host" -p "$mqtt" -t home/boiler/control -C 1 -W 2 2>/dev/null || true; }

# until_is WHAT EXPECTED COMMAND...: asks again until the answer is the expected one; the last answer is told if it never is.
until_is() {
  local what=$1 expected=$2 answer='' end=$((SECONDS + 30))
  shift 2
  while [ $SECONDS -lt $end ]; do
    answer=$("$@") || true
    if [ "$answer" = "$expected" ]; then
      ok "$what: $answer"
      return
    fi
    sleep 0.3
  done
  fail "$what: expected $expected, got '$answer'"
}

# The newest value of a resource, as a plain number or word: 18.5, whether written 18.5 or 1.85e+01.
reading() {
  local value
  value=$(curl -fsS -m 5 "$data/api/v3/reading/device/name/$1/resourceName/$2?limit=1" |
    sed -n 's/.*"value":"\{0,1\}\([^",}]*\).*/\1/p')
  case $value in
    true | false | '') printf '%s' "$value" ;;
    *) awk -v v="$value" 'BEGIN { printf "%.10g", v + 0 }' ;;
  esac
}

# Which container runs since when: a service that died and came back must not pass for one that works.
running_since() {
  "$here/compose" ps -q | while read -r id; do
    docker inspect --format '{{.Name}} since {{.State.StartedAt}}' "$id"
  done | sort
}

step "every service is ready"
for at in "$metadata" "$data" "$command" "$device" "$rules"; do
  until curl -fsS -m 5 -o /dev/null "$at/q/health/ready" 2>/dev/null; do
    if [ $SECONDS -ge "$patience" ]; then
      curl -sS -m 5 "$at/q/health/ready" >&2 || true
      fail "$at is not ready after $patience s"
    fi
    sleep 0.5
  done
  ok "$at"
done

since=$(running_since)

step "the smart home is loaded"
"$here/compose" --profile demo run --rm -T smart-home \
  --mqtt mosquitto:1883 --metadata http://core-metadata:59881 --rules http://rules-engine:59720 --load-only </dev/null ||
  fail "the profiles, devices and rules were not taken"
for name in livingroom bedroom boiler; do
  curl -fsS -m 5 -o /dev/null "$metadata/api/v3/device/name/$name" || fail "core-metadata does not know $name"
done
ok "core-metadata knows livingroom, bedroom and boiler"

step "the living room is warm, then cold: the boiler is told to heat"
# Warm first: a rule that a former run left in its cold state comes out of it. Published once, and at once: a service that
# says it is ready and has not subscribed loses it.
publish home/livingroom/temperature 21.5
until_is "core-data has the reading" 21.5 reading livingroom temperature
publish home/livingroom/temperature 18.5
until_is "home/boiler/control" '{"mode":"heat","target":23}' control
until_is "core-data has the reading" 18.5 reading livingroom temperature

step "the boiler reports"
publish home/boiler/status '{"current":22.5,"heating":true}'
until_is "current" 22.5 reading boiler current
until_is "heating" true reading boiler heating

step "a person turns the boiler off"
printf '   curl -X PUT %s/api/v3/device/name/boiler/control -d {"mode":"off"}\n' "$command"
status=$(curl -sS -m 10 -o /dev/null -w '%{http_code}' -X PUT -H 'Content-Type: application/json' \
  -d '{"mode":"off"}' "$command/api/v3/device/name/boiler/control") || fail "core-command did not answer"
[ "$status" = 200 ] || fail "core-command answered $status"
ok "core-command answered 200"
until_is "home/boiler/control" '{"mode":"off"}' control

step "bad input does no harm"
publish home/livingroom/temperature 'not a number'
publish home/livingroom/temperature 19.25
until_is "core-data has the next good reading" 19.25 reading livingroom temperature

if [ "$loop" = yes ]; then
  step "the simulated house: cold, heat, warm, off, and cold again"
  "$here/compose" --profile demo run --rm -T smart-home \
    --mqtt mosquitto:1883 --metadata http://core-metadata:59881 --rules http://rules-engine:59720 --once </dev/null ||
    fail "the loop did not close"
fi

step "nothing died meanwhile"
now=$(running_since)
if [ "$since" != "$now" ]; then
  diff <(printf '%s\n' "$since") <(printf '%s\n' "$now") >&2 || true
  fail "a container was stopped and started while the story was played"
fi
ok "every container runs since before the story"

printf '\nThe story was played: everything as it must be, in %s s.\n' "$SECONDS"
