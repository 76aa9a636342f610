package io.hearth.contracts.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.event.AddEventRequest;
import io.hearth.contracts.event.Event;
import io.hearth.contracts.event.Reading;
import io.hearth.contracts.event.ReadingValue;
import io.hearth.contracts.keeper.AddRegistrationRequest;
import io.hearth.contracts.keeper.HealthCheck;
import io.hearth.contracts.keeper.Registration;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** What is plainly valid is what the rules on the records say, whatever is wrong with an event, one of its readings, or a registration. */
class PlainlyValidTest {
    private static final String ID = "0190163f-5f8c-8000-8000-00000000abcd";
    private static final int MOSTLY = 20;
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    @Property(tries = 1_000)
    void an_event_is_plainly_valid_when_no_rule_is_broken(@ForAll("requests") AddEventRequest request) {
        assertThat(PlainlyValid.is(request))
                .isEqualTo(VALIDATOR.validate(request).isEmpty());
    }

    @Property(tries = 500)
    void a_registration_is_plainly_valid_when_no_rule_is_broken(
            @ForAll("registrationRequests") AddRegistrationRequest request) {
        assertThat(PlainlyValid.is(request))
                .isEqualTo(VALIDATOR.validate(request).isEmpty());
    }

    @Example
    void of_anything_else_the_validator_is_asked() {
        assertThat(PlainlyValid.is(new HealthCheck("10s", "/api/v3/ping", "http")))
                .isFalse();
    }

    @Provide
    Arbitrary<AddRegistrationRequest> registrationRequests() {
        return Combinators.combine(
                        mostly("v3", "", " ", null),
                        mostly("", ID, "x"),
                        registrations().optional(0.98))
                .as((version, id, registration) -> new AddRegistrationRequest(version, id, registration.orElse(null)));
    }

    private static Arbitrary<Registration> registrations() {
        return Combinators.combine(
                        mostly("core-data", "", "\t", null),
                        mostly("localhost", "", " ", null),
                        mostly(59880, 1, 65_535, 0, 65_536, -1),
                        checks().optional(0.98))
                .as((service, host, port, check) ->
                        new Registration(0, 0, service, "UP", host, port, check.orElse(null), 0));
    }

    private static Arbitrary<HealthCheck> checks() {
        return Combinators.combine(
                        mostly("10s", "1ns", "0s", "-1s", "", " ", "soon", null),
                        mostly("/api/v3/ping", "", " ", null),
                        mostly("http", "", " ", null))
                .as(HealthCheck::new);
    }

    @Provide
    Arbitrary<AddEventRequest> requests() {
        return Combinators.combine(mostly("v3", "", " ", null), mostly("", ID, "x"), events().optional(0.98))
                .as((version, id, event) -> new AddEventRequest(version, id, event.orElse(null)));
    }

    private static Arbitrary<Event> events() {
        return Combinators.combine(
                        mostly("v3", "", "\t"),
                        mostly(ID, "", ID.substring(1), ID.toUpperCase(), " "),
                        names(),
                        mostly(1L, 0L, -1L),
                        readings().list().ofMinSize(0).ofMaxSize(3))
                .as((version, id, name, origin, readings) ->
                        new Event(version, id, name, "profile", "source", origin, readings, Map.of()));
    }

    private static Arbitrary<Reading> readings() {
        return Combinators.combine(
                        mostly(1L, 0L), names(), names(), mostly("Int64", "int8", "Binary", "", "Whole", " "), values())
                .as((origin, device, resource, type, value) ->
                        new Reading("", origin, device, resource, "", type, "", Map.of(), value));
    }

    private static Arbitrary<ReadingValue> values() {
        return mostly(
                new ReadingValue.Simple("12"),
                new ReadingValue.Simple("300"),
                new ReadingValue.Simple("warm"),
                new ReadingValue.NullValue(),
                new ReadingValue.Binary(new byte[1], ""),
                new ReadingValue.Binary(new byte[1], "image/png"),
                new ReadingValue.ObjectValue(Map.of()));
    }

    private static Arbitrary<String> names() {
        return mostly("boiler", "", " ", ".", "..", "a\ud800", "\ud83c\udf21", "...", null);
    }

    /** The first one mostly: so that an event with one fault is as likely as one with many. */
    @SafeVarargs
    private static <T> Arbitrary<T> mostly(T usual, T... others) {
        return Arbitraries.integers()
                .between(0, others.length + MOSTLY)
                .map(number -> number < others.length ? others[number] : usual);
    }
}
