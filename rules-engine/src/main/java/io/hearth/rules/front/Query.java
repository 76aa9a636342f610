package io.hearth.rules.front;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The query of a request.
 *
 * @param parameters in their order; one can come several times
 */
record Query(List<Parameter> parameters) {
    private record Parameter(String name, String value) {
        String text() {
            return URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    static Query of(String text) {
        List<Parameter> parameters = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = part.indexOf('=');
            parameters.add(
                    equals < 0
                            ? new Parameter(decoded(part), "")
                            : new Parameter(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1))));
        }
        return new Query(parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return text;
        }
    }

    Optional<String> value(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** The same with this value in place of others of its name. */
    Query with(String name, Object value) {
        List<Parameter> others = new ArrayList<>(parameters);
        others.removeIf(parameter -> parameter.name().equals(name));
        others.add(new Parameter(name, String.valueOf(value)));
        return new Query(others);
    }

    String text() {
        return parameters.stream().map(Parameter::text).collect(Collectors.joining("&"));
    }
}
