package io.hearth.device;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Makes {@code hearth.device.service-key} of the instance's name, {@code hearth.device.instance} or EdgeX's
 * {@code EDGEX_INSTANCE_NAME}: the names of topics and of sessions at the broker are settings made of it.
 */
public final class InstanceSettings implements ConfigSourceFactory {
    private static final String KEY = "hearth.device.service-key";
    private static final String INSTANCE = "hearth.device.instance";
    private static final String EDGEX_INSTANCE = "edgex.instance.name";
    /** Before every other source: the key is made of the name and of nothing else. */
    private static final int FIRST = 1000;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String instance = Stream.of(INSTANCE, EDGEX_INSTANCE)
                .map(context::getValue)
                .map(setting -> text(setting))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        return List.of(new PropertiesConfigSource(
                Map.of(KEY, ServiceKey.of(instance).value()), "device service's key", FIRST));
    }

    private static String text(ConfigValue setting) {
        return setting == null || setting.getValue() == null
                ? ""
                : setting.getValue().strip();
    }
}
