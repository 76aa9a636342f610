package io.hearth.metadata.device;

import io.hearth.contracts.metadata.Device;
import io.hearth.metadata.store.Descendants;
import io.hearth.metadata.store.Kind.Index;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.MetadataStore.Listing;
import io.hearth.runtime.rest.Page;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The devices as they are read: each with the time of its last report. */
@Singleton
public class DeviceQueries {
    private final MetadataStore store;
    private final Descendants descendants;
    private final LastReports reports;

    DeviceQueries(MetadataStore store, Descendants descendants, LastReports reports) {
        this.store = store;
        this.descendants = descendants;
        this.reports = reports;
    }

    /** The device of that name, 404 when there is none. */
    public ReportedDevice named(String name) {
        return reported(List.of(store.get(Kinds.DEVICE, name))).getFirst();
    }

    /** The device of that id, 404 when there is none. */
    public ReportedDevice ofId(String id) {
        return reported(List.of(store.ofId(Kinds.DEVICE, id))).getFirst();
    }

    /** One page of the devices that are in all of these lists, oldest first. */
    public ReportedDevice.Page list(List<Index> indexes, Page page) {
        return page(store.list(Kinds.DEVICE, indexes, page));
    }

    /**
     * One page of the devices below a device, oldest first.
     *
     * @param levels how far down; 0 is all the way
     * @param with   lists that a device must be in; below one that is not, nothing is looked for
     */
    public ReportedDevice.Page below(String parent, int levels, List<Index> with, Page page) {
        return page(descendants.list(Kinds.DEVICE, Kinds::ofParent, parent, levels, with, page));
    }

    private ReportedDevice.Page page(Listing<Device> devices) {
        return ReportedDevice.Page.of(devices.total(), reported(devices.items()));
    }

    private List<ReportedDevice> reported(List<Device> devices) {
        List<Long> times = reports.of(devices.stream().map(Device::name).toList());
        List<ReportedDevice> reported = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            reported.add(new ReportedDevice(devices.get(i), times.get(i)));
        }
        return reported;
    }
}
