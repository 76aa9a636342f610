package io.hearth.rules.front;

import io.hearth.rules.store.Share;
import java.util.List;
import java.util.Set;

/** Who can answer a request, where replicas share the devices. */
public sealed interface Route {
    /** Anybody who looks after any share: what is asked for is the same for all of them. */
    record Anybody() implements Route {}

    /** All shares, whose answers are put together. */
    record All(Merge merge) implements Route {}

    /** The one that looks after a device. */
    record OfDevice(String device) implements Route {
        int share(int shares) {
            return Share.of(device, shares).number();
        }
    }

    /** The one that has what is asked for, which is known by asking. */
    record WhoHasIt() implements Route {}

    /** All shares, each of which does what it can. */
    record EachItsItems() implements Route {}

    /** The one that looks after the only device of a rule. */
    record OnlyDevice(String rule) implements Route {}

    /** All shares, for as long as the client listens. */
    record Stream() implements Route {}

    /** What acts on alarms. */
    Set<String> ACTS = Set.of("acknowledge", "comment", "shelve", "unshelve");

    /** Of a request. */
    public static Route of(Asked asked) {
        List<String> levels = asked.levels();
        return switch (levels.isEmpty() ? "" : levels.getFirst()) {
            case "rule" -> asked.isRead() ? rule(asked, levels) : new Anybody();
            case "alarm" -> alarm(levels);
            case "action" ->
                levels.equals(List.of("action", "waiting"))
                        ? new All(new Merge.Pages("actions", "origin", Merge.Order.ASCENDING))
                        : new Anybody();
            default -> new Anybody();
        };
    }

    private static Route rule(Asked asked, List<String> levels) {
        if (levels.equals(List.of("rule", "stream"))) {
            return new Stream();
        }
        if (levels.equals(List.of("rule", "figures", "all"))) {
            return new All(new Merge.Figures());
        }
        boolean isNamed = levels.size() > 2 && levels.get(1).equals("name");
        String last = levels.getLast();
        if (isNamed && levels.size() == 3) {
            return new All(new Merge.Devices());
        }
        if (isNamed && levels.size() == 4 && last.equals("figures")) {
            return new All(new Merge.Figures());
        }
        if (isNamed && levels.size() == 4 && last.equals("why")) {
            return Query.of(asked.query())
                    .value("device")
                    .filter(device -> !device.isEmpty())
                    .<Route>map(OfDevice::new)
                    .orElseGet(() -> new OnlyDevice(levels.get(2)));
        }
        return new Anybody();
    }

    private static Route alarm(List<String> levels) {
        if (levels.equals(List.of("alarm", "stream"))) {
            return new Stream();
        }
        if (levels.equals(List.of("alarm", "all"))) {
            return new All(new Merge.Pages("alarms", "raised", Merge.Order.NEWEST));
        }
        if (levels.size() == 4 && levels.subList(0, 3).equals(List.of("alarm", "device", "name"))) {
            return new OfDevice(levels.get(3));
        }
        if (levels.size() > 2 && levels.get(1).equals("id")) {
            return new WhoHasIt();
        }
        return levels.size() == 2 && ACTS.contains(levels.get(1)) ? new EachItsItems() : new Anybody();
    }
}
