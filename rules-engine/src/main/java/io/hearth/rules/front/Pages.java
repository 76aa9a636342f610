package io.hearth.rules.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.rest.ErrorKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * One page of a list of which each share has a part: as many of each as the page may need, in order. No share is asked for
 * more at once than it answers anybody.
 */
final class Pages {
    private static final String OFFSET = "offset";
    private static final String LIMIT = "limit";
    private static final String AS_MANY_AS_ALLOWED = "-1";
    private static final int DEFAULT = 20;

    private final Shares shares;
    private final Merge.Pages how;

    /** What is asked for; the offset is 0 or more. */
    private record Wanted(int offset, int limit) {
        /** So many of each share the page may need; without a limit only their number is wanted. */
        long end() {
            return limit == 0 ? 0 : (long) offset + limit;
        }
    }

    /** What a share has of the list, as far as it is wanted, and how much it has in all. */
    private final class Part {
        private final List<JsonNode> items = new ArrayList<>();
        private long total = Long.MAX_VALUE;

        boolean isToBeAskedFor(Wanted wanted) {
            return total == Long.MAX_VALUE || items.size() < total && items.size() < wanted.end();
        }

        void add(ObjectNode page, Wanted wanted) {
            int before = items.size();
            page.path(how.list()).forEach(items::add);
            total = page.path("totalCount").asLong();
            if (items.size() == before && wanted.limit() > 0) {
                hasBecomeShorter();
            }
        }

        /** Since it was asked before. */
        void hasBecomeShorter() {
            total = items.size();
        }
    }

    Pages(Shares shares, Merge.Pages how) {
        this.shares = shares;
        this.how = how;
    }

    Answer of(Asked asked) {
        Query query = Query.of(asked.query());
        OptionalInt offset = offset(query);
        if (offset.isEmpty()) {
            // What is not allowed is refused as by one.
            return shares.ask(0, asked);
        }
        // Where the list ends only all together know.
        Answer first = shares.ask(0, asked.with(query.with(OFFSET, 0).text()));
        if (!first.isOk()) {
            return first;
        }
        Wanted wanted = new Wanted(offset.getAsInt(), limit(query));
        List<JsonNode> all = new ArrayList<>();
        long total = 0;
        for (int share = 0; share < shares.count(); share++) {
            Part part = new Part();
            if (share == 0) {
                part.add(first.document(), wanted);
            }
            while (part.isToBeAskedFor(wanted)) {
                Answer page = shares.ask(
                        share,
                        asked.with(query.with(OFFSET, part.items.size())
                                .with(LIMIT, missing(part, wanted))
                                .text()));
                if (page.status() == ErrorKind.RANGE_NOT_SATISFIABLE.status() && !part.items.isEmpty()) {
                    part.hasBecomeShorter();
                } else if (page.isOk()) {
                    part.add(page.document(), wanted);
                } else {
                    return page;
                }
            }
            total += part.total;
            all.addAll(part.items);
        }
        return page(first, all, total, wanted);
    }

    /** How many are to be asked for next; one also when none is wanted, for how many there are. */
    private int missing(Part part, Wanted wanted) {
        return Math.clamp(wanted.end() - part.items.size(), 1, shares.longestList());
    }

    /** Empty for what is none. */
    private static OptionalInt offset(Query query) {
        String offset = query.value(OFFSET).orElse("");
        try {
            int from = offset.isEmpty() ? 0 : Integer.parseInt(offset.strip());
            return from < 0 ? OptionalInt.empty() : OptionalInt.of(from);
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    /** Of one that a share has taken. */
    private int limit(Query query) {
        String limit = query.value(LIMIT).orElse("").strip();
        return switch (limit) {
            case "" -> Math.min(DEFAULT, shares.longestList());
            case AS_MANY_AS_ALLOWED -> shares.longestList();
            default -> Integer.parseInt(limit);
        };
    }

    private Answer page(Answer first, List<JsonNode> all, long total, Wanted wanted) {
        if (wanted.limit() > 0 && total > 0 && wanted.offset() > total) {
            return Answer.error(
                    ErrorKind.RANGE_NOT_SATISFIABLE,
                    "query parameter offset is " + wanted.offset() + ", the list has " + total + " items");
        }
        List<JsonNode> items = all.stream()
                .sorted(order())
                .skip(wanted.offset())
                .limit(wanted.limit())
                .toList();
        ObjectNode whole = first.document();
        whole.put("totalCount", total);
        whole.putArray(how.list()).addAll(items);
        return Answer.json(first.status(), whole);
    }

    private Comparator<JsonNode> order() {
        return switch (how.order()) {
            case ASCENDING -> Comparator.comparing(item -> item.path(how.by()).bigIntegerValue());
            case NEWEST ->
                Comparator.<JsonNode, Instant>comparing(
                                item -> Instant.parse(item.path(how.by()).asText()))
                        .reversed();
        };
    }
}
