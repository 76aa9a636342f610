#!/bin/sh
# RabbitMQ with its MQTT plug-in on this port, alone, as whoever runs this: the wrapper that Debian has on the PATH would become
# the user rabbitmq, who may not write here. Arguments: port, folder.
set -e
PORT=$1
DIR=$2
FAR=$((PORT > 40000 ? PORT - 20000 : PORT + 20000))
mkdir -p "$DIR"
cat > "$DIR/rabbitmq.conf" <<C
listeners.tcp = none
mqtt.listeners.tcp.1 = 127.0.0.1:$PORT
mqtt.allow_anonymous = true
mqtt.subscription_ttl = 86400000
C
echo '[rabbitmq_mqtt].' > "$DIR/enabled_plugins"
export HOME="$DIR" RABBITMQ_NODENAME="hearth$PORT@localhost" RABBITMQ_MNESIA_BASE="$DIR/mnesia" RABBITMQ_LOG_BASE="$DIR/logs" \
  RABBITMQ_ENABLED_PLUGINS_FILE="$DIR/enabled_plugins" RABBITMQ_CONFIG_FILE="$DIR/rabbitmq.conf" RABBITMQ_CONF_ENV_FILE=/dev/null \
  RABBITMQ_PID_FILE="$DIR/pid" RABBITMQ_DIST_PORT=$FAR ERL_EPMD_PORT=$((FAR + 1)) ERL_EPMD_ADDRESS=127.0.0.1
# Erlang's own would be started in the background, and outlive us.
epmd &
exec /usr/lib/rabbitmq/bin/rabbitmq-server
