# shellcheck shell=bash disable=SC2154 # read by stand-in-images.sh, which has what is not here
# What `stand-in-images.sh --brokers` and `--monitoring` make beside the rest. Each image has what compose's files count on: the
# folders, users and programs of the real one.

rabbitmq_image=${RABBITMQ_IMAGE:-rabbitmq:4}
hivemq_image=${HIVEMQ_IMAGE:-hivemq/hivemq-ce:2025.5}
artemis_image=${ARTEMIS_IMAGE:-apache/activemq-artemis:2.44.0}
prometheus_image=${PROMETHEUS_IMAGE:-prom/prometheus:v3.5.0}
# The first Debian with a RabbitMQ that speaks MQTT 5.
newer_suite=trixie
newer_image=hearth-stand-in/debian:$newer_suite

newer_base() { bootstrap "$newer_suite" "$newer_image" rabbitmq-server,prometheus; }

# from_maven FOLDER GOAL OPTION...: Maven's dependency plug-in, into a folder.
from_maven() {
  local into=$1
  shift
  command -v mvn >/dev/null || fail "mvn is missing: apt-get install maven"
  JAVA_HOME=$(jdk_home) mvn -q -B ${MAVEN_REPOSITORY:+"-Dmaven.repo.local=$MAVEN_REPOSITORY"} \
    "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:$1" "-DoutputDirectory=$into" "${@:2}" >"$work/maven.log" 2>&1 || {
    cat "$work/maven.log" >&2
    fail "Maven Central does not answer, or has it no more"
  }
}

# What stands on the stand-in for Java.
on_java() { present "$runtime_image" || { base; make_runtime; }; }

make_rabbitmq() {
  local here
  here=$(context)
  # Debian's own would first become the user rabbitmq.
  cat >"$here/docker-entrypoint.sh" <<'SCRIPT'
#!/bin/bash
export RABBITMQ_CONF_ENV_FILE=/dev/null
exec "/usr/lib/rabbitmq/bin/$@"
SCRIPT
  chmod 755 "$here/docker-entrypoint.sh"
  build "$rabbitmq_image" "$here" <<DOCKERFILE
FROM $newer_image
COPY docker-entrypoint.sh /usr/local/bin/
RUN chown -R 999:999 /var/lib/rabbitmq && chmod 1777 /var/lib/rabbitmq
ENV HOME=/var/lib/rabbitmq
VOLUME /var/lib/rabbitmq
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["rabbitmq-server"]
DOCKERFILE
}

# HiveMQ is on Maven Central as a library only, and without the extension that lets everyone in, which the real image has.
make_hivemq() {
  local here java
  here=$(context)
  java=$(jdk_home)
  from_maven "$here/hivemq/bin/lib" copy-dependencies -f "$folder/../device-service/src/test/brokers/hivemq/pom.xml"
  cat >"$here/Open.java" <<'SOURCE'
import com.hivemq.HiveMQServer;
import com.hivemq.configuration.service.InternalConfigurations;

public class Open {
    public static void main(String[] words) throws Exception {
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(false);
        HiveMQServer.main(words);
    }
}
SOURCE
  "$java/bin/javac" -cp "$here/hivemq/bin/lib/*" -d "$here/classes" "$here/Open.java" 2>"$work/javac.log" || { cat "$work/javac.log" >&2; fail "HiveMQ $hivemq_image is not what it was"; }
  { printf 'Main-Class: Open\nClass-Path:'; (cd "$here/hivemq/bin" && printf ' \n  %s' lib/*.jar); printf '\n'; } >"$here/manifest"
  "$java/bin/jar" --create --file "$here/hivemq/bin/hivemq.jar" --manifest "$here/manifest" -C "$here/classes" .
  mkdir -p "$here"/hivemq/{conf,data,extensions,log}
  chmod 775 "$here"/hivemq/{conf,data,extensions,log}
  build "$hivemq_image" "$here" <<DOCKERFILE
FROM $runtime_image
COPY hivemq/ /opt/hivemq/
ENV HOME=/opt/hivemq
VOLUME /opt/hivemq/data /opt/hivemq/log
WORKDIR /opt/hivemq
USER 10000
DOCKERFILE
}

make_artemis() {
  local here version=${artemis_image##*:}
  here=$(context)
  from_maven "$here" copy "-Dartifact=org.apache.activemq:apache-artemis:$version:tar.gz:bin"
  cat >"$here/docker-run.sh" <<'SCRIPT'
#!/bin/bash
set -e
anonymous=--require-login
[ "${ANONYMOUS_LOGIN,,}" != true ] || anonymous=--allow-anonymous
# shellcheck disable=SC2086 # several words
[ -f etc/broker.xml ] ||
  /opt/activemq-artemis/bin/artemis create --user "$ARTEMIS_USER" --password "$ARTEMIS_PASSWORD" --silent $anonymous $EXTRA_ARGS .
exec ./bin/artemis "$@"
SCRIPT
  chmod 755 "$here/docker-run.sh"
  build "$artemis_image" "$here" <<DOCKERFILE
FROM $runtime_image
ADD apache-artemis-$version-bin.tar.gz /opt/
RUN mv /opt/apache-artemis-$version /opt/activemq-artemis && mkdir /var/lib/artemis-instance && chown 1001:1001 /var/lib/artemis-instance
COPY docker-run.sh /
ENV ARTEMIS_USER=artemis ARTEMIS_PASSWORD=artemis ANONYMOUS_LOGIN=false EXTRA_ARGS="--http-host 0.0.0.0 --relax-jolokia"
VOLUME /var/lib/artemis-instance
WORKDIR /var/lib/artemis-instance
USER 1001
ENTRYPOINT ["/docker-run.sh"]
CMD ["run"]
DOCKERFILE
}

make_prometheus() {
  build "$prometheus_image" "$(context)" <<DOCKERFILE
FROM $newer_image
RUN ln -s /usr/bin/prometheus /usr/bin/promtool /bin/ 2>/dev/null || true
RUN mkdir -p /prometheus && chown 65534:65534 /prometheus
USER 65534
VOLUME /prometheus
WORKDIR /prometheus
ENTRYPOINT ["/bin/prometheus"]
DOCKERFILE
}

make_brokers() {
  if missing "$rabbitmq_image"; then newer_base; make_rabbitmq; fi
  if missing "$hivemq_image"; then on_java; make_hivemq; fi
  if missing "$artemis_image"; then on_java; make_artemis; fi
}

make_monitoring() {
  if missing "$prometheus_image"; then newer_base; make_prometheus; fi
}
