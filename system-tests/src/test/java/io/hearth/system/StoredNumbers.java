package io.hearth.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What core-data has stored of a {@link SteadyPublisher}'s numbers, read page by page over REST: number to how often. */
record StoredNumbers(Map<Integer, Integer> times) {
    private static final int PAGE = 1000;

    static StoredNumbers of(Box box, String device, String resource) {
        Map<Integer, Integer> times = new HashMap<>();
        int offset = 0;
        JsonNode readings;
        do {
            JsonNode answer = box.getJson(
                    59880,
                    "/api/v3/reading/device/name/" + device + "/resourceName/" + resource + "?offset=" + offset
                            + "&limit=" + PAGE);
            readings = answer.path("readings");
            for (JsonNode reading : readings) {
                times.merge((int) Double.parseDouble(reading.path("value").asText()), 1, Integer::sum);
            }
            offset += PAGE;
            if (offset > answer.path("totalCount").asInt()) {
                break;
            }
        } while (!readings.isEmpty());
        return new StoredNumbers(times);
    }

    /** How many of these are not stored. */
    long missing(Set<Integer> expected) {
        return expected.stream().filter(number -> !times.containsKey(number)).count();
    }

    /** How many are stored more than once. */
    long twice() {
        return times.values().stream().filter(count -> count > 1).count();
    }
}
