package io.hearth.device.discovery;

import io.hearth.device.mapping.MappingRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Names that publish on the devices' topics and that no device has. However many there are, so many are remembered as is
 * allowed; the one heard of longest ago goes first.
 */
public final class UnknownDevices {
    private final int most;
    private final int longest;
    private final int mostNewAtOnce;
    private final LongSupplier clock;
    private final Map<String, Unknown> byName = new LinkedHashMap<>();
    private long forgotten;
    private volatile Consumer<Unknown> listener = unknown -> {};

    /**
     * None yet.
     *
     * @param most          how many are remembered
     * @param longest       the longest name and topic, in characters; one with a longer name is not remembered, a longer topic is cut off
     * @param mostNewAtOnce how many names of one message may be new; what is over counts as forgotten, and may come with a later one
     * @param clock         Unix ns
     */
    public UnknownDevices(int most, int longest, int mostNewAtOnce, LongSupplier clock) {
        this.mostNewAtOnce = Math.max(1, mostNewAtOnce);
        this.most = Math.max(1, most);
        this.longest = longest;
        this.clock = clock;
    }

    /**
     * An unknown name.
     *
     * @param name     stands for the device in the topic
     * @param topic    where it published last
     * @param messages how many came since it is remembered
     * @param first    when the first came, Unix ns
     * @param last     when the last came, Unix ns
     * @param broker   the name of the broker where it publishes
     */
    public record Unknown(String name, String topic, long messages, long first, long last, String broker) {
        /** At the default broker. */
        public Unknown(String name, String topic, long messages, long first, long last) {
            this(name, topic, messages, first, last, MappingRules.DEFAULT_BROKER);
        }
    }

    /** A message came for this name at the default broker. */
    public void seen(String name, String topic) {
        seen(name, topic, MappingRules.DEFAULT_BROKER);
    }

    /**
     * A message came that has these names in it. New ones are remembered up to a bound: one message with thousands must not
     * push out all the others, and a gateway that means them all sends them again.
     */
    public void seen(Collection<String> names, String topic, String broker) {
        int fresh = 0;
        for (String name : names) {
            if (name.length() > longest || of(name).isPresent() || fresh++ < mostNewAtOnce) {
                seen(name, topic, broker);
            } else {
                forget();
            }
        }
    }

    private synchronized void forget() {
        forgotten++;
    }

    /** A message came for this name. */
    public void seen(String name, String topic, String broker) {
        Unknown now;
        synchronized (this) {
            if (name.length() > longest) {
                forgotten++;
                return;
            }
            String told = topic.length() > longest ? topic.substring(0, longest) : topic;
            long time = clock.getAsLong();
            Unknown before = byName.remove(name);
            now = before == null
                    ? new Unknown(name, told, 1, time, time, broker)
                    : new Unknown(name, told, before.messages() + 1, before.first(), time, broker);
            byName.put(name, now);
            if (byName.size() > most) {
                Iterator<String> oldestFirst = byName.keySet().iterator();
                oldestFirst.next();
                oldestFirst.remove();
                forgotten++;
            }
        }
        listener.accept(now);
    }

    /** Who is told of each such message; it must not take long. */
    void listener(Consumer<Unknown> told) {
        listener = told;
    }

    /** All of them, the one heard of last first. */
    synchronized List<Unknown> all() {
        return new ArrayList<>(byName.values()).reversed();
    }

    /** The one of this name. */
    synchronized Optional<Unknown> of(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** How many names were not remembered, or no longer. */
    synchronized long forgotten() {
        return forgotten;
    }

    /** These are known now. */
    synchronized void known(Set<String> names) {
        byName.keySet().removeAll(names);
    }
}
