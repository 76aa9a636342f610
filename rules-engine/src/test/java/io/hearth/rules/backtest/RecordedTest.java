package io.hearth.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.event.Reading;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.value.ValueType;
import io.hearth.rules.Given;
import io.hearth.rules.document.DocumentText;
import io.hearth.rules.engine.Changes;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Evaluator;
import io.hearth.rules.engine.Sample;
import io.hearth.rules.engine.Samples;
import io.hearth.rules.engine.Settled;
import io.hearth.rules.engine.Transition;
import io.hearth.rules.rule.KnownRule;
import io.hearth.rules.rule.OwnReadings;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.SignalKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A back-test over what a core-data has recorded. */
class RecordedTest {
    private static final Instant BEGIN = Given.NOW;
    private static final int SECONDS = 3_600;
    private static final Set<String> DEVICES = Set.of("a", "b");

    private final CoreData coreData = new CoreData();
    private final List<Reading> recorded = coreData.recorded();
    private final Trying.Limits limits = new Trying.Limits(coreData.url(), 100, 10_000, 10_000);

    @AfterEach
    void stop() {
        coreData.close();
    }

    private static Rule rule(String fields) {
        return Trying.rule(DocumentText.parse(("{\"name\": \"r\", " + fields + "}").getBytes(StandardCharsets.UTF_8)));
    }

    private void record(long seed) {
        Random random = new Random(seed);
        for (int second = 0; second < SECONDS; second++) {
            for (String device : List.of("a", "b")) {
                if (random.nextInt(8) == 0) {
                    recorded.add(reading(device, "x", second, 20 + 4 * random.nextGaussian()));
                    if (random.nextInt(3) == 0) {
                        recorded.add(reading(device, "y", second, 20 + 4 * random.nextGaussian()));
                    }
                }
                second += random.nextInt(300) == 0 ? 200 : 0;
            }
        }
    }

