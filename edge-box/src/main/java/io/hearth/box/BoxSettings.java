package io.hearth.box;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Duration;
import java.util.Map;

/** The box's settings, read before Quarkus starts from the same places: system properties, environment, the jar's defaults. */
public final class BoxSettings {
    private static final int APPLICATION_PROPERTIES = 250;
    private static final int FIRST = 1000;
    private static final int CONVERTER_PRIORITY = 200;

    private BoxSettings() {}

    /**
     * Reads the settings.
     *
     * @param first what wins over everything else, key and value
     * @throws IllegalArgumentException or another runtime exception of the configuration library naming the key that is wrong
     */
    public static SmallRyeConfig read(Map<String, String> first) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .withSources(new PropertiesConfigSource(first, "first", FIRST))
                .withConverter(MemorySize.class, CONVERTER_PRIORITY, new MemorySizeConverter())
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withMapping(BoxConfig.class);
        URL own = BoxSettings.class.getResource("/application.properties");
        if (own != null) {
            try {
                builder.withSources(new PropertiesConfigSource(own, APPLICATION_PROPERTIES));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return builder.build();
    }
}
