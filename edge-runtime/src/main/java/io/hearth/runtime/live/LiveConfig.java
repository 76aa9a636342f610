package io.hearth.runtime.live;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Settings that may change while a service runs: what EdgeX calls Writable, and {@code Service/MaxResultCount}. A service
 * follows the ones it has and asks for the value each time it uses it; {@link LiveFeed} brings the values. Paths are
 * compared without letter case, as EdgeX's services do.
 */
@Singleton
public class LiveConfig {
    private final Map<Key, List<Setting<?>>> followed = new ConcurrentHashMap<>();
    /** What was stored when it was last read, by service and path, for who follows later. */
    private final Map<String, Map<String, String>> stored = new ConcurrentHashMap<>();

    private record Key(String service, String path) {
        static Key of(String service, String path) {
            return new Key(service, folded(path));
        }
    }

    /**
     * The value in force of a setting, from now on.
     *
     * @param service the service's key, for example {@code core-metadata}
     * @param path    where EdgeX has it, for example {@code Writable/ProfileChange/StrictDeviceProfileChanges}
     * @param parse   reads the text form; throws {@link IllegalArgumentException} for what is not allowed, see {@link
     *     #flag} and {@link #count}
     * @param atStart the value until somebody sets another, and again when that is taken back
     */
    public <T> Supplier<T> follow(String service, String path, Function<String, T> parse, T atStart) {
        return follow(service, path, parse, atStart, value -> {});
    }

    /** As {@link #follow(String, String, Function, Object)}, and {@code changed} is told of each other value; quickly. */
    public synchronized <T> Supplier<T> follow(
            String service, String path, Function<String, T> parse, T atStart, Consumer<T> changed) {
        Setting<T> setting = new Setting<>(service, path, parse, atStart, changed);
        followed.computeIfAbsent(Key.of(service, path), first -> new CopyOnWriteArrayList<>())
                .add(setting);
        String text = stored.getOrDefault(service, Map.of()).get(folded(path));
        if (text != null) {
            setting.offer(text);
        }
        return setting::value;
    }

    /**
     * Puts another value in force.
     *
     * @return false when no service in this process follows that setting
     * @throws IllegalArgumentException when the text is not a value of the setting, which then stays as it was
     */
    public boolean set(String service, String path, String text) {
        List<Setting<?>> settings = followed.getOrDefault(Key.of(service, path), List.of());
        settings.forEach(setting -> setting.set(text));
        return !settings.isEmpty();
    }

    /** As {@link #set}, but a wrong value is only logged and counted. */
    boolean offer(String service, String path, String text) {
        List<Setting<?>> settings = followed.getOrDefault(Key.of(service, path), List.of());
        settings.forEach(setting -> setting.offer(text));
        return !settings.isEmpty();
    }

    /**
     * Puts in force what is stored for a service, and for all else what held at the start. Wrong values are logged and
     * counted, and the setting stays as it was.
     *
     * @param values texts by path
     */
    synchronized void replaceAll(String service, Map<String, String> values) {
        Map<String, String> folded = new TreeMap<>();
        values.forEach((path, text) -> folded.put(folded(path), text));
        stored.put(service, folded);
        followed.forEach((key, settings) -> {
            if (key.service().equals(service)) {
                String text = folded.get(key.path());
                settings.forEach(text == null ? Setting::reset : setting -> setting.offer(text));
            }
        });
    }

    /** The values in force of a service's settings, by path. */
    public Map<String, Object> inForce(String service) {
        Map<String, Object> values = new TreeMap<>();
        followed.forEach((key, settings) -> {
            if (key.service().equals(service)) {
                Setting<?> first = settings.getFirst();
                values.put(first.path(), first.shown());
            }
        });
        return values;
    }

    /** Reads what Go takes for true or false; {@link IllegalArgumentException} for anything else. */
    public static boolean flag(String text) {
        return switch (text.trim()) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new IllegalArgumentException("allowed is true or false");
        };
    }

    /** A reader of whole numbers within bounds; {@link IllegalArgumentException} for anything else. */
    public static Function<String, Integer> count(int least, int most) {
        return text -> {
            try {
                int value = Integer.parseInt(text.trim());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException notOne) {
                // said below, with what is allowed
            }
            throw new IllegalArgumentException("allowed is a whole number from " + least + " to " + most);
        };
    }

    private static String folded(String path) {
        return path.toLowerCase(Locale.ROOT);
    }
}
