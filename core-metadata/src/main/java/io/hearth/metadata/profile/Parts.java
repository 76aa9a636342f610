package io.hearth.metadata.profile;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The resources or the device commands of a profile, as a list in which each has a name.
 *
 * @param title   what people call one of them
 * @param profile the profile's name
 */
record Parts<P>(String title, String profile, List<P> parts, Function<P, String> name) {

    /** The part of that name, 404 when there is none. */
    P get(String wanted) {
        return parts.get(indexOf(wanted));
    }

    /** All of them and one more. */
    List<P> with(P part) {
        List<P> more = new ArrayList<>(parts);
        more.add(part);
        return more;
    }

    /** All of them, one of them changed; 404 when it is not there. */
    List<P> changed(String wanted, UnaryOperator<P> change) {
        List<P> changed = new ArrayList<>(parts);
        changed.set(indexOf(wanted), change.apply(get(wanted)));
        return changed;
    }

    /** All but one; 404 when it is not there. */
    List<P> without(String wanted) {
        List<P> fewer = new ArrayList<>(parts);
        fewer.remove(indexOf(wanted));
        return fewer;
    }

    private int indexOf(String wanted) {
        for (int i = 0; i < parts.size(); i++) {
            if (name.apply(parts.get(i)).equals(wanted)) {
                return i;
            }
        }
        throw new EdgexException(
                ErrorKind.ENTITY_DOES_NOT_EXIST,
                title + " '" + wanted + "' of device profile '" + profile + "' does not exist");
    }
}
