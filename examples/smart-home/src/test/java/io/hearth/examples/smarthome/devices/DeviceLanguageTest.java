package io.hearth.examples.smarthome.devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.examples.Broker;
import io.hearth.examples.smarthome.house.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLanguageTest {
    @Test
    void orders_are_read_as_the_boiler_gets_them() {
        assertThat(Orders.parse("{\"mode\":\"heat\",\"target\":23}")).isEqualTo(new Order.Heat(23));
        assertThat(Orders.parse("{\"mode\":\"heat\"}")).isEqualTo(new Order.Heat(21));
        assertThat(Orders.parse("{\"mode\":\"off\"}")).isEqualTo(new Order.Off());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "heat",
                "[]",
                "null",
                "{}",
                "{\"mode\":\"cook\"}",
                "{\"mode\":\"heat\",\"target\":\"23\"}",
                "{\"mode\":\"heat\",\"target\":99}"
            })
    void an_order_that_makes_no_sense_is_refused(String payload) {
        assertThatThrownBy(() -> Orders.parse(payload)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"18.5,18.5", "20,20", "-3.25,-3.25", "' 19.0 ',19"})
    void a_temperature_is_a_bare_number(String payload, double celsius) {
        assertThat(Thermometer.parse(payload)).contains(celsius);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "warm", "{\"value\":18.5}", "1e9", "-51", "18,5", "안녕하세요"})
    void what_no_room_can_have_is_not_a_temperature(String payload) {
        assertThat(Thermometer.parse(payload)).isEmpty();
    }

    @Test
    void an_own_message_that_comes_back_is_known_and_another_one_is_not() {
        Echoes echoes = new Echoes();
        echoes.sent("20.1");
        echoes.sent("20.0");

        assertThat(echoes.isOwn("18.5")).isFalse();
        assertThat(echoes.isOwn("20.1")).isTrue();
        assertThat(echoes.isOwn("20.0")).isTrue();
        assertThat(echoes.isOwn("20.0")).isFalse();
    }

    @Test
    void what_was_under_way_on_a_lost_connection_is_not_awaited() {
        Echoes echoes = new Echoes();
        echoes.sent("20.1");

        echoes.forget();

        assertThat(echoes.isOwn("20.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"localhost:1884,localhost,1884", "broker,broker,1883", "[::1]:1885,::1,1885", "[::1],::1,1883"})
    void a_broker_is_a_host_and_perhaps_a_port(String text, String host, int port) {
        assertThat(Broker.of(text)).isEqualTo(new Broker(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1883", "broker:", "broker:mqtt", "broker:0", "broker:65536"})
    void a_broker_that_cannot_be_is_refused(String text) {
        assertThatThrownBy(() -> Broker.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
