package io.hearth.runtime.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What tests do to their servers, wherever this run has them. */
class RealProcessTest {
    private static final int LONG_MS = 20_000;
    private static final int SHORT_MS = 300;

    @Test
    void a_killed_redis_comes_back_at_its_port_with_all_that_it_had_answered() throws IOException {
        try (RealRedis redis = new RealRedis()) {
            redis.start();
            assertThat(ask(redis, "SET a 1")).isEqualTo("+OK");

            redis.kill();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> connect(redis).close());
            redis.start();

            assertThat(ask(redis, "EXISTS a")).isEqualTo(":1");
        }
    }

    @Test
    void a_stopped_broker_saves_first_what_it_keeps() {
        try (RealBroker broker = new RealBroker()) {
            broker.start();
            Mqtt3BlockingClient client = client(broker);
            client.connect();
            client.publishWith()
                    .topic("kept")
                    .retain(true)
                    .payload("it".getBytes(StandardCharsets.UTF_8))
                    .send();
            client.disconnect();

            broker.stop();

            assertThat(broker.dir().resolve("mosquitto.db")).isNotEmptyFile();
        }
    }

    @Test
    void a_paused_redis_takes_connections_and_answers_when_it_goes_on() throws IOException {
        try (RealRedis redis = new RealRedis()) {
            redis.start();
            redis.pause();
            try (Socket waiting = connect(redis)) {
                waiting.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                waiting.setSoTimeout(SHORT_MS);
                assertThatExceptionOfType(SocketTimeoutException.class)
                        .isThrownBy(() -> waiting.getInputStream().read());

                redis.resume();

                waiting.setSoTimeout(LONG_MS);
                assertThat(line(waiting)).isEqualTo("+PONG");
            }
        }
    }

    @Test
    void a_server_that_ends_at_once_says_what_it_said() {
        try (RealBroker broker = new RealBroker()) {
            broker.also("no_such_setting true");

            assertThatIllegalStateException().isThrownBy(broker::start).withMessageContaining("no_such_setting");
        }
    }

    private static Mqtt3BlockingClient client(RealBroker broker) {
        return MqttClient.builder()
                .useMqttVersion3()
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildBlocking();
    }

    private static String ask(RealRedis redis, String command) throws IOException {
        try (Socket socket = connect(redis)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return line(socket);
        }
    }

    private static Socket connect(RealRedis redis) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", redis.port()), LONG_MS);
        socket.setSoTimeout(LONG_MS);
        return socket;
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = socket.getInputStream().read();
                octet != '\r';
                octet = socket.getInputStream().read()) {
            line.append((char) octet);
        }
        return line.toString();
    }
}
