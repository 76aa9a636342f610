package io.hearth.metadata.store;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.metadata.store.Kind.Index;
import java.util.ArrayList;
import java.util.List;

/** Whether anything uses a thing that is to go: 409 when something does, and the change fails when something does by then. */
public final class Uses {
    private final MetadataStore store;
    private final Kind<?> used;
    private final String name;
    private final List<Use> none = new ArrayList<>();

    private record Use(Kind<?> users, Index listed) {}

    /** Of the thing of that name. */
    public Uses(MetadataStore store, Kind<?> used, String name) {
        this.store = store;
        this.used = used;
        this.name = name;
    }

    /** There must be no user of this kind, listed there. */
    public Uses none(Kind<?> users, Index listed) {
        if (store.sizes(users, List.of(listed)).getFirst() > 0) {
            throw new EdgexException(
                    ErrorKind.STATUS_CONFLICT,
                    used.title() + " '" + name + "' is in use by at least one " + users.title());
        }
        none.add(new Use(users, listed));
        return this;
    }

    /** Makes the change take for granted that there are still no users. */
    public Change expectedBy(Change change) {
        none.forEach(use -> change.expectEmpty(use.users(), use.listed()));
        return change;
    }
}
