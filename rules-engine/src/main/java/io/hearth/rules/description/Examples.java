package io.hearth.rules.description;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.ApiVersion;
import io.hearth.contracts.rest.BaseResponse;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Puts an example to each request and answer of the service's routes in the OpenAPI description, when it is built. They are in
 * one file, {@code META-INF/rules-examples.yaml}, by method, path and status: written at the routes they would bury them.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class Examples implements OASFilter {
    private static final String FILE = "/META-INF/rules-examples.yaml";
    private static final String ROUTES = "/rules-engine/api/v3";
    private static final String JSON = "application/json";
    private static final int FIRST_ERROR = 400;
    private static final int NOT_NOW = 503;
    /** What needs the rules, or what is known of devices and alarms. */
    private static final Pattern NEEDS_STORE = Pattern.compile("/(?!rule/schema$)(rule|alarm|silence|action)(/.*)?");

    private final JsonNode examples = read();

    private static JsonNode read() {
        try (InputStream file = Examples.class.getResourceAsStream(FILE)) {
            // Examples stand in examples: Jackson does not follow aliases.
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(Integer.MAX_VALUE);
            return Json.mapper().valueToTree(new Yaml(new SafeConstructor(options)).<Object>load(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getPaths().getPathItems().forEach((path, item) -> {
            if (path.startsWith(ROUTES)) {
                String route = path.substring(ROUTES.length());
                item.getOperations().forEach((method, operation) -> {
                    fill(examples.path(method + " " + route), operation);
                    if (NEEDS_STORE.matcher(route).matches()) {
                        sayNotNow(operation);
                    }
                });
            }
        });
    }

    private static void fill(JsonNode own, Operation operation) {
        JsonNode requests = own.path("request");
        if (operation.getRequestBody() != null && requests.isObject()) {
            MediaType body = json(operation.getRequestBody().getContent());
            requests.fields().forEachRemaining(example -> add(body, example.getKey(), example.getValue()));
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (own.has(status)) {
                fill(status, own.get(status), response);
            }
        });
    }

    private static void fill(String status, JsonNode example, APIResponse response) {
        int code = Integer.parseInt(status);
        if (code >= FIRST_ERROR) {
            MediaType error = OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref(BaseResponse.class.getSimpleName()));
            response.content(OASFactory.createContent().addMediaType(JSON, error));
            add(error, status, error(code, example.asText()));
        } else {
            add(
                    Optional.ofNullable(response.getContent())
                            .map(Examples::any)
                            .orElseGet(() -> json(content(response))),
                    status,
                    example);
        }
    }

    /** Written at each route it would bury what is its own. */
    private static void sayNotNow(Operation operation) {
        String status = Integer.toString(NOT_NOW);
        if (!operation.getResponses().hasAPIResponse(status)) {
            APIResponse response = OASFactory.createAPIResponse()
                    .description(
                            "not now, ask again: Redis is away, the rules are not loaded yet, or another replica is at work");
            operation.getResponses().addAPIResponse(status, response);
            fill(status, Json.mapper().getNodeFactory().textNode("the rules are not loaded yet"), response);
        }
    }

    private static JsonNode error(int status, String message) {
        return Json.mapper()
                .createObjectNode()
                .put("apiVersion", ApiVersion.V3)
                .put("message", message)
                .put("statusCode", status);
    }

    private static Content content(APIResponse response) {
        response.setContent(OASFactory.createContent());
        return response.getContent();
    }

    private static MediaType any(Content content) {
        return content.getMediaTypes().values().stream().findFirst().orElseGet(() -> json(content));
    }

    private static MediaType json(Content content) {
        if (content.getMediaType(JSON) == null) {
            content.addMediaType(JSON, OASFactory.createMediaType());
        }
        return content.getMediaType(JSON);
    }

    private static void add(MediaType to, String name, JsonNode example) {
        to.addExample(name, OASFactory.createExample().value(Json.mapper().convertValue(example, Object.class)));
    }
}
