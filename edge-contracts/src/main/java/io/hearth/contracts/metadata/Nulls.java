package io.hearth.contracts.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What Go's decoder makes of a null inside a list or map: its type's empty value. The list or map itself may be null. */
final class Nulls {
    private Nulls() {}

    /** The same texts, "" for each null. */
    static List<String> asEmpty(List<String> texts) {
        return texts == null || texts.stream().noneMatch(Objects::isNull)
                ? texts
                : texts.stream().map(text -> text == null ? "" : text).toList();
    }

    /** The same texts by key, "" for each null. */
    static Map<String, String> asEmpty(Map<String, String> texts) {
        return withoutNulls(texts, "");
    }

    /** The same lists by key, an empty one for each null, "" for each null within. */
    static Map<String, List<String>> listsAsEmpty(Map<String, List<String>> lists) {
        Map<String, List<String>> whole = withoutNulls(lists, List.of());
        if (whole == null || whole.values().stream().flatMap(List::stream).noneMatch(Objects::isNull)) {
            return whole;
        }
        Map<String, List<String>> copy = new LinkedHashMap<>(whole);
        copy.replaceAll((key, texts) -> asEmpty(texts));
        return copy;
    }

    /** The same values by key, {@code empty} for each null. */
    static <V> Map<String, V> withoutNulls(Map<String, V> values, V empty) {
        if (values == null || values.values().stream().noneMatch(Objects::isNull)) {
            return values;
        }
        Map<String, V> copy = new LinkedHashMap<>(values);
        copy.replaceAll((key, value) -> value == null ? empty : value);
        return copy;
    }
}
