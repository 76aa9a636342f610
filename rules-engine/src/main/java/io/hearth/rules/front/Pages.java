package io.hearth.rules.front;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearth.contracts.rest.ErrorKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        long end() {
            return (long) offset + limit;
        }
    }

    /** What a share has of the list, as far as it is wanted, and how much it has in all. */
    private record Part(List<JsonNode> items, long total) {}

    Pages(Shares shares, Merge.Pages how) {
        this.shares = shares;
        this.how = how;
    }

    Answer of(Asked asked) {
        Query query = Query.of(asked.query());
        // What is not allowed is refused as by one; where the list ends only all together know.
        Answer first =
                shares.ask(0, asked.with(isNumber(query) ? query.with(OFFSET, 0).text() : asked.query()));
        if (!first.isOk()) {
            return first;
        }
        Wanted wanted = wanted(query);
        List<JsonNode> all = new ArrayList<>();
        long total = 0;
        for (int share = 0; share < shares.count(); share++) {
            Part part = new Part(new ArrayList<>(), 0);
            do {
                Answer page = shares.ask(
                        share,
                        asked.with(query.with(OFFSET, part.items().size())
                                .with(LIMIT, missing(part, wanted))
                                .text()));
                if (page.status() == ErrorKind.RANGE_NOT_SATISFIABLE.status()
                        && !part.items().isEmpty()) {
                    // It has become shorter meanwhile.
                    part = new Part(part.items(), part.items().size());
                    break;
                }
                if (!page.isOk()) {
                    return page;
                }
                ObjectNode document = page.document();
                int before = part.items().size();
                document.path(how.list()).forEach(part.items()::add);
                boolean isEnd = part.items().size() == before;
                part = new Part(
                        part.items(),
                        isEnd ? before : document.path("totalCount").asLong());
            } while (part.items().size() < part.total() && part.items().size() < wanted.end());
            total += part.total();
            all.addAll(part.items());
        }
        return page(first, all, total, wanted);
    }

    /** How many are to be asked for next; one also when none is wanted, for how many there are. */
    private int missing(Part part, Wanted wanted) {
        return Math.clamp(wanted.end() - part.items().size(), 1, shares.longestList());
    }

    private static boolean isNumber(Query query) {
        return query.value(OFFSET).orElse("0").strip().matches("\\d{1,9}");
    }

    private Wanted wanted(Query query) {
        String limit = query.value(LIMIT).orElse("").strip();
        return new Wanted(
                Integer.parseInt(query.value(OFFSET).orElse("0").strip()),
                switch (limit) {
                    case "" -> Math.min(DEFAULT, shares.longestList());
                    case AS_MANY_AS_ALLOWED -> shares.longestList();
                    default -> Integer.parseInt(limit);
                });
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
