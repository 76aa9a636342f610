package io.hearth.device.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.device.Samples;
import io.hearth.device.mapping.MappingIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceCatalogTest {
    private final MappingIndex home = Samples.home();
    private final DeviceCatalog catalog = new DeviceCatalog(Samples.RULES);

    @Test
    void who_listens_to_devices_has_them_before_they_are_shown_and_the_others_after() {
        List<Boolean> shown = new ArrayList<>();
        catalog.onChange(index -> shown.add(catalog.index() == index));
        catalog.beforeChange(index -> shown.add(catalog.index() == index));

        catalog.become(home);

        assertThat(shown).containsExactly(false, true);
        assertThat(catalog.index()).isSameAs(home);
    }

    @Test
    void who_comes_after_the_devices_were_read_is_told_of_them_at_once() {
        List<MappingIndex> told = new ArrayList<>();
        catalog.become(home);

        catalog.beforeChange(told::add);
        catalog.onChange(told::add);

        assertThat(told).containsExactly(home, home);
    }
}
