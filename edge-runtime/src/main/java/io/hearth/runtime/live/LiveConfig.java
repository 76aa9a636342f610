package io.hearth.runtime.live;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Settings that may change while a service runs: what EdgeX calls Writable, and {@code Service/MaxResultCount}. A service
 * follows the ones it has and asks for the value each time it uses it.
 */
@Singleton
public class LiveConfig {
    private final Map<Key, Setting<?>> followed = new ConcurrentHashMap<>();

    private record Key(String service, String path) {}

    private record Setting<T>(AtomicReference<T> value, Function<String, T> parse) {
        void set(String text) {
            value.set(parse.apply(text));
        }
    }

    /**
     * The value in force of a setting, from now on.
     *
     * @param service the service's key, for example {@code core-metadata}
     * @param path    where EdgeX has it, for example {@code Writable/ProfileChange/StrictDeviceProfileChanges}
     * @param parse   reads the text form; throws {@link IllegalArgumentException} for what is not allowed
     * @param atStart the value until somebody sets another
     */
    public <T> Supplier<T> follow(String service, String path, Function<String, T> parse, T atStart) {
        AtomicReference<T> value = new AtomicReference<>(atStart);
        followed.put(new Key(service, path), new Setting<>(value, parse));
        return value::get;
    }

    /**
     * Puts another value in force.
     *
     * @return false when no service in this process follows that setting
     * @throws IllegalArgumentException when the text is not a value of the setting, which then stays as it was
     */
    public boolean set(String service, String path, String text) {
        Setting<?> setting = followed.get(new Key(service, path));
        if (setting == null) {
            return false;
        }
        setting.set(text);
        return true;
    }
}
