package io.hearth.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Helm says after an installation can be done. */
class NotesTest {
    private static final Pattern FORWARDED = Pattern.compile("port-forward svc/(\\S+)((?: [0-9]+)+)");

    static List<String> cases() {
        return Chart.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePortsThatArePassedOnAreThere(String name) {
        assertThat(FORWARDED.matcher(Chart.notes(name)).results()).isNotEmpty().allSatisfy(found -> {
            var ports = Chart.of(name)
                    .find(Service.class, found.group(1))
                    .orElseThrow()
                    .getSpec()
                    .getPorts();
            assertThat(ports)
                    .extracting(port -> port.getPort().toString())
                    .contains(found.group(2).trim().split(" "));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void itSaysHowToTryIt(String name) {
        assertThat(Chart.notes(name)).contains("mosquitto_pub", "-t home/livingroom/temperature -m 18.5");
        assertThat(Chart.notes(name).contains("helm -n edge test home --logs"))
                .isEqualTo(Chart.of(name).find(Pod.class, "home-hearth-test").isPresent());
    }

    @Test
    void aBrokerWithTlsIsTriedWithItsAuthority() {
        assertThat(Chart.notes("external"))
                .contains("mosquitto_pub -h mqtt.example.com -p 8883 -u USER -P PASSWORD --cafile ca.crt");
        assertThat(Chart.notes("users")).doesNotContain("--cafile");
        assertThat(Chart.notes("secure"))
                .contains(
                        "mosquitto_pub -h localhost -p 8883 --cafile ca.crt --cert livingroom.crt --key livingroom.key")
                .contains(
                        "get secret home-hearth-test -o go-template=\"{{index .data \\\"$file\\\" | base64decode}}\"");
    }

    @Test
    void itSaysWhereNobodyIsAskedForAName() {
        assertThat(Chart.notes("small")).contains("nobody is asked for a name");
        assertThat(Chart.notes("secure")).doesNotContainIgnoringCase("nobody is asked");
        assertThat(Chart.notes(Map.of(
                        "ingress.enabled",
                        true,
                        "ingress.host",
                        "h.example.com",
                        "ingress.authentication",
                        "none",
                        "networkPolicy.enabled",
                        false)))
                .contains("h.example.com/core-data/api/v3/ping", "NOBODY IS ASKED FOR A NAME THERE");
    }
}
