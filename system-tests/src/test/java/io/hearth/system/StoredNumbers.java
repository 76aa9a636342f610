package io.hearth.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What core-data has stored of a {@link SteadyPublisher}'s numbers, read page by page over REST: number to origins, Unix ns. What
 * is stored meanwhile may move a reading to the next page, so that it comes again: it is known by its id. In a list that does not
 * grow meanwhile, a reading that comes again is stored twice, since an event that is delivered twice has the same ids.
 */
record StoredNumbers(Map<Integer, List<Long>> times) {
    private static final int PAGE = 1000;

    static StoredNumbers of(Box box, String device, String resource) {
        return of(path -> box.getJson(59880, path), device, resource);
    }

    /** As core-data answers to the path of a GET. */
    static StoredNumbers of(Function<String, JsonNode> coreData, String device, String resource) {
        Map<Integer, List<Long>> times = new TreeMap<>();
        List<JsonNode> again = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<Integer> totals = new HashSet<>();
        int offset = 0;
        JsonNode readings;
        do {
            JsonNode answer = coreData.apply("/api/v3/reading/device/name/" + device + "/resourceName/" + resource
                    + "?offset=" + offset + "&limit=" + PAGE);
            readings = answer.path("readings");
            totals.add(answer.path("totalCount").asInt());
            for (JsonNode reading : readings) {
                if (ids.add(idOf(reading))) {
                    add(reading, times);
                } else {
                    again.add(reading);
                }
            }
            offset += PAGE;
            if (offset > answer.path("totalCount").asInt()) {
                break;
            }
        } while (!readings.isEmpty());
        if (totals.size() == 1) {
            again.forEach(reading -> add(reading, times));
        }
        return new StoredNumbers(times);
    }

    private static void add(JsonNode reading, Map<Integer, List<Long>> times) {
        int number = (int) Double.parseDouble(reading.path("value").asText());
        times.computeIfAbsent(number, first -> new ArrayList<>(1))
                .add(reading.path("origin").asLong());
    }

    private static String idOf(JsonNode reading) {
        String id = reading.path("id").asText();
        if (id.isEmpty()) {
            throw new IllegalStateException("a reading has no id: " + reading);
        }
        return id;
    }

    /** Those from this on: a device may have reported something else before. */
    StoredNumbers from(int first) {
        return new StoredNumbers(new TreeMap<>(times).tailMap(first, true));
    }

    /** How many of these are not stored. */
    long missing(Set<Integer> expected) {
        return lacks(expected).size();
    }

    /** Those of these that are not stored. */
    Set<Integer> lacks(Set<Integer> expected) {
        return expected.stream().filter(number -> !times.containsKey(number)).collect(Collectors.toSet());
    }

    /** How many are stored more than once. */
    long twice() {
        return numbersTwice().size();
    }

    /** Those that are stored more than once. */
    Set<Integer> numbersTwice() {
        return times.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The first and the last of those that are stored more than once, with their origins: what to look at in a failure. */
    String twiceInWords() {
        List<String> twice = times.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Object::toString)
                .toList();
        return twice.size() <= 20
                ? twice.toString()
                : twice.subList(0, 10) + " ... " + twice.subList(twice.size() - 10, twice.size());
    }
}
