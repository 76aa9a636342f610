package io.hearth.runtime.rest;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;

/** Reads {@code offset}, {@code limit} and {@code labels} (EdgeX API, paging); anything else than an allowed number is 400. */
@Singleton
public class Paging {
    private static final int DEFAULT_LIMIT = 20;

    private final Limits limits;

    /** Bounds of list answers. */
    @ConfigMapping(prefix = "hearth.rest")
    public interface Limits {
        /** EdgeX's {@code Service.MaxResultCount}: the longest list in one answer. */
        @WithDefault("1024")
        int maxResultCount();
    }

    Paging(Limits limits) {
        this.limits = limits;
    }

    /**
     * The page that the query asks for.
     *
     * @param offset query text, null when absent: 0 to 2147483647
     * @param limit  query text, null when absent: -1 (as many as allowed) to the largest result count
     */
    public Page page(String offset, String limit) {
        return new Page(number("offset", offset, 0, 0, Integer.MAX_VALUE), limit(limit), true);
    }

    /** As {@link #page}, and {@code offset=-1} means "from the start, without counting" as core-data's lists allow. */
    public Page pageOrUncounted(String offset, String limit) {
        int from = number("offset", offset, 0, -1, Integer.MAX_VALUE);
        return new Page(Math.max(0, from), limit(limit), from >= 0);
    }

    /** The labels of a comma list; an item must hold all of them. */
    public static List<String> labels(String labels) {
        return labels == null || labels.isBlank()
                ? List.of()
                : Arrays.stream(labels.split(","))
                        .map(String::trim)
                        .filter(label -> !label.isEmpty())
                        .toList();
    }

    private int limit(String limit) {
        int asked = number("limit", limit, DEFAULT_LIMIT, -1, limits.maxResultCount());
        return asked == -1 ? limits.maxResultCount() : asked;
    }

    /** A whole number in a query; what is none, or not within bounds, is 400. */
    public static int number(String name, String text, int absent, int least, int most) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // said below, with what is allowed
        }
        throw new EdgexException(
                ErrorKind.CONTRACT_INVALID,
                "query parameter " + name + " is '" + text + "', allowed is a whole number from " + least + " to "
                        + most);
    }
}
