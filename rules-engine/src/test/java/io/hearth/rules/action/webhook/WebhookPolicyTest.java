package io.hearth.rules.action.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearth.rules.action.QuickActions;
import io.hearth.rules.action.template.InvalidTemplate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookPolicyTest {
    private static WebhookPolicy policy(Map<String, String> settings) {
        return new WebhookPolicy(QuickActions.configured(settings).webhook());
    }

    @Test
    void no_host_is_allowed_unless_it_is_set() {
        assertThatExceptionOfType(InvalidTemplate.class)
                .isThrownBy(() -> policy(Map.of()).check("then[0].webhook.url", "https://hooks.example/x"))
                .withMessageContainingAll("then[0].webhook.url", "hooks.example:443", "allowed-hosts");
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example/x,true",
        "https://HOOKS.example/x?v=${value},true",
        "https://hooks.example:8443/,false",
        "https://other.example:8443/,true",
        "https://other.example/,false",
        "https://any.example:7/,true",
        "https://a.b.below.example/,true",
        "https://below.example/,false",
        "https://evilbelow.example/,false",
        "https://hooks.example.evil.example/,false",
        "http://hooks.example/,false",
        "ftp://hooks.example/,false",
        "https://hooks.example@evil.example/,false"
    })
    void a_host_is_allowed_by_name_and_port(String url, boolean allowed) {
        WebhookPolicy policy = policy(
                Map.of("webhook.allowed-hosts", "hooks.example,other.example:8443,any.example:*,*.below.example"));

        if (allowed) {
            assertThatCode(() -> policy.check("url", url)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(InvalidTemplate.class).isThrownBy(() -> policy.check("url", url));
        }
    }

    @Test
    void http_is_allowed_when_it_is_set() {
        WebhookPolicy policy = policy(Map.of("webhook.allowed-hosts", "hooks.example", "webhook.allow-http", "true"));

        assertThatCode(() -> policy.check("url", "http://hooks.example/")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "224.0.0.1",
                "239.1.1.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.192",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "fec0::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "::ffff:0:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "fd00:ec2::254"
            })
    void what_is_not_public_is_refused(String address) throws UnknownHostException {
        assertThat(policy(Map.of()).allows(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.128.0.1",
                "172.32.0.1",
                "192.169.0.1",
                "2606:4700::1111"
            })
    void what_is_public_is_allowed(String address) throws UnknownHostException {
        assertThat(policy(Map.of()).allows(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void a_network_is_allowed_when_it_is_set_and_no_other() throws UnknownHostException {
        WebhookPolicy policy = policy(Map.of("webhook.allowed-networks", "192.168.1.0/24,::1"));

        assertThat(policy.allows(InetAddress.getByName("192.168.1.77"))).isTrue();
        assertThat(policy.allows(InetAddress.getByName("::ffff:192.168.1.77"))).isTrue();
        assertThat(policy.allows(InetAddress.getByName("::1"))).isTrue();
        assertThat(policy.allows(InetAddress.getByName("192.168.2.1"))).isFalse();
        assertThat(policy.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "fc00::/7,fdff::1,true",
        "fc00::/7,fe80::1,false",
        "fc00::/7,ff02::1,false",
        "fe80::/10,febf::1,true",
        "fe80::/10,ffc0::1,false",
        "10.0.0.0/9,10.127.255.255,true",
        "10.0.0.0/9,10.128.0.0,false",
        "10.1.2.3/8,10.200.0.0,true",
        "0.0.0.0/0,192.168.0.1,true",
        "0.0.0.0/0,fd00::1,false",
        "::/0,fd00::1,true",
        "::/0,10.0.0.1,false"
    })
    void a_network_has_the_addresses_that_begin_as_it_does(String network, String address, boolean has)
            throws UnknownHostException {
        assertThat(Networks.of(java.util.List.of(network)).contains(InetAddress.getByName(address)))
                .isEqualTo(has);
    }

    @Test
    void a_time_that_a_request_may_not_take_is_refused() {
        WebhookPolicy policy = policy(Map.of("webhook.longest-timeout", "1m"));

        assertThatExceptionOfType(InvalidTemplate.class)
                .isThrownBy(() -> policy.checkTimeout("then[0].webhook.timeout", Duration.ofSeconds(61)))
                .withMessageContainingAll("then[0].webhook.timeout", "is 1m1s", "allowed", "up to 1m");
        assertThatCode(() -> policy.checkTimeout("timeout", Duration.ofMinutes(1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost/8", "10.0.0.0/33", "10.0.0.0/x", "", "10.0.0"})
    void a_setting_that_is_no_network_stops_the_start(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> Networks.of(java.util.List.of(network)));
    }

    @Test
    void headers_that_the_request_itself_says_or_that_break_it_are_refused() {
        WebhookPolicy policy = policy(Map.of());

        for (Map<String, String> headers : java.util.List.of(
                Map.of("Host", "x"),
                Map.of("transfer-encoding", "chunked"),
                Map.of("Bad Name", "x"),
                Map.of("X-A", "a\r\nX-B: c"),
                Map.of("X-A", "${nothing}"))) {
            assertThatExceptionOfType(InvalidTemplate.class)
                    .as("%s", headers)
                    .isThrownBy(() -> policy.checkHeaders("then[0].webhook.headers", headers))
                    .withMessageContaining("then[0].webhook.headers");
        }
        assertThatCode(() -> policy.checkHeaders("h", Map.of("Authorization", "Bearer ${reading.token}")))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidTemplate.class).isThrownBy(() -> policy.checkMethod("method", "CONNECT"));
    }
}
