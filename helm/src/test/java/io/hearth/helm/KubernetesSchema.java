package io.hearth.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Set;

/**
 * Kubernetes' own schema, as its Java client has it for each kind: besides unknown fields it knows which are required. It has
 * none of the kinds that are added to a cluster, such as HTTPRoute.
 */
final class KubernetesSchema {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private static final Set<String> ADDED = Set.of("gateway.networking.k8s.io/v1", "monitoring.coreos.com/v1");

    private KubernetesSchema() {}

    /** An AssertionError that names the object and its fault, when it has one. */
    static void check(JsonNode document) {
        String api = document.path("apiVersion").asText();
        String version = api.substring(api.indexOf('/') + 1).toUpperCase(Locale.ROOT);
        String kind = document.path("kind").asText();
        if (ADDED.contains(api)) {
            return;
        }
        try {
            Class.forName(MODELS + version + kind)
                    .getMethod("validateJsonElement", JsonElement.class)
                    .invoke(null, JsonParser.parseString(document.toString()));
        } catch (InvocationTargetException invalid) {
            throw new AssertionError(
                    kind + " " + document.at("/metadata/name").asText() + ": "
                            + invalid.getCause().getMessage(),
                    invalid.getCause());
        } catch (ReflectiveOperationException none) {
            throw new AssertionError("Kubernetes has no " + api + " " + kind, none);
        }
    }
}
