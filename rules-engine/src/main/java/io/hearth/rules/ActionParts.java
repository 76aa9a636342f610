package io.hearth.rules;

import io.hearth.rules.action.ActionConfig;
import io.hearth.rules.action.CommandCourier;
import io.hearth.rules.action.Couriers;
import io.hearth.rules.action.Deed;
import io.hearth.rules.action.bus.AlertCourier;
import io.hearth.rules.action.bus.PublishCourier;
import io.hearth.rules.action.bus.TopicPolicy;
import io.hearth.rules.action.bus.WriteCourier;
import io.hearth.rules.action.webhook.Resolver;
import io.hearth.rules.action.webhook.WebhookCourier;
import io.hearth.rules.action.webhook.WebhookPolicy;
import io.hearth.rules.device.ResourceTypes;
import io.hearth.runtime.bus.Bus;
import io.hearth.runtime.bus.Requests;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** How the actions of rules are put together. */
final class ActionParts {
    ActionParts() {}

    @Produces
    @Singleton
    static TopicPolicy topics(RulesConfig config, Bus bus) {
        ActionConfig.PublishConfig publish = config.actions().publish();
        return new TopicPolicy(bus.topics().base(), publish.allowBusTopics(), publish.topicLength());
    }

    @Produces
    @Singleton
    static WebhookPolicy webhooks(RulesConfig config) {
        return new WebhookPolicy(config.actions().webhook());
    }

    @Produces
    @Singleton
    static WebhookCourier webhookCourier(RulesConfig config, Vertx vertx, Clock clock) {
        return new WebhookCourier(
                vertx,
                new HttpClientOptions(),
                Resolver.SYSTEM,
                config.actions().webhook(),
                clock);
    }

    static void close(@Disposes WebhookCourier courier) {
        courier.close();
    }

    @Produces
    @Singleton
    static Ways ways(
            RulesConfig config,
            Bus bus,
            Requests requests,
            WebhookCourier webhooks,
            TopicPolicy topics,
            ResourceTypes types,
            Clock clock) {
        requests.open();
        ActionConfig actions = config.actions();
        return proofs -> new Couriers(Map.of(
                Deed.Kind.COMMAND, new CommandCourier(requests, bus.topics(), proofs, actions.timeout(), clock),
                Deed.Kind.PUBLISH,
                        new PublishCourier(bus, topics, actions.publish().payloadLength()),
                Deed.Kind.WEBHOOK, webhooks,
                Deed.Kind.NOTIFY, new AlertCourier(bus, actions.alerts().topic()),
                Deed.Kind.WRITE, new WriteCourier(bus, types, actions.write().profile())));
    }
}
