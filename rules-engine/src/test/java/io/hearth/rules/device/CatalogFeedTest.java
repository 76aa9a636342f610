package io.hearth.rules.device;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.hearth.contracts.bus.Envelope;
import io.hearth.contracts.bus.EnvelopeCodec;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.metadata.SystemEvent;
import io.hearth.rules.RulesConfig;
import io.hearth.rules.book.RuleBook;
import io.hearth.rules.rule.Selector;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
@QuarkusTestResource(WithMetadata.class)
class CatalogFeedTest {
    private static final Map<String, Object> BOILER =
            Json.mapper().convertValue(KnownProfileTest.profile(KnownProfileTest.BOILER), Map.class);

    @Inject
    DeviceCatalog catalog;

    @Inject
    CatalogFeed feed;

    @Inject
    Bus bus;

    @Inject
    RuleBook book;

    @Inject
    RedisBatch redis;

    private final String name = "boiler-" + UUID.randomUUID();

    @BeforeEach
    void isReadOnce() {
        await().until(() -> feed.trouble().isEmpty());
    }

    @AfterEach
    void reset() {
        WithMetadata.reset();
    }

    private void tell(String type, String action, Map<String, Object> details) {
        said(type, action, details).join();
    }

    private CompletableFuture<Void> said(String type, String action, Map<String, Object> details) {
        SystemEvent event = new SystemEvent("v3", type, action, "core-metadata", "device-mqtt", null, details, 1);
        return bus.publish(
                "edgex/system-events/core-metadata/" + type + "/" + action + "/device-mqtt/boiler",
                EnvelopeCodec.encode(Envelope.event(event)));
    }

    /** All is read once more, from its beginning to its end. */
    private void readAnew() {
        int before = WithMetadata.readings();
        feed.listening();
        await().until(() -> WithMetadata.readings() > before);
        await().until(() -> feed.wholeSince()
                .filter(end -> !end.isBefore(WithMetadata.begun()))
                .isPresent());
    }

    @Test
    void a_device_is_known_as_soon_as_core_metadata_tells_of_it() {
        tell("device", "add", WithMetadata.device(name, "boiler", "heating"));

        await().until(() -> catalog.includes(new Selector.Label("heating"), name));

        tell("device", "update", WithMetadata.device(name, "boiler", "cooling"));
        await().until(() -> catalog.includes(new Selector.Label("cooling"), name));
        assertThat(catalog.includes(new Selector.Label("heating"), name)).isFalse();

        tell("device", "delete", WithMetadata.device(name, "boiler"));
        await().until(() -> catalog.device(name).isEmpty());
    }

    @Test
    void a_profile_is_known_as_soon_as_core_metadata_tells_of_it() {
        tell("deviceprofile", "add", BOILER);
        await().until(() -> catalog.profile("boiler").isPresent());

        tell("deviceprofile", "delete", BOILER);
        await().until(() -> catalog.profile("boiler").isEmpty());
    }

    @Test
    void what_was_missed_is_read_page_by_page_when_the_broker_is_back() {
        for (int i = 0; i < 7; i++) {
            WithMetadata.add(WithMetadata.device(name + i, "boiler"));
        }
        WithMetadata.addProfile(BOILER);

        readAnew();

        await().until(() -> catalog.of(new Selector.Pattern(name + "*")).size() == 7);
        assertThat(catalog.profileOf(name + "3").orElseThrow().resource("target"))
                .isPresent();

        WithMetadata.remove(name + "3");
        readAnew();
        await().until(() -> catalog.of(new Selector.Pattern(name + "*")).size() == 6);
    }

    @Test
    void devices_of_a_reading_that_broke_off_are_told_of_all_the_same() {
        WithMetadata.breakOff(true);
        for (int i = 0; i < 7; i++) {
            WithMetadata.add(WithMetadata.device(name + i, "boiler"));
        }
        AtomicInteger told = new AtomicInteger();
        Runnable noMore = catalog.onChange(any -> {
            if (catalog.device(name + 0).isPresent()) {
                told.incrementAndGet();
            }
        });

        feed.listening();

        await().until(() -> told.get() > 0);
        assertThat(catalog.device(name + 6)).isEmpty();
        noMore.run();
    }

    @Test
    void a_device_that_slipped_between_two_pages_is_not_taken_for_gone() {
        WithMetadata.add(WithMetadata.device(name, "boiler"));
        readAnew();
        await().until(() -> catalog.device(name).isPresent());

        WithMetadata.passOver(name);
        readAnew();
        readAnew();

        assertThat(catalog.device(name)).isPresent();
    }

    @Test
    void an_event_that_cannot_be_read_has_all_read_anew() {
        WithMetadata.add(WithMetadata.device(name, "boiler"));

        bus.publishAndWait(
                "edgex/system-events/core-metadata/device/add/device-mqtt/boiler",
                "nonsense".getBytes(StandardCharsets.UTF_8));

        await().until(() -> catalog.device(name).isPresent());
    }

