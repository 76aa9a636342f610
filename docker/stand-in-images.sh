#!/usr/bin/env bash
# Makes the base images that compose.yaml and the Dockerfile name, from Debian packages and this machine's JDK and Maven,
# for machines where no image registry answers (an air-gapped site, a build machine without a way out).
#
#   docker/stand-in-images.sh             an image that is there stays; a missing one is pulled, or else made
#   docker/stand-in-images.sh --no-pull   does not try to pull
#   docker/stand-in-images.sh --refresh   makes those that it made before again
#   docker/stand-in-images.sh --brokers   also RabbitMQ, HiveMQ CE and Artemis; --monitoring: also Prometheus
#
# Needs docker and, when something must be made: root, mmdebstrap, a JDK 25 and Maven.
set -euo pipefail

folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
redis_image=${REDIS_IMAGE:-redis:8}
mosquitto_image=${MOSQUITTO_IMAGE:-eclipse-mosquitto:2}
runtime_image=${RUNTIME_IMAGE:-eclipse-temurin:25-jre}
build_image=${BUILD_IMAGE:-maven:3-eclipse-temurin-25}
base_image=hearth-stand-in/debian:latest
label=io.hearth.stand-in

pull=yes
refresh=no
brokers=no
monitoring=no
for option in "$@"; do
  case $option in
    --no-pull) pull=no ;;
    --refresh) refresh=yes ;;
    --brokers) brokers=yes ;;
    --monitoring) monitoring=yes ;;
    -h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "stand-in-images: '$option' is not an option; allowed: --no-pull, --refresh, --brokers, --monitoring" >&2; exit 2 ;;
  esac
done

say() { printf 'stand-in-images: %s\n' "$*"; }
fail() { printf 'stand-in-images: %s\n' "$*" >&2; exit 1; }

