package io.hearth.rules.action.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.rules.action.Firings;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.Outcome;
import io.hearth.rules.action.QuickActions;
import io.hearth.rules.rule.Action;
import io.hearth.runtime.testing.Authority;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a real HTTPS server, whose name is looked up as the test says. */
class WebhookCourierTest {
    private static final String HOST = "hooks.example";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @TempDir
    static Path dir;

    private static Vertx vertx;
    private static int port;
    private static HttpClientOptions trusting;
    private static final List<String> SEEN = new CopyOnWriteArrayList<>();
    private static final AtomicLong CLOSED = new AtomicLong();

    private final List<WebhookCourier> opened = new ArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private volatile List<InetAddress> addresses;

    @BeforeAll
    static void serve() {
        vertx = Vertx.vertx();
        Authority authority = new Authority(dir, "authority");
        Authority.Issued issued = authority.forHost("server", HOST);
        trusting = new HttpClientOptions()
                .setPemTrustOptions(new PemTrustOptions()
                        .addCertPath(authority.certificate().toString()));
        port = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(issued.keyStore().toString())
                                .setPassword(Authority.PASSWORD)))
                .requestHandler(WebhookCourierTest::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void empty() throws Exception {
        SEEN.clear();
        CLOSED.set(0);
        addresses = List.of(InetAddress.getByAddress(HOST, LOOPBACK));
    }

    @AfterEach
    void close() {
        opened.forEach(WebhookCourier::close);
    }

    private static void answer(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith("/silent")) {
            return;
        }
        request.body().onSuccess(body -> {
            SEEN.add(request.method() + " " + request.uri() + " " + request.getHeader("Host") + " "
                    + request.getHeader("Content-Type") + " " + request.getHeader("Idempotency-Key") + " " + body);
            switch (path.split("/")[1]) {
                case "status" -> {
                    request.response().setStatusCode(Integer.parseInt(path.split("/")[2]));
                    Optional.ofNullable(request.getParam("after"))
                            .ifPresent(after -> request.response().putHeader("Retry-After", after));
                    request.response().end();
                }
                case "broken" -> request.connection().close();
                case "redirect" ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", "https://127.0.0.1:" + port + "/status/200")
                            .end();
                case "endless" -> {
                    request.connection().closeHandler(closed -> CLOSED.incrementAndGet());
                    request.response().setChunked(true);
                    pour(request);
                }
                case "half" -> {
                    request.connection().closeHandler(closed -> CLOSED.incrementAndGet());
                    request.response().setChunked(true).write("begun");
                }
                default -> request.response().end("fine");
            }
        });
    }

    private static void pour(HttpServerRequest request) {
        request.response().write(Buffer.buffer(new byte[8192])).onSuccess(more -> pour(request));
    }

    private WebhookCourier courier(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "webhook.allowed-hosts", HOST + ":*",
                "webhook.allowed-networks", "127.0.0.0/8",
                "webhook.timeout", "1m"));
        all.putAll(settings);
        WebhookCourier courier = new WebhookCourier(
                vertx,
                trusting,
                host -> {
                    lookedUp.add(host);
                    return addresses;
                },
                QuickActions.configured(all).webhook(),
                Clock.systemUTC());
        opened.add(courier);
        return courier;
    }

    private Outcome outcome(Map<String, String> settings, String path) {
        return courier(settings).deliver(intent(path, "POST", Optional.empty()));
    }

    private static Intent intent(String path, String method, Optional<Object> body) {
        return Firings.intent(
                new Action.Webhook("https://" + HOST + ":" + port + path, method, Map.of(), body, Optional.empty()),
                1,
                "18.5");
    }

    @Test
    void a_request_has_the_filled_path_and_body_and_the_id_of_the_action() {
        Intent intent = intent("/x/${device}?v=${value}", "PUT", Optional.of(Map.of("v", "${value}")));

        assertThat(courier(Map.of()).deliver(intent)).isEqualTo(new Outcome.Done());

        assertThat(SEEN)
                .containsExactly("PUT /x/livingroom?v=18.5 " + HOST + ":" + port + " application/json " + intent.id()
                        + " {\"v\":18.5}");
    }

    @ParameterizedTest
    @CsvSource({
        "200,Done",
        "204,Done",
        "400,Never",
        "401,Never",
        "404,Never",
        "410,Never",
        "408,Later",
        "425,Later",
        "429,Later",
        "500,Later",
        "503,Later"
    })
    void the_status_says_what_became_of_it(int status, String outcome) {
        assertThat(outcome(Map.of(), "/status/" + status).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"30,30", "86400,600", "0,", "soon,"})
    void a_pause_that_the_answer_asks_for_is_kept_within_bounds(String after, Long seconds) {
        assertThat(outcome(Map.of(), "/status/503?after=" + after))
                .isEqualTo(new Outcome.Later(
                        HOST + " answered 503", Optional.ofNullable(seconds).map(Duration::ofSeconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void a_redirect_is_not_followed_to_this_machine_or_anywhere(String method) {
        Intent intent = intent("/redirect", method, Optional.empty());

        assertThat(courier(Map.of()).deliver(intent))
                .isInstanceOfSatisfying(
                        Outcome.Never.class, never -> assertThat(never.reason()).contains("302", "not followed"));
        assertThat(SEEN).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "0.0.0.0", "::ffff:127.0.0.1"})
    void a_name_that_stands_for_an_address_that_is_not_public_is_not_asked(String address) throws Exception {
        addresses = List.of(InetAddress.getByName(address));

        assertThat(outcome(Map.of("webhook.allowed-networks", "192.168.77.0/24"), "/x"))
                .isInstanceOfSatisfying(Outcome.Never.class, never -> assertThat(never.reason())
                        .contains(HOST, "not public", "allowed-networks"));
        assertThat(SEEN).isEmpty();
    }

    @Test
    void the_name_is_looked_up_once_and_the_address_that_was_looked_at_is_asked() throws Exception {
        // A name whose second answer is another one: were it looked up again for the connection, nobody would be
        // reached there.
        addresses = List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByAddress(HOST, LOOPBACK));

        assertThat(outcome(Map.of(), "/x")).isEqualTo(new Outcome.Done());

        assertThat(lookedUp).containsExactly(HOST);
        assertThat(SEEN).hasSize(1);
    }

    @Test
    void a_host_that_is_not_allowed_any_more_is_neither_looked_up_nor_asked() {
        assertThat(outcome(Map.of("webhook.allowed-hosts", "other.example"), "/x"))
                .isInstanceOf(Outcome.Never.class);
        assertThat(lookedUp).isEmpty();
    }

    @Test
    void a_certificate_of_another_host_is_not_trusted() {
        Intent intent = Firings.intent(
                new Action.Webhook(
                        "https://other.example:" + port + "/x", "POST", Map.of(), Optional.empty(), Optional.empty()),
                1,
                "1");

        assertThat(courier(Map.of("webhook.allowed-hosts", "other.example:*")).deliver(intent))
                .isInstanceOfSatisfying(
                        Outcome.Later.class, later -> assertThat(later.reason()).contains("certificate"));
        assertThat(SEEN).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/silent/too"})
    void a_server_that_does_not_answer_is_not_waited_for_for_ever(String path) {
        long begun = System.nanoTime();

        assertThat(outcome(Map.of("webhook.timeout", "300ms"), path))
                .isInstanceOfSatisfying(
                        Outcome.Later.class,
                        later -> assertThat(later.reason()).containsAnyOf("300 ms", "no connection in time"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void no_reason_shows_more_than_the_host_of_a_request_that_took_too_long_on_a_kept_connection() {
        WebhookCourier courier = courier(Map.of());
        assertThat(courier.deliver(intent("/x", "POST", Optional.empty()))).isEqualTo(new Outcome.Done());

        for (int again = 0; again < 5; again++) {
            Intent slow = Firings.intent(
                    new Action.Webhook(
                            "https://" + HOST + ":" + port + "/silent/T0/SECRET?key=SECRET",
                            "POST",
                            Map.of(),
                            Optional.empty(),
                            Optional.of(Duration.ofMillis(100))),
                    1,
                    "1");
            assertThat(courier.deliver(slow))
                    .isInstanceOf(Outcome.Later.class)
                    .asString()
                    .contains(HOST)
                    .doesNotContain("SECRET", "silent");
        }
    }

    @Test
    void an_address_that_takes_no_connection_is_followed_by_the_next_one_of_the_name() throws Exception {
        addresses = List.of(
                InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 2}), InetAddress.getByAddress(HOST, LOOPBACK));

        assertThat(outcome(Map.of(), "/x")).isEqualTo(new Outcome.Done());

        assertThat(SEEN).hasSize(1);
    }

    @Test
    void a_request_that_was_sent_is_not_sent_to_the_next_address_too() throws Exception {
        addresses = List.of(InetAddress.getByAddress(HOST, LOOPBACK), InetAddress.getByAddress(HOST, LOOPBACK));

        assertThat(outcome(Map.of(), "/broken"))
                .isEqualTo(new Outcome.Later(HOST + " cannot be reached: the connection ended"));

        assertThat(SEEN).hasSize(1);
    }

    @Test
    void a_name_server_that_does_not_answer_is_not_waited_for_for_ever() {
        Map<String, String> settings = Map.of("webhook.allowed-hosts", HOST + ":*", "webhook.timeout", "200ms");
        WebhookCourier courier = new WebhookCourier(
                vertx,
                trusting,
                host -> {
                    await().forever().until(() -> Thread.currentThread().isInterrupted());
                    return List.of();
                },
                QuickActions.configured(settings).webhook(),
                Clock.systemUTC());
        opened.add(courier);

        assertThat(courier.deliver(intent("/x", "POST", Optional.empty()))).isInstanceOf(Outcome.Later.class);
    }

    @Test
    void an_answer_without_end_is_dropped_and_its_connection_closed() {
        assertThat(outcome(Map.of(), "/endless")).isEqualTo(new Outcome.Done());

        await().until(() -> CLOSED.get() > 0);
    }

    @Test
    void an_answer_that_never_ends_is_done_when_its_status_is_there_and_does_not_keep_its_connection() {
        // Again while this machine takes longer for the status alone.
        await().until(() -> outcome(Map.of("webhook.timeout", "500ms"), "/half").equals(new Outcome.Done()));

        await().until(() -> CLOSED.get() > 0);
    }

    @Test
    void a_body_that_is_too_long_is_not_sent() {
        Intent intent = intent("/x", "POST", Optional.of("x".repeat(100)));

        assertThat(courier(Map.of("webhook.body-length", "99")).deliver(intent)).isInstanceOf(Outcome.Never.class);
        assertThat(SEEN).isEmpty();
    }

    @Test
    void a_far_end_that_is_not_there_is_tried_again_and_no_reason_shows_the_path() {
        Intent intent = Firings.intent(
                new Action.Webhook(
                        "https://" + HOST + ":1/secret?key=42", "POST", Map.of(), Optional.empty(), Optional.empty()),
                1,
                "1");

        assertThat(courier(Map.of()).deliver(intent))
                .isInstanceOfSatisfying(Outcome.Later.class, later -> assertThat(later.reason())
                        .isEqualTo(HOST + " cannot be reached: no connection"));
    }
}
