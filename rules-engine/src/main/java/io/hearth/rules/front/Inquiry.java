package io.hearth.rules.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Finds out, from those who look after the shares of the devices, what is answered to a request. Blocking. */
public final class Inquiry {
    private static final int MULTI_STATUS = 207;

    private final Shares shares;

    /** Of these. */
    public Inquiry(Shares shares) {
        this.shares = shares;
    }

    /** What is answered; a stream is not asked for here. */
    public Answer answer(Route route, Asked asked) {
        return switch (route) {
            case Route.Anybody() -> anybody(asked);
            case Route.OfDevice device -> shares.ask(device.share(shares.count()), asked);
            case Route.All(Merge merge) -> merged(merge, asked.withBody());
            case Route.WhoHasIt() -> whoHasIt(asked);
            case Route.EachItsItems() -> eachItsItems(asked);
            case Route.OnlyDevice(String rule) -> onlyDevice(rule, asked);
            case Route.Stream() -> throw new IllegalArgumentException("a stream has no one answer");
        };
    }

    /** A change is asked for once: whether one who does not answer has made it is not known. */
    private Answer anybody(Asked asked) {
        Answer answer = shares.ask(0, asked);
        for (int share = 1; share < shares.count() && asked.isRead() && answer.isUnavailable(); share++) {
            answer = shares.ask(share, asked);
        }
        return answer;
    }

    private Answer merged(Merge merge, Asked asked) {
        return switch (merge) {
            case Merge.Pages pages -> new Pages(shares, pages).of(asked);
            case Merge.Devices() -> of(asked, Sums::devices);
            case Merge.Figures() -> of(asked, Sums::figures);
        };
    }

    /** A rule that one does not know yet, or no longer, has none of its devices. */
    private Answer of(Asked asked, Function<List<ObjectNode>, ObjectNode> whole) {
        List<Answer> known = new ArrayList<>();
        Answer unknown = null;
        for (int share = 0; share < shares.count(); share++) {
            Answer answer = shares.ask(share, asked);
            if (answer.isOk()) {
                known.add(answer);
            } else if (answer.isUnknown()) {
                unknown = answer;
            } else {
                return answer;
            }
        }
        return known.isEmpty()
                ? unknown
                : Answer.json(
                        known.getFirst().status(),
                        whole.apply(known.stream().map(Answer::document).toList()));
    }

    private Answer whoHasIt(Asked asked) {
        Answer answer = shares.ask(0, asked);
        Answer unavailable = answer;
        for (int share = 1; share < shares.count() && (answer.isUnknown() || answer.isUnavailable()); share++) {
            answer = shares.ask(share, asked);
            // That nobody else has it does not say that one who does not answer has not.
            unavailable = answer.isUnavailable() ? answer : unavailable;
        }
        return answer.isUnknown() && unavailable.isUnavailable() ? unavailable : answer;
    }

    /** Each share answers 404 for what others have; one that cannot say now does not outweigh the one that has it. */
    private Answer eachItsItems(Asked asked) {
        Answer first = shares.ask(0, asked);
        if (first.status() != MULTI_STATUS || !(items(first) instanceof ArrayNode whole)) {
            return first;
        }
        for (int share = 1; share < shares.count(); share++) {
            Answer answer = shares.ask(share, asked);
            JsonNode items = answer.status() == MULTI_STATUS ? items(answer) : null;
            for (int i = 0; i < whole.size(); i++) {
                JsonNode item = items == null ? items(answer) : items.get(i);
                if (is(whole.get(i), ErrorKind.ENTITY_DOES_NOT_EXIST)
                        || is(whole.get(i), ErrorKind.SERVICE_UNAVAILABLE)
                                && !is(item, ErrorKind.ENTITY_DOES_NOT_EXIST)) {
                    whole.set(i, item);
                }
            }
        }
        return Answer.json(MULTI_STATUS, whole);
    }

    private static boolean is(JsonNode item, ErrorKind kind) {
        return item.path("statusCode").asInt() == kind.status();
    }

    private static JsonNode items(Answer answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String encoded(String level) {
        return URLEncoder.encode(level, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Asks for the reason of a rule that is about one device, or about none. */
    private Answer onlyDevice(String rule, Asked asked) {
        Asked which = new Asked("GET", "/api/v3/rule/name/" + encoded(rule), "", asked.headers(), new byte[0]);
        Answer known = of(which, Sums::devices);
        if (!known.isOk()) {
            return known;
        }
        List<String> devices = new ArrayList<>();
        known.document()
                .path("devices")
                .forEach(one -> devices.add(one.path("device").asText()));
        if (devices.size() > 1) {
            return Answer.error(
                    ErrorKind.CONTRACT_INVALID,
                    "query parameter device is missing, the rule is about " + devices.size()
                            + " devices; allowed is one of " + devices.subList(0, Math.min(20, devices.size())));
        }
        return devices.isEmpty()
                ? shares.ask(0, asked)
                : shares.ask(
                        new Route.OfDevice(devices.getFirst()).share(shares.count()),
                        asked.with(Query.of(asked.query())
                                .with("device", devices.getFirst())
                                .text()));
    }
}
