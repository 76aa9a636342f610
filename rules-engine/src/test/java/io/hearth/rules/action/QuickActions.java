package io.hearth.rules.action;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;

/** Settings under which actions are tried again soon. */
public record QuickActions(IntSupplier attempts, int capacity) implements ActionConfig {
    private static final ActionConfig DEFAULTS = configured(Map.of());

    /** The defaults, and these settings. */
    public static ActionConfig configured(Map<String, String> settings) {
        SmallRyeConfigBuilder builder =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(ActionConfig.class, "actions");
        settings.forEach((name, value) -> builder.withDefaultValue("actions." + name, value));
        return builder.build().getConfigMapping(ActionConfig.class, "actions");
    }

    public QuickActions(int maxAttempts, int capacity) {
        this(() -> maxAttempts, capacity);
    }

    @Override
    public int maxAttempts() {
        return attempts.getAsInt();
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration firstRetry() {
        return Duration.ofMillis(5);
    }

    @Override
    public Duration longestRetry() {
        return Duration.ofMillis(20);
    }

    @Override
    public Duration validFor() {
        return DEFAULTS.validFor();
    }

    @Override
    public int inFlight() {
        return 8;
    }

    @Override
    public int failedKept() {
        return 10;
    }

    @Override
    public int filledLength() {
        return DEFAULTS.filledLength();
    }

    @Override
    public PublishConfig publish() {
        return DEFAULTS.publish();
    }

    @Override
    public WebhookConfig webhook() {
        return DEFAULTS.webhook();
    }

    @Override
    public AlertConfig alerts() {
        return DEFAULTS.alerts();
    }

    @Override
    public WriteConfig write() {
        return DEFAULTS.write();
    }

    @Override
    public ProofConfig confirm() {
        return DEFAULTS.confirm();
    }

    @Override
    public LoopConfig loops() {
        return DEFAULTS.loops();
    }
}
