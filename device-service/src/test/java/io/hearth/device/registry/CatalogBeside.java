package io.hearth.device.registry;

import io.hearth.device.Samples;
import io.hearth.device.mapping.MappingIndex;

/** For tests outside of this package: the catalog of an instance that has no devices. */
public final class CatalogBeside {
    private CatalogBeside() {}

    /** Another instance has these. */
    public static DeviceCatalog of(MappingIndex others) {
        DeviceCatalog catalog = new DeviceCatalog(Samples.RULES);
        catalog.elsewhere(others);
        return catalog;
    }
}
