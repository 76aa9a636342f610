package io.hearth.runtime.rest;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.runtime.door.Door;
import io.hearth.runtime.live.LiveConfig;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads {@code offset}, {@code limit} and {@code labels} (EdgeX API, paging); anything else than an allowed number is 400.
 * The longest list is that of the service whose route is asked: in one process each has a bound of its own, which can
 * change while it runs.
 */
@Singleton
@Startup
public class Paging {
    private static final int DEFAULT_LIMIT = 20;

    private static final String MAX_RESULT_COUNT = "Service/MaxResultCount";

    private final Limits limits;
    private final UriInfo asked;
    private final Map<String, Supplier<Integer>> maxResultCounts = new HashMap<>();

    /** Bounds of list answers. */
    @ConfigMapping(prefix = "hearth.rest")
    public interface Limits {
        /** EdgeX's {@code Service.MaxResultCount}: the longest list in one answer, until a service is given another. */
        @WithDefault("1024")
        int maxResultCount();
    }

    Paging(Limits limits, LiveConfig live, @Any Instance<Door> doors, UriInfo asked) {
        this.limits = limits;
        this.asked = asked;
        doors.forEach(door -> maxResultCounts.put(
                door.serviceKey(),
                live.follow(
                        door.serviceKey(),
                        MAX_RESULT_COUNT,
                        LiveConfig.count(1, Integer.MAX_VALUE),
                        limits.maxResultCount())));
    }

    /** The bound of the service that the request's path begins with. */
    private int maxResultCount() {
        String path = asked.getPath();
        int from = path.startsWith("/") ? 1 : 0;
        int end = path.indexOf('/', from);
        Supplier<Integer> own = maxResultCounts.get(end < 0 ? path.substring(from) : path.substring(from, end));
        return own == null ? limits.maxResultCount() : own.get();
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
        int most = maxResultCount();
        int wanted = number("limit", limit, Math.min(DEFAULT_LIMIT, most), -1, most);
        return wanted == -1 ? most : wanted;
    }

    /** A whole number in a query, with spaces around it or not, as EdgeX takes it; what is none, or not within bounds, is 400. */
    public static int number(String name, String text, int absent, int least, int most) {
        if (text == null || text.isEmpty()) {
            return absent;
        }
        try {
            int value = Integer.parseInt(text.strip());
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
