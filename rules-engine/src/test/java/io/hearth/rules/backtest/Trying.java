package io.hearth.rules.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.rules.Given;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.Intent;
import io.hearth.rules.action.template.Template;
import io.hearth.rules.cel.CelBounds;
import io.hearth.rules.cel.CelEnvironment;
import io.hearth.rules.cel.CelKind;
import io.hearth.rules.check.RuleCheck;
import io.hearth.rules.device.Knowledge;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.document.ActionTexts;
import io.hearth.rules.document.RuleReader;
import io.hearth.rules.engine.EvaluationSettings;
import io.hearth.rules.engine.Expressions;
import io.hearth.rules.rule.Action;
import io.hearth.rules.rule.Firing;
import io.hearth.rules.rule.Rule;
import io.hearth.rules.rule.Selector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs rules in tests as the service does. */
final class Trying {
    private static final CelEnvironment CEL = new CelEnvironment(CelBounds.USUAL);
    private static final RuleCheck CHECK = new RuleCheck(Knowledge.nothing(), CEL);

    private Trying() {}

    record Limits(URI dataUrl, int pageSize, int readings, int steps) implements ReplayLimits {
        static final Limits USUAL = new Limits(URI.create("http://localhost:1"), 100, 100_000, 10_000);

        @Override
        public Duration dataTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public long maxDataBytes() {
            return 1 << 26;
        }

        @Override
        public int devices() {
            return 100;
        }

        @Override
        public Duration longestSpan() {
            return Duration.ofDays(366);
        }

        @Override
        public Duration longestRun() {
            return Duration.ofSeconds(60);
        }

        @Override
        public int concurrent() {
            return 2;
        }
    }

    static Rule rule(JsonNode document) {
        return reader().read(document);
    }

    static RuleReader reader() {
        ActionTexts texts = new ActionTexts() {
            @Override
            public void template(String path, Object tree) {
                Template.check(path, tree);
            }

            @Override
            public void topic(String path, String topic) {
                Template.check(path, topic);
            }

            @Override
            public void webhook(
                    String path, String url, String method, Map<String, String> headers, Optional<Duration> timeout) {
                Template.check(path, url);
            }
        };
        return new RuleReader(
                Given.LIMITS, texts, ZoneOffset.UTC, read -> CHECK.of(read).orThrow());
    }

    static RuleCheck check() {
        return CHECK;
    }

    static Expressions expressions() {
        return expression -> {
            var compiled = CEL.compile(
                    expression.text(),
                    expression.variables().keySet().stream()
                            .collect(Collectors.toMap(name -> name, name -> CelKind.ANY)));
            return compiled::evaluate;
        };
    }

    /** Those of the devices that a group stands for: all. */
    static Subjects subjects(Set<String> devices) {
        return selector -> selector instanceof Selector.Device(String name) ? Set.of(name) : devices;
    }

    static Replay replay(Set<String> devices) {
        return replay(devices, Limits.USUAL);
    }

    static Replay replay(Set<String> devices, ReplayLimits limits) {
        return new Replay(EvaluationSettings.DEFAULT, subjects(devices), expressions(), Trying::deeds, limits);
    }

    static List<Deed> deeds(Firing firing) {
        Rule rule = firing.rule().rule();
        List<Action> actions = firing.kind() == Firing.Kind.CLEARED ? rule.otherwise() : rule.then();
        List<Deed> deeds = new ArrayList<>();
        for (Action action : actions) {
            deeds.add(Intent.of(firing, deeds.size(), action, deeds.size()).deed());
        }
        return deeds;
    }

    static String words(Deed deed) {
        return switch (deed) {
            case Deed.Command command ->
                "command " + command.device() + " " + command.command() + " "
                        + new String(Json.bytes(command.values()), StandardCharsets.UTF_8);
            case Deed.Publish publish -> "publish " + publish.topic() + " " + publish.payload();
            case Deed.Webhook webhook -> webhook.method() + " " + webhook.url();
            case Deed.Notify notify -> "notify " + notify.alert().get("message");
            case Deed.Write write -> "write " + write.device() + " " + write.resource() + "=" + write.value();
            case Deed.Refused refused -> "refused: " + refused.reason();
        };
    }
}
