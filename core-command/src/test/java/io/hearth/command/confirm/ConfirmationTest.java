package io.hearth.command.confirm;

import static io.hearth.command.Put.put;
import static io.hearth.command.ScriptedDeviceService.done;
import static io.hearth.command.ScriptedDeviceService.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.hearth.command.WithExternalBroker;
import io.hearth.command.WithMetadata;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
@QuarkusTestResource(WithExternalBroker.class)
class ConfirmationTest {
    private Valve valve;

    @BeforeEach
    void far_end() {
        valve = new Valve();
    }

    @AfterEach
    void far_end_gone() {
        valve.close();
    }

    @Test
    void a_write_is_confirmed_when_the_device_shows_it() {
        valve.shows("position", "2.3e+01");

        put(valve.name(), "position?confirm=true", "{\"position\":23}").statusCode(200);

        assertThat(valve.methods()).containsExactly("set", "get");
        assertThat(valve.asked()
                        .getLast()
                        .envelope()
                        .get("queryParams")
                        .get("ds-pushevent")
                        .asText())
                .isEqualTo("false");
        assertThat(valve.asked().getFirst().envelope().has("queryParams")).isFalse();
    }

    @Test
    void a_device_may_take_a_while() {
        AtomicInteger looks = new AtomicInteger();
        valve.shows("position", () -> looks.incrementAndGet() < 4 ? "0" : "23");

        put(valve.name(), "position?confirm=true", "{\"position\":23}").statusCode(200);

        assertThat(looks.get()).isEqualTo(4);
    }

    @Test
    void a_device_that_shows_something_else_is_504_with_what_it_shows() {
        valve.shows("position", "21");

        put(valve.name(), "position?confirm=true", "{\"position\":23}")
                .statusCode(504)
                .body("statusCode", equalTo(504))
                .body("message", containsString("resource 'position' should read '23', and reads '21'"));
    }

    @Test
    void what_a_device_showed_is_told_though_its_last_answer_did_not_come_in_time() {
        AtomicInteger looks = new AtomicInteger();
        valve.answers(asked -> {
            if (Valve.method(asked).equals("set")) {
                return done(asked, "null");
            }
            return looks.incrementAndGet() > 1 ? null : Valve.shown(asked, "position", "21");
        });

        put(valve.name(), "position?confirm=true", "{\"position\":23}")
                .statusCode(504)
                .body("message", containsString("and reads '21'"));
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void a_device_that_cannot_be_read_is_504_with_the_reason() {
        valve.answersReads(asked -> refused(asked, 500, "mute"));

        put(valve.name(), "position?confirm=true", "{\"position\":23}")
                .statusCode(504)
                .body("message", containsString("mute"));
    }

    @Test
    void what_cannot_be_read_back_is_400_and_the_command_goes_nowhere() {
        put(valve.name(), "blind?confirm=true", "{\"blind\":\"x\"}")
                .statusCode(400)
                .body("message", containsString("resource 'blind' cannot be read back"));

        assertThat(valve.asked()).isEmpty();
    }

    @Test
    void a_profile_can_name_another_resource_that_proves_it() {
        valve.shows("relay", "true");

        put(valve.name(), "switch?confirm=true", "{\"switch\":\"open\"}").statusCode(200);
        put(valve.name(), "switch?confirm=true", "{\"switch\":\"shut\"}")
                .statusCode(504)
                .body("message", containsString("resource 'relay' should read 'false', and reads 'true'"));
    }

    @Test
    void a_profile_can_want_it_and_a_caller_can_do_without() {
        valve.shows("careful", "7");

        put(valve.name(), "careful", "{\"careful\":\"8\"}").statusCode(504);
        put(valve.name(), "careful?confirm=false", "{\"careful\":\"8\"}").statusCode(200);
    }

    @Test
    void nothing_is_read_back_when_nobody_wants_it_or_the_write_failed() {
        put(valve.name(), "position", "{\"position\":23}").statusCode(200);
        valve.answers(asked -> refused(asked, 405, "not now"));
        put(valve.name(), "position?confirm=true", "{\"position\":23}").statusCode(405);

        assertThat(valve.methods()).containsExactly("set", "set");
    }
}
