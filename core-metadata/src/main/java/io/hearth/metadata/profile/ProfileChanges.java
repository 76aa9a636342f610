package io.hearth.metadata.profile;

import io.hearth.contracts.metadata.DeviceProfile;
import io.hearth.contracts.rest.EdgexException;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.contracts.validation.ValidProfileValidator;
import io.hearth.metadata.announce.Announcements;
import io.hearth.metadata.announce.Announcements.Action;
import io.hearth.metadata.device.Capacity;
import io.hearth.metadata.store.Answer;
import io.hearth.metadata.store.Change;
import io.hearth.metadata.store.Decision;
import io.hearth.metadata.store.Kinds;
import io.hearth.metadata.store.MetadataStore;
import io.hearth.metadata.store.Stored;
import io.hearth.metadata.store.Uses;
import io.hearth.metadata.store.View;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What every change of a profile that is there does, by whichever route it came: the result is valid, and all who use it are told. */
@Singleton
class ProfileChanges {
    private final MetadataStore store;
    private final Announcements announcements;
    private final Capacity capacity;

    ProfileChanges(MetadataStore store, Announcements announcements, Capacity capacity) {
        this.store = store;
        this.announcements = announcements;
        this.capacity = capacity;
    }

    /**
     * Carries out each request by itself.
     *
     * @param profile reads the name of the profile that a request is about; null when it says so otherwise
     */
    <R, A> List<Answer<A>> each(
            List<R> requests, Function<R, String> profile, BiFunction<View, R, Decision<A>> decide) {
        return store.changeEach(
                requests,
                (view, chunk) -> {
                    List<String> names =
                            chunk.stream().map(profile).filter(Objects::nonNull).toList();
                    view.prefetch(Kinds.PROFILE, names);
                    view.prefetchCounted(
                            names.stream().map(Kinds::usersOfProfile).toList());
                },
                decide);
    }

    /** Carries out one request. */
    <A> A one(Function<View, Decision<A>> decide) {
        return store.change(decide);
    }

    /** Carries out one request about a profile that no device uses: 409 while one does, whatever else is wrong, as in EdgeX. */
    <A> A unused(String profile, Function<View, Decision<A>> decide) {
        return store.change(view -> {
            Uses uses = new Uses(store, Kinds.PROFILE, profile).none(Kinds.DEVICE, Kinds.ofProfile(profile));
            Decision<A> decision = decide.apply(view);
            uses.expectedBy(decision.change());
            return decision;
        });
    }

    /** Puts a profile in the place of one; 400 when its parts do not fit together or there is no room. */
    Change replace(View view, Stored<DeviceProfile> before, DeviceProfile after) {
        List<String> problems = ValidProfileValidator.problems(after);
        if (!problems.isEmpty()) {
            throw new EdgexException(
                    ErrorKind.CONTRACT_INVALID, "device profile '" + after.name() + "': " + problems.getFirst());
        }
        String users = Kinds.usersOfProfile(after.name());
        List<String> services = view.counted(users);
        Change change = new Change().expectCounted(users, services);
        capacity.changed(view, change, before.value(), after);
        change.replace(Kinds.PROFILE, before, after);
        announcements.profile(change, Action.UPDATE, after);
        services.forEach(service -> announcements.profile(change, Action.UPDATE, after, service));
        return change;
    }
}