    private static Reading reading(String device, String resource, int second, double value) {
        return Reading.simple(
                Given.EPOCH + second * Given.SECOND, device, "", resource, ValueType.FLOAT64, Double.toString(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"when\": {\"profile\": \"p\", \"resource\": \"x\", \"above\": 22, \"clearBelow\": 19, \"onDelay\": \"20s\", \"offDelay\": \"15s\"},"
                        + " \"minOn\": \"1m\", \"minOff\": \"45s\", \"then\": [{\"notify\": {\"message\": \"${value}\"}}], \"otherwise\": [{\"notify\": {\"message\": \"well\"}}]",
                "\"when\": {\"profile\": \"p\", \"any\": [{\"absent\": \"1m\"}, {\"resource\": \"x\", \"below\": {\"resource\": \"y\"}, \"deadband\": 1}]},"
                        + " \"coolDown\": \"2m\", \"reAlarmTime\": \"2m30s\", \"staleAfter\": \"2m\", \"then\": [{\"notify\": {\"message\": \"${reading.y}\"}}]",
                "\"when\": {\"device\": \"a\", \"all\": [{\"resource\": \"x\", \"window\": {\"function\": \"avg\", \"duration\": \"2m\"}, \"above\": 19.5},"
                        + " {\"device\": \"b\", \"resource\": \"x\", \"between\": [17, 23], \"onDelay\": \"5s\"}]}, \"then\": [{\"notify\": {\"message\": \"${value}\"}}]",
                "\"when\": {\"device\": \"a\", \"expression\": \"x + 1 > y\", \"values\": {\"x\": \"x\", \"y\": {\"device\": \"b\", \"resource\": \"y\"}}},"
                        + " \"schedule\": {\"from\": \"00:10\", \"to\": \"00:40\"}"
            })
    void a_back_test_says_what_live_evaluation_did_with_the_same_readings(String fields) {
        record(fields.hashCode());
        Rule rule = rule(fields);

        List<String> live = live(rule);

        assertThat(live).hasSizeGreaterThan(5);
        try (History history = new History(limits)) {
            assertThat(backtest(rule, history)).isEqualTo(live);
        }
        assertThat(coreData.asked()).anyMatch(uri -> uri.contains("offset=100"));
    }

    private List<String> backtest(Rule rule, History history) {
        Set<SignalKey> signals = Trying.subjects(DEVICES).of(rule.subject()).stream()
                .flatMap(device -> Signals.of(rule.when()).map(signal -> signal.of(device)))
                .collect(Collectors.toSet());
        Instant end = BEGIN.plusSeconds(SECONDS);
        List<Sample> samples = history.of(signals, BEGIN, end);
        return Trying.replay(DEVICES, limits).run(rule, samples, BEGIN, end).steps().stream()
                .map(Step::transition)
                .map(RecordedTest::words)
                .toList();
    }

    /** As at work: readings come when they are measured, device by device, and the clock ticks every second. */
    private List<String> live(Rule rule) {
        ReplayClock clock = new ReplayClock(BEGIN.minusSeconds(1));
        Evaluator evaluator =
                new Evaluator(clock, EvaluationSettings.DEFAULT, Trying.subjects(DEVICES), Trying.expressions());
        KnownRule known = KnownRule.first(UUID.randomUUID(), rule, clock.instant());
        evaluator.put(known);
        Map<Long, List<Reading>> byTime = recorded.stream().collect(Collectors.groupingBy(Reading::origin));
        List<String> done = new ArrayList<>();
        for (int second = 0; second <= SECONDS; second++) {
            clock.forward(BEGIN.plusSeconds(second));
            Changes changes = new Changes();
            evaluator.advance(clock.instant(), changes);
            take(evaluator, known, changes, done);
            Map<String, List<Reading>> events =
                    byTime.getOrDefault(Given.EPOCH + second * Given.SECOND, List.of()).stream()
                            .collect(Collectors.groupingBy(
                                    Reading::deviceName, java.util.TreeMap::new, Collectors.toList()));
            events.forEach((device, readings) -> {
                List<Sample> samples = readings.stream()
                        .map(reading -> Samples.of(device, reading))
                        .collect(Collectors.toCollection(ArrayList::new));
                samples.add(Samples.report(device, readings.getFirst().origin()));
                Changes news = new Changes();
                evaluator.evaluate(samples, news);
                take(evaluator, known, news, done);
            });
        }
        return done;
    }

    private static void take(Evaluator evaluator, KnownRule rule, Changes changes, List<String> done) {
        for (Transition transition : changes.transitions()) {
            done.add(words(transition));
            transition
                    .firing()
                    .filter(firing -> !Trying.deeds(firing).isEmpty())
                    .ifPresent(firing -> evaluator.settled(
                            new Settled(rule.id(), rule.watch(), firing.subject(), firing.at()), new Changes()));
        }
    }

    private static String words(Transition transition) {
        return String.join(
                " ",
                transition.at().toString(),
                transition.subject(),
                transition.from().label(),
                transition.to().label(),
                transition
                        .firing()
                        .map(firing -> Trying.deeds(firing).toString().replaceAll("id=[^,]*", ""))
                        .orElse(""),
                transition.heldBack().map(Enum::name).orElse(""),
                transition.value());
    }

    @Test
    void what_a_rule_wrote_is_recorded_as_no_sign_of_life() {
        Rule rule = rule("\"when\": {\"device\": \"a\", \"absent\": \"10m\"}");
        recorded.add(reading("a", "x", 0, 1));
        recorded.add(OwnReadings.reading(Given.EPOCH + 600 * Given.SECOND, "a", "", "online", ValueType.BOOL, "false"));

        try (History history = new History(limits)) {
            assertThat(backtest(rule, history)).hasSize(2).last().asString().contains("ACTIVE");
        }
    }

    @Test
    void more_readings_than_allowed_are_refused_before_they_are_read() {
        record(1);
        Trying.Limits few = new Trying.Limits(limits.dataUrl(), 10, 50, 10);

        try (History history = new History(few)) {
            assertThatThrownBy(
                            () -> history.of(Set.of(new SignalKey("a", "x")), BEGIN, BEGIN.plus(Duration.ofHours(1))))
                    .isInstanceOf(EdgexException.class)
                    .hasMessageContaining("more than 50 readings");
        }
        assertThat(coreData.asked()).hasSize(1);
    }

    @Test
    void a_course_with_more_steps_than_allowed_is_cut_and_says_so() {
        record(2);
        Rule rule = rule("\"when\": {\"profile\": \"p\", \"resource\": \"x\", \"above\": 20}");
        Trying.Limits few = new Trying.Limits(limits.dataUrl(), 100, 10_000, 7);
        List<Sample> samples = recorded.stream()
                .map(reading -> Samples.of(reading.deviceName(), reading))
                .toList();

        Course course = Trying.replay(DEVICES, few).run(rule, samples, BEGIN, BEGIN.plusSeconds(SECONDS));

        assertThat(course.cut()).hasValueSatisfying(why -> assertThat(why).contains("more than 7 steps"));
        assertThat(course.readings()).isLessThan(samples.size());
    }

    @Test
    void a_core_data_that_is_away_is_told() {
        coreData.close();

        try (History history = new History(limits)) {
            assertThatThrownBy(() -> history.of(Set.of(new SignalKey("a", "x")), BEGIN, BEGIN.plusSeconds(1)))
                    .isInstanceOf(EdgexException.class)
                    .hasMessageContaining("core-data at http://127.0.0.1");
        }
    }
}
