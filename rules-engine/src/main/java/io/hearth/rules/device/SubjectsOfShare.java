package io.hearth.rules.device;

import io.hearth.rules.rule.Selector;
import io.hearth.rules.store.Share;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Of the devices that rules are about those that are looked after here.
 *
 * @param all   all devices
 * @param share which of them are looked after here
 */
public record SubjectsOfShare(Subjects all, Share share) implements Subjects {
    /** All of them when they are not shared out. */
    public static Subjects of(Subjects all, Share share) {
        return share.isAll() ? all : new SubjectsOfShare(all, share);
    }

    @Override
    public Set<String> of(Selector selector) {
        return all.of(selector).stream().filter(share::has).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean includes(Selector selector, String device) {
        return share.has(device) && all.includes(selector, device);
    }

    @Override
    public boolean isElsewhere(String device) {
        return !share.has(device);
    }

    @Override
    public boolean isComplete() {
        return all.isComplete();
    }

    @Override
    public boolean exists(String device) {
        return all.exists(device);
    }
}
