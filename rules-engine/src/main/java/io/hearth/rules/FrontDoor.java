package io.hearth.rules;

import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.fault.Faults;
import io.hearth.rules.front.Answer;
import io.hearth.rules.front.Asked;
import io.hearth.rules.front.Inquiry;
import io.hearth.rules.front.Route;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where replicas share the devices: has each request answered by those who can, wherever they are. What any share can answer
 * is answered by one of this replica's, if it has one.
 */
@Singleton
class FrontDoor {
    private static final String WORKER = "rules-front";
    private static final int AFTER_CONVENTIONS = Integer.MIN_VALUE + 1200;
    private static final String PREFIX = "/" + RulesParts.SERVICE;
    /** What belongs to one connection (RFC 9110, 7.6.1), and what the client sets by itself. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "host",
            "content-length",
            "transfer-encoding",
            "upgrade",
            "expect",
            "te",
            "trailer",
            "keep-alive",
            "accept-encoding",
            "http2-settings");

    private final RulesEngine service;
    private final HttpShares shares;
    private final Inquiry inquiry;
    private final StreamRelays streams;
    private final long most;

    FrontDoor(RulesEngine service, HttpShares shares, StreamRelays streams, RulesConfig config) {
        this.service = service;
        this.shares = shares;
        this.inquiry = new Inquiry(shares);
        this.streams = streams;
        this.most = config.replica().passedOn();
    }

    void route(@Observes Router router) {
        if (shares.count() > 1) {
            router.route(PREFIX + "/api/v3/*").order(AFTER_CONVENTIONS).handler(this::handle);
        }
    }

    private void handle(RoutingContext context) {
        if (context.request().getHeader(AskedShare.HEADER) != null) {
            context.next();
            return;
        }
        Asked asked = asked(context.request(), new byte[0]);
        Route route = Route.of(asked);
        OptionalInt own = ownShare();
        if (route instanceof Route.Anybody && own.isPresent()) {
            AskedShare.is(own.getAsInt(), context);
            context.next();
        } else if (route instanceof Route.Stream) {
            streams.begin(asked, context.response());
        } else {
            passOn(context, route);
        }
    }

    private OptionalInt ownShare() {
        return service.sharing().stations().stream()
                .filter(station -> station.atWork().isPresent() && station.isReady())
                .mapToInt(station -> station.share().number())
                .findFirst();
    }

    private void passOn(RoutingContext context, Route route) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(octets -> {
            if (body.length() <= most) {
                body.appendBuffer(octets);
            }
        });
        request.endHandler(end -> Thread.ofVirtual().name(WORKER).start(() -> {
            Answer answer = body.length() > most
                    ? Answer.error(
                            ErrorKind.LIMIT_EXCEEDED, "the request body is too long, allowed are " + most + " octets")
                    : tryToAnswer(route, asked(request, body.getBytes()));
            respond(context.response(), answer);
        }));
        request.resume();
    }

    private Answer tryToAnswer(Route route, Asked asked) {
        try {
            return inquiry.answer(route, asked);
        } catch (IllegalArgumentException noUri) {
            return Answer.notPassedOn(noUri);
        } catch (RuntimeException | Error unforeseen) {
            Faults.noted(WORKER, unforeseen);
            return Answer.error(ErrorKind.SERVER_ERROR, "unexpected error, see the log of the service");
        }
    }

    private static void respond(HttpServerResponse response, Answer answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.end(Buffer.buffer(answer.body()));
    }

    private static Asked asked(HttpServerRequest request, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> {
            if (!NOT_PASSED_ON.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                headers.put(header.getKey(), header.getValue());
            }
        });
        return new Asked(
                request.method().name(),
                request.path().substring(PREFIX.length()),
                Optional.ofNullable(request.query()).orElse(""),
                headers,
                body);
    }
}
