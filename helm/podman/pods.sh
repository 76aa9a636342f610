# shellcheck shell=bash
# What play, play-secure and play-updates have in common: the pods that the chart makes, run with podman instead of a cluster. They
# source it, after they have set:
#
#   shape    which values: a folder below target/podman, users, secure or updates
#   keep     yes: the pods are left running
#
# Needs podman (Debian 12's 4.3 was tried, with catatonit, runc, netavark, aardvark-dns), docker with the images, Maven and a
# JDK 25 unless the pods were rendered already; and root, as podman's network does. PATIENCE is how many seconds all pods may take
# to be ready (300), and how long play-updates waits for what is to come after an update (120). With another podman they try nothing, say so, and end with 3.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
me=$(basename "$0")
# shellcheck disable=SC2154 # set by who sources this
pods=$here/../target/podman/$shape
network=hearth-helm
release=home-hearth
patience=${PATIENCE:-300}

step() { printf '\n-- %s\n' "$*"; }
ok() { printf '   ok: %s\n' "$*"; }
fail() { printf '   FAILED: %s\n' "$*" >&2; exit 1; }

for tool in podman docker mosquitto_pub mosquitto_sub mosquitto_passwd openssl curl; do
  command -v "$tool" >/dev/null || fail "$tool is missing: apt-get install podman catatonit runc netavark aardvark-dns docker.io mosquitto mosquitto-clients openssl curl"
done
case $(podman --version) in
  *" 4.3."*) ;;
  *) echo "$me: NOT TRIED: $(podman --version) is here, and this was made for 4.3, which takes Secrets in a way of its own" >&2; exit 3 ;;
esac

work=$(mktemp -d "${TMPDIR:-/tmp}/hearth-helm.XXXXXX")
cat >"$work/containers.conf" <<'TOML'
[engine]
runtime = "runc"
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=4096:4096"]
TOML
export CONTAINERS_CONF=$work/containers.conf

# Only what this made, in any shape: by the names that the chart gives.
remove() {
  local name
  while IFS=$'\t' read -r name _; do
    # An update of a Deployment makes others beside those that there are.
    for name in "$name" "${name%-*}-next-${name##*-}"; do
      podman pod rm -f -t 10 "$name" || true
      podman volume rm -f "data-$name" "tmp-$name" || true
    done
  done < <(cat "$pods"/../*/pods.tsv)
  # Each volume of a Secret or a ConfigMap is one of podman's too.
  for name in $(cut -f 1 "$pods"/../*/secrets.tsv | sort -u) hearth-broker hearth-redis; do
    podman volume rm -f "$name" || true
    podman secret rm "$name" || true
  done
  podman volume rm -f "$release-broker" "$release-redis" "$release-rules-engine-rules" \
    "$release-device-service-profiles" "$release-device-service-devices" || true
  podman network rm -f "$network" || true
} >/dev/null 2>&1

