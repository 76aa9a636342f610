package io.hearth.box.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The checks that a process tells at {@code /q/health}. */
record Health(List<Check> checks) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One check.
     *
     * @param why where it is when it is up, why not when it is down; empty when nothing was said
     */
    record Check(String name, boolean up, String why) {}

    static Health of(String body) {
        try {
            List<Check> checks = new ArrayList<>();
            for (JsonNode check : JSON.readTree(body).path("checks")) {
                boolean up = check.path("status").asText().equals("UP");
                checks.add(new Check(
                        check.path("name").asText(),
                        up,
                        check.path("data").path(up ? "broker" : "reason").asText("")));
            }
            return new Health(checks);
        } catch (JsonProcessingException notJson) {
            return new Health(List.of(new Check("health", false, "what answered is not a Hearth")));
        }
    }
}
