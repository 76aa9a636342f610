package io.hearth.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where the services of a box find each other, and what they tell others. */
class ServiceSettingsTest {
    @Test
    void services_find_each_other_at_the_boxs_own_address() {
        assertThat(settings(Map.of("hearth.box.host", "10.0.0.7")))
                .containsEntry("hearth.data.metadata.url", "http://10.0.0.7:59881")
                .containsEntry("hearth.command.public-url", "http://10.0.0.7:59882");
    }

    @Test
    void in_a_box_that_listens_everywhere_they_find_each_other_on_this_machine() {
        assertThat(settings(Map.of("hearth.box.host", "0.0.0.0")))
                .containsEntry("hearth.data.metadata.url", "http://127.0.0.1:59881")
                .containsEntry("hearth.keeper.url", "http://127.0.0.1:59890")
                .containsEntry("hearth.bus.host", "127.0.0.1")
                .containsEntry("quarkus.http.host", "0.0.0.0");
    }

    @Test
    void redis_is_for_the_box_alone_wherever_the_box_listens() {
        assertThat(settings(Map.of("hearth.box.host", "10.0.0.7")))
                .containsEntry("quarkus.redis.hosts", "redis://127.0.0.1:6379");
    }

    @Test
    void how_clients_reach_core_command_is_what_was_set() {
        assertThat(settings(Map.of("hearth.command.public-url", "https://edge.example/command")))
                .containsEntry("hearth.command.public-url", "https://edge.example/command");
    }

    private static Map<String, String> settings(Map<String, String> set) {
        SmallRyeConfig all = BoxSettings.read(set);
        return ServiceSettings.of(BoxPlan.of(all.getConfigMapping(BoxConfig.class), all), all);
    }
}