cleanup() {
  local code=$?
  trap - EXIT INT TERM
  # 3 says that nothing was tried, and curl ends with it too.
  [ "$code" != 3 ] || code=1
  if [ "$code" != 0 ] && [ -f "$pods/pods.tsv" ]; then
    while IFS=$'\t' read -r name _; do
      printf '\n== %s\n' "$name" >&2
      podman pod logs --tail 15 "$name" 2>&1 | cut -c 1-300 >&2 || true
    done <"$pods/pods.tsv"
  fi
  # shellcheck disable=SC2154 # as shape is
  [ "$keep" = yes ] || remove
  rm -rf "$work"
  exit "$code"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

rendered() {
  step "the chart is rendered"
  if [ ! -f "$pods/pods.tsv" ] || [ -n "$(find "$here/../hearth" "$here"/*.yaml -newer "$pods/pods.tsv" -print -quit)" ]; then
    (cd "$here/../.." && mvn -q -B ${MAVEN_OPTIONS:+"$MAVEN_OPTIONS"} -pl helm -am test -Dtest=PodmanPodsTest -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip) ||
      fail "the pods were not rendered"
  fi
  ok "$(wc -l <"$pods/pods.tsv") pods"
}

images() {
  local image images
  step "images"
  REDIS_IMAGE=$(awk -F'\t' '$2 ~ /^redis:/ {print $2}' "$pods/pods.tsv")
  MOSQUITTO_IMAGE=$(awk -F'\t' '$2 ~ /mosquitto:/ {print $2}' "$pods/pods.tsv")
  export REDIS_IMAGE MOSQUITTO_IMAGE
  "$here/../../docker/stand-in-images.sh" | sed 's/^/   /'
  mapfile -t images < <(cut -f 2 "$pods/pods.tsv" | sort -u)
  for image in "${images[@]}"; do
    case $image in
      hearth/*) docker tag "${image%:*}:${HEARTH_VERSION:-latest}" "$image" || fail "no ${image%:*} in Docker: ./hearth images" ;;
    esac
  done
  docker save "${images[@]}" | podman load -q >"$work/load.log" 2>&1 || { cat "$work/load.log" >&2; fail "podman did not take the images"; }
  ok "carried over from Docker: ${images[*]}"
}

# secrets FOLDER: podman's Secrets for the pods' volumes, from FOLDER/<Secret>/<key>.
secrets() {
  local volume secret key path
  while IFS=$'\t' read -r volume secret key path; do
    [ -n "$volume" ] || continue
    [ -s "$work/volume-$volume" ] || printf 'apiVersion: v1\nkind: Secret\nmetadata: { name: %s }\ndata:\n' "$volume" >"$work/volume-$volume"
    # A value need not end in a newline.
    { printf '  %s: |\n' "$path"; sed 's/^/    /' "$1/$secret/$key"; printf '\n'; } >>"$work/volume-$volume"
  done <"$pods/secrets.tsv"
  for volume in "$work"/volume-*; do podman secret create "${volume##*/volume-}" "$volume" >/dev/null; done
}

play() {
  local alias=
  [ "$2" = - ] || alias=:alias=$2
  podman kube play --quiet --network "$network$alias" "$pods/$1.yaml" >"$work/play.log" 2>&1 </dev/null || { cat "$work/play.log" >&2; fail "podman did not take $1"; }
}

address() {
  podman inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$(podman pod inspect "$1" --format '{{.InfraContainerID}}')"
}

# at POD PORT: an address of the first replica.
at() { echo "$(address "$release-$1-0"):$2"; }

# ready: waits until all pods say so.
ready() {
  local name ready until=$((SECONDS + patience))
  while IFS=$'\t' read -r name _ _ ready _ <&3; do
    case $ready in
      */*)
        until curl -fsS -m 5 -o /dev/null "http://$(address "$name"):$ready" 2>/dev/null; do
          [ "$SECONDS" -lt "$until" ] || { curl -sS -m 5 "http://$(address "$name"):$ready" >&2 || true; fail "$name is not ready after $patience s"; }
          sleep 1
        done
        ok "$name"
        ;;
    esac
  done 3<"$pods/pods.tsv"
}

# until_is WHAT EXPECTED COMMAND...: asks again until the answer is the expected one; the last answer is told if it never is.
until_is() {
  local what=$1 expected=$2 answer='' end=$((SECONDS + 60))
  shift 2
  while [ $SECONDS -lt $end ]; do
    answer=$("$@" 2>/dev/null) || true
    if [ "$answer" = "$expected" ]; then ok "$what: $answer"; return; fi
    sleep 0.5
  done
  fail "$what: expected $expected, got '$answer'"
}

started() {
  local name service
  step "every pod is started, and becomes ready"
  while IFS=$'\t' read -r name _ service _ <&3; do
    [ "$name" = "$release-test" ] || play "$name" "$service"
  done 3<"$pods/pods.tsv"
  ready
}

smart_home() {
  play "$release-test" -
  local code
  code=$(timeout 300 podman wait "$release-test-smart-home") || fail "helm test did not end"
  podman logs "$release-test-smart-home" 2>&1 | grep -F '**' | sed 's/^/   /' || true
  [ "$code" = 0 ] || fail "helm test ended with $code"
  podman pod rm -f "$release-test" >/dev/null
  ok "helm test: 0"
}
