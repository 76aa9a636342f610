package io.hearth.command.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://broker:1884, 1884, false, false",
        "mqtt://broker, 1883, false, false",
        "ssl://broker, 8883, true, false",
        "tls://broker:9, 9, true, false",
        "mqtts://broker, 8883, true, false",
        "ws://broker, 80, false, true",
        "wss://broker, 443, true, true"
    })
    void an_address_is_read_as_edgex_writes_it(String url, int port, boolean tls, boolean webSockets) {
        ExternalAddress address = ExternalAddress.of(url);

        assertThat(address).isEqualTo(new ExternalAddress("broker", port, tls, webSockets, "mqtt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://broker:1884", "mqtt://broker:1884", "ws://broker:1884"})
    void an_address_in_the_clear_is_refused_where_encryption_is_asked_for(String url) {
        ExternalAddress address = ExternalAddress.of(url);

        address.check(url, false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.check(url, true))
                .withMessageContaining("hearth.command.external.tls.enabled is 'true'")
                .withMessageContaining("hearth.command.external.url is '" + url + "'")
                .withMessageContaining("allowed with it are ssl");
        ExternalAddress.of("ssl://broker").check("ssl://broker", true);
    }

    @Test
    void web_sockets_have_a_path() {
        assertThat(ExternalAddress.of("wss://broker/my/mqtt").path()).isEqualTo("my/mqtt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker:1883", "http://broker", "tcp://", "", "tcp://bro ker"})
    void what_is_no_address_is_refused_by_the_name_of_the_setting(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExternalAddress.of(url))
                .withMessageContaining("hearth.command.external.url")
                .withMessageContaining("'" + url + "'");
    }
}
