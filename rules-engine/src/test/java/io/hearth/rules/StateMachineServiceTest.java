package io.hearth.rules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.action.Actions;
import io.hearth.rules.action.Intent;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.engine.Engine;
import io.hearth.rules.rule.SignalKey;
import io.hearth.rules.spec.MovedClock;
import io.hearth.rules.spec.SpecCase;
import io.hearth.rules.spec.SpecCase.Happening;
import io.hearth.rules.spec.SpecClock;
import io.hearth.rules.spec.SpecMoment;
import io.hearth.rules.spec.SpecRow;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.BusMessage;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * The specification of the state machine, {@code state-machine.txt}, against the service with a real broker and a real Redis:
 * rules are posted, readings come over the bus, states are asked for by HTTP, changes are heard from the live stream, commands
 * are taken from the bus. All rows run beside each other, each with a rule and devices of its own, under one clock that is
 * moved by hand. Rows in which the engine starts again are in {@link StateMachineRestartTest}.
 */
@QuarkusTest
@TestProfile(StateMachineServiceTest.Specified.class)
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class StateMachineServiceTest {
    /** The settings of the specification, and its clock. */
    public static final class Specified implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hearth.rules.evaluation.firings-per-minute", "3",
                    // What is to succeed later is not asked again meanwhile.
                    "hearth.rules.actions.timeout", "60s",
                    "hearth.rules.book.dir", folder().toString());
        }

        private static Path folder() {
            try {
                Path folder = Files.createTempDirectory("rules");
                Files.writeString(folder.resolve("marker.json"), MARKER_RULE);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SpecClock.class);
        }
    }

    /** A rule that changes with each reading: its change is heard after all that came before. It is taken from a file at the start. */
    private static final SignalKey MARKER = new SignalKey("marker", "t");

    private static final String MARKER_RULE =
            "{\"name\": \"marker\", \"when\": {\"device\": \"marker\", \"resource\": \"t\", \"below\": 20}}";

    @Inject
    Bus bus;

    @Inject
    RuleBook book;

    @Inject
    Engine engine;

    @Inject
    Actions actions;

    @Inject
    Clock clock;

    @TestHTTPResource("/api/v3/rule")
    URI rules;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, SpecRow> rows = new LinkedHashMap<>();
    private CoreCommand core;
    private Listener stream;
    private int heard;
    private long published;
    private long markers;
    private Instant markerHeard = Instant.MIN;

    @Test
    void the_specification_holds_in_the_service_over_a_broker() throws Exception {
        List<SpecCase> all =
                SpecCase.all().stream().filter(any -> !any.hasRestart()).toList();
        List<SpecCase> cases = IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i).numbered(i))
                .toList();
        List<SpecRow> under = cases.stream().map(SpecRow::new).toList();
        under.forEach(row -> rows.put(row.name(), row));
        await().untilAsserted(book::requireLoaded);
        try (CoreCommand commanded = new CoreCommand(WithBroker.broker().port());
                Listener heard = new Listener(rules + "/stream", null)) {
            core = commanded;
            stream = heard;
            core.decides(this::fate);
            published = engine.figures().received();
            post();
            soon().until(this::isStreamHeard);

            SpecMoment.of(cases, under).forEach(this::pass);
        }
        assertThat(under.stream().flatMap(row -> row.broken().stream())).isEmpty();
    }

    private void post() {
        String items = rows.values().stream()
                .map(SpecRow::rule)
                .map(rule -> "{\"apiVersion\": \"v3\", \"rule\": " + rule + "}")
                .collect(Collectors.joining(",", "[", "]"));
        given().contentType("application/json")
                .body(items)
                .when()
                .post("/api/v3/rule")
                .then()
                .statusCode(207)
                .body("statusCode", everyItem(is(201)));
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private boolean isStreamHeard() {
        mark();
        hear();
        return markerHeard.isAfter(Given.NOW);
    }

    /** Time comes to a moment, and what is due happens; then come the readings of that moment. */
    private void pass(SpecMoment moment) {
        ((MovedClock) clock).to(Given.NOW.plusNanos(moment.nanos()));
        advance();
        moment.rows().forEach(this::happen);
        advance();
        Instant marker = mark();
        soon().until(() -> {
            hear();
            return markerHeard.equals(marker);
        });
        moment.rows().forEach(row -> row.check(stateOf(row), told(row)));
    }

    /** As the service's own clockwork does, which looks at a clock that runs. */
    private void advance() {
        soon().until(() -> engine.figures().received() == published);
        engine.tick();
        // The device was told, or is being told: what is decided next does not overtake it.
        soon().until(() -> actions.waiting().stream().allMatch(this::isAsked));
    }

    private boolean isAsked(Intent intent) {
        String id = intent.id().toString();
        return core.asked().stream().anyMatch(asked -> asked.requestId().equals(id));
    }

    private void happen(SpecRow row) {
        switch (row.step().happening()) {
            case Happening.Nothing() -> {}
            case Happening.Reading(String device, String resource, String value) ->
                publish(
                        new SignalKey(device, resource),
                        Given.NOW.plusNanos(row.step().nanos()),
                        value);
            case Happening.Done() -> {
                row.succeed();
                core.answerNow(asked(row).getLast());
                if (isUndone(row)) {
                    soon().until(() -> actions.waiting().stream()
                            .noneMatch(intent -> intent.device().equals(boiler(row))));
                    return;
                }
                Instant cools = clock.instant()
                        .plus(Duration.parse("PT" + row.rule().get("coolDown").textValue()));
                soon().until(() -> {
                    engine.tick();
                    return engine.status(book.byName(row.name()).orElseThrow().id())
                            .getFirst()
                            .cools()
                            .filter(cools::equals)
                            .isPresent();
                });
            }
            case Happening.Restart() -> throw new IllegalStateException("not here: " + row.name());
        }
    }

    /** What it did last only follows what it did before. */
    private boolean isUndone(SpecRow row) {
        return !row.rule().get("then").isEmpty() && told(row).getLast().equals("off");
    }

    private Instant mark() {
        markers++;
        Instant at = clock.instant().plusNanos(markers);
        publish(MARKER, at, markers % 2 == 0 ? "21" : "19");
        return at;
    }

    private void publish(SignalKey signal, Instant origin, String value) {
        BusMessage message = Given.message(signal, origin.getEpochSecond() * Given.SECOND + origin.getNano(), value);
        bus.publishAndWait(message.topic(), message.payload());
        published++;
    }

    private void hear() {
        List<Listener.Event> events = stream.events();
        for (int end = events.size(); heard < end; heard++) {
            heard(json(events.get(heard).data()));
        }
    }

    private void heard(JsonNode change) {
        if (change.get("rule").textValue().equals(MARKER.device())) {
            markerHeard = Instant.parse(change.get("at").textValue());
        } else {
            rows.get(change.get("rule").textValue()).changed(change);
        }
    }

    private String stateOf(SpecRow row) {
        return json(get("/name/" + row.name())).at("/devices/0/state").textValue();
    }

    private String get(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(rules + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Nothing succeeds of a rule that cools down but where its row says so. */
    private CoreCommand.Fate fate(CoreCommand.Asked asked) {
        SpecRow row = rows.values().stream()
                .filter(any -> boiler(any).equals(asked.device()))
                .findFirst()
                .orElseThrow();
        if (!row.rule().has("coolDown") || row.succeeds()) {
            return CoreCommand.Fate.DONE;
        }
        return row.isDoneSoon() ? CoreCommand.Fate.SILENT : CoreCommand.Fate.NEVER;
    }

    private static String boiler(SpecRow row) {
        return row.subject().replaceFirst("^" + SpecCase.DEVICE, "boiler");
    }

    /** What was asked of a row's boiler, each command once though it be asked again. */
    private List<CoreCommand.Asked> asked(SpecRow row) {
        Map<String, CoreCommand.Asked> once = new LinkedHashMap<>();
        core.asked().stream()
                .filter(asked -> asked.device().equals(boiler(row)))
                .forEach(asked -> once.put(asked.requestId(), asked));
        return new ArrayList<>(once.values());
    }

    private List<String> told(SpecRow row) {
        return asked(row).stream()
                .map(asked -> (String) ((Map<?, ?>) asked.values()).get("mode"))
                .toList();
    }
}