present() { docker image inspect "$1" >/dev/null 2>&1; }
ours() { [ "$(docker image inspect --format "{{index .Config.Labels \"$label\"}}" "$1" 2>/dev/null)" = true ]; }

missing() {
  local image=$1
  if present "$image"; then
    if [ "$refresh" = yes ] && ours "$image"; then return 0; fi
    say "$image is here"
    return 1
  fi
  if [ "$pull" = yes ]; then
    if timeout "${PULL_TIMEOUT:-60}" docker pull -q "$image" >/dev/null 2>&1; then
      say "$image was pulled"
      return 1
    fi
    # One registry answers for all of them, or for none.
    pull=no
    say "no registry answers for $image: making the bases here"
  fi
  return 0
}

work=
cleanup() { [ -z "$work" ] || rm -rf "$work"; }
trap cleanup EXIT
workdir() { [ -n "$work" ] || work=$(mktemp -d "${TMPDIR:-/var/tmp}/stand-in.XXXXXX"); }

# bootstrap SUITE IMAGE PACKAGES: Debian with these packages, unless it was made before.
bootstrap() {
  local suite=$1 image=$2 packages=$3
  if present "$image" && { [ "$refresh" = no ] || [ "$image" = "${fresh:-}" ]; }; then return; fi
  command -v mmdebstrap >/dev/null || fail "mmdebstrap is missing: apt-get install mmdebstrap"
  [ "$(id -u)" = 0 ] || fail "making a base image needs root: sudo $0"
  workdir
  say "bootstrapping Debian $suite (about half a minute)"
  mmdebstrap --quiet --variant=minbase --include="$packages,ca-certificates,tzdata" \
    --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    "$suite" "$work/base.tar"
  docker import --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'ENV LANG=C.UTF-8' --change "LABEL $label=true" "$work/base.tar" "$image" >/dev/null
  rm -f "$work/base.tar"
  fresh=$image
}

# One serves all: half a minute is spent once.
base() {
  # shellcheck source=/dev/null
  bootstrap "$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")" "$base_image" redis-server,mosquitto,mosquitto-clients
}

# build TAG CONTEXT < Dockerfile
build() {
  local log
  workdir
  log=$work/build.log
  cat >"$2/Dockerfile"
  DOCKER_BUILDKIT=0 docker build -t "$1" --label "$label=true" "$2" >"$log" 2>&1 || {
    cat "$log" >&2
    fail "could not make $1"
  }
  say "$1 made"
}

context() { workdir; mktemp -d "$work/context.XXXXXX"; }

# java 25 as the image's names promise, else the newest that is here (then the build must be told its release).
jdk_home() {
  local best='' best_version=0 home version
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
    if [ ! -x "$home/bin/javac" ] || [ ! -r "$home/release" ]; then continue; fi
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    [ -n "$version" ] || continue
    if [ "$version" = 25 ]; then echo "$home"; return; fi
    if [ "$version" -gt "$best_version" ]; then best=$home; best_version=$version; fi
  done
  [ -n "$best" ] || fail "no JDK here to copy: install one, or set JAVA_HOME"
  say "no JDK 25 here, $runtime_image gets Java $best_version" >&2
  echo "$best"
}

copy_jdk() {
  local home=$1 into=$2 cacerts
  mkdir -p "$into/openjdk" "$into/ssl"
  tar -C "$home" --exclude=./lib/src.zip --exclude=./jmods --exclude=./demo --exclude=./man -cf - . | tar -C "$into/openjdk" -xf -
  # A packaged JDK has links out of its own tree: its trust store, and on Debian its configuration.
  find "$into/openjdk" -type l -print0 | while IFS= read -r -d '' link; do
    case $(readlink "$link") in
      /*) cp --remove-destination -rL "$home/${link#"$into/openjdk/"}" "$link" 2>/dev/null || rm -f "$link" ;;
    esac
  done
  [ -f "$into/openjdk/lib/security/cacerts" ] || fail "$home has no trust store (lib/security/cacerts)"
  cacerts=/etc/ssl/certs/ca-certificates.crt
  if [ -f "$cacerts" ]; then cp -L "$cacerts" "$into/ssl/"; else : >"$into/ssl/ca-certificates.crt"; fi
}

make_redis() {
  build "$redis_image" "$(context)" <<DOCKERFILE
FROM $base_image
RUN mkdir -p /data && chown 999:999 /data
WORKDIR /data
EXPOSE 6379
CMD ["redis-server"]
DOCKERFILE
}

make_mosquitto() {
  build "$mosquitto_image" "$(context)" <<DOCKERFILE
FROM $base_image
RUN mkdir -p /mosquitto/config /mosquitto/data /mosquitto/log && chown -R 1883:1883 /mosquitto
EXPOSE 1883
CMD ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"]
DOCKERFILE
}

make_runtime() {
  local here home
  here=$(context)
  home=$(jdk_home)
  copy_jdk "$home" "$here"
  build "$runtime_image" "$here" <<DOCKERFILE
FROM $base_image
COPY ssl/ /etc/ssl/certs/
COPY openjdk/ /opt/java/openjdk/
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
DOCKERFILE
}

# With what Maven has already fetched, so that a build inside starts warm; our own modules are not taken along.
make_build() {
  local here maven repository
  here=$(context)
  command -v mvn >/dev/null || fail "mvn is missing: apt-get install maven"
  maven=$(JAVA_HOME=$(jdk_home) mvn -B -Dstyle.color=never -v | sed -n 's/^Maven home: //p')
  repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
  cp -rL "$maven" "$here/maven"
  mkdir -p "$here/m2/repository"
  [ ! -f "$HOME/.m2/settings.xml" ] || cp "$HOME/.m2/settings.xml" "$here/m2/"
  [ ! -d "$repository" ] || tar -C "$repository" --exclude=./io/hearth -cf - . | tar -C "$here/m2/repository" -xf -
  build "$build_image" "$here" <<DOCKERFILE
FROM $runtime_image
COPY maven/ /usr/share/maven/
COPY m2/ /root/.m2/
RUN ln -s /usr/share/maven/bin/mvn /usr/bin/mvn
ENV MAVEN_HOME=/usr/share/maven MAVEN_CONFIG=/root/.m2
CMD ["mvn"]
DOCKERFILE
}

docker version >/dev/null 2>&1 || fail "no Docker engine answers (docker version): start dockerd, or see docker/README.md"

if missing "$redis_image"; then base; make_redis; fi
if missing "$mosquitto_image"; then base; make_mosquitto; fi
if missing "$runtime_image"; then base; make_runtime; fi
if missing "$build_image"; then
  # The stand-in for Maven stands on the stand-in for Java.
  present "$runtime_image" || { base; make_runtime; }
  make_build
fi

if [ "$brokers$monitoring" != nono ]; then
  # shellcheck source=docker/stand-in-brokers.sh
  . "$folder/stand-in-brokers.sh"
  [ "$brokers" = no ] || make_brokers
  [ "$monitoring" = no ] || make_monitoring
fi