    @Test
    void while_core_metadata_is_away_the_service_is_ready_and_says_what_it_knows() {
        WithMetadata.add(WithMetadata.device(name, "boiler"));
        readAnew();
        WithMetadata.away(true);
        feed.listening();
        await().until(() -> feed.trouble().contains("503"));

        when().get("/q/health/ready")
                .then()
                .body("checks.find { it.name == 'rules devices' }.status", is("UP"))
                .body("checks.find { it.name == 'rules devices' }.data.reason", is(feed.trouble()));
        assertThat(catalog.device(name)).isPresent();

        WithMetadata.away(false);
        await().until(() -> feed.trouble().isEmpty());
    }

    @Test
    void a_start_without_core_metadata_knows_what_the_run_before_knew() {
        WithMetadata.addProfile(BOILER);
        WithMetadata.add(WithMetadata.device(name, "boiler", "heating"));
        readAnew();
        tell("device", "add", WithMetadata.device(name + "-later", "boiler"));
        await().until(() -> catalog.device(name + "-later").isPresent());

        DeviceCatalog next = new DeviceCatalog(1000, 1000);
        await().untilAsserted(() -> {
            CatalogFeed withoutMetadata = new CatalogFeed(config(), next, redis, Clock.systemUTC());
            withoutMetadata.load();
            assertThat(next.of(new Selector.Profile("boiler"))).contains(name, name + "-later");
        });

        assertThat(next.isComplete()).isTrue();
        assertThat(next.device(name)).isEqualTo(catalog.device(name));
        assertThat(next.profile("boiler")).isEqualTo(catalog.profile("boiler"));
    }

    @Test
    void a_rule_for_a_profile_watches_a_device_from_when_core_metadata_tells_of_it_until_it_goes() {
        await().untilAsserted(book::requireLoaded);
        book.delete("hot");
        String profile = "profile of " + name;
        given().contentType("application/json")
                .body("""
                        {"name": "hot", "when": {"profile": "%s", "resource": "temperature", "above": 90}}""".formatted(profile))
                .post("/api/v3/rule")
                .then()
                .statusCode(201);
        watched().body("devices", empty());

        tell("device", "add", WithMetadata.device(name, profile));

        await().untilAsserted(() -> watched().body("devices.device", contains(name)));
        when().get("/api/v3/rule/name/hot/devices")
                .then()
                .body("devices[0].deviceName", is(name))
                .body("devices[0].profileName", is(profile));
        when().get("/api/v3/rule/name/hot/figures").then().body("figures.states.UNKNOWN", is(1));

        tell("device", "delete", WithMetadata.device(name, profile));
        await().untilAsserted(() -> watched().body("devices", empty()));
        book.delete("hot");
    }

    private static ValidatableResponse watched() {
        return when().get("/api/v3/rule/name/hot").then().statusCode(200);
    }

    @Test
    void devices_are_kept_when_core_metadata_suddenly_has_none_and_one_that_is_deleted_is_gone() {
        for (int i = 0; i < 3; i++) {
            WithMetadata.add(WithMetadata.device(name + i, "boiler", "doubted-" + name));
        }
        readAnew();
        Selector group = new Selector.Label("doubted-" + name);
        await().until(() -> catalog.of(group).size() == 3);
        AtomicInteger told = new AtomicInteger();
        Runnable noMore = catalog.onChange(any -> told.incrementAndGet());

        WithMetadata.reset();
        readAnew();

        await().until(() -> feed.doubted() >= 3);
        assertThat(catalog.of(group)).hasSize(3);
        assertThat(told).hasValue(0);
        assertThat(redis.send(Request.cmd(Command.HEXISTS).arg("re:devices").arg(name + 1))
                        .toInteger())
                .isOne();

        tell("device", "delete", WithMetadata.device(name + 0, "boiler"));
        await().until(() -> catalog.of(group).size() == 2);
        noMore.run();
    }

    @Test
    void many_changes_that_come_together_are_told_once_and_others_not_at_all() {
        tell("device", "add", WithMetadata.device(name, "boiler"));
        await().until(() -> catalog.device(name).isPresent());
        AtomicInteger told = new AtomicInteger();
        Runnable noMore = catalog.onChange(any -> told.incrementAndGet());

        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(said("device", "add", WithMetadata.device(name + i, "boiler")));
            all.add(said("device", "update", WithMetadata.device(name, "boiler")));
        }
        all.forEach(CompletableFuture::join);

        await().until(() -> catalog.device(name + 99).isPresent());
        await().until(() -> told.get() > 0);
        assertThat(told.get()).isLessThan(20);
        noMore.run();
    }

    private static RulesConfig config() {
        return new SmallRyeConfigBuilder()
                .withMapping(RulesConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(
                        Map.of("hearth.rules.catalog.metadata-url", "http://localhost:1"), "test", 100))
                .build()
                .getConfigMapping(RulesConfig.class);
    }
}
