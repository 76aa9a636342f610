package io.hearth.box.testing;

import io.hearth.box.BoxConfig;
import io.hearth.box.BoxPlan;
import io.hearth.box.BoxSettings;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Settings of a box under test: its own data folder, every port a free one, what is given on top. */
public record Configs(SmallRyeConfig all) {
    public static Configs of(Path data, Map<String, String> settings) {
        Map<String, String> first = new HashMap<>();
        first.put("hearth.box.data", data.toString());
        first.put("hearth.box.min-free-disk", "1");
        for (String key : new String[] {
            "box.port",
            "box.broker.port",
            "box.redis.port",
            "rules.port",
            "data.port",
            "metadata.port",
            "metadata.keeper.port",
            "command.port",
            "device.port"
        }) {
            first.put("hearth." + key, Integer.toString(Ports.free()));
        }
        first.putAll(settings);
        return new Configs(BoxSettings.read(first));
    }

    public BoxConfig box() {
        return all.getConfigMapping(BoxConfig.class);
    }

    public BoxPlan plan() {
        return BoxPlan.of(box(), all);
    }
}
