package io.hearth.coredata.latest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hearth.coredata.store.Changes.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LiveClientTest {
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger gone = new AtomicInteger();
    private final LiveClient<String> client = client(DeviceChoice.of(List.of()));

    @Test
    void a_slow_client_is_told_each_device_once_with_its_last_change() {
        client.changed(List.of(new Change("a", 1), new Change("b", 2)));
        client.changed(List.of(new Change("a", 3)));
        client.changed(List.of(new Change("a", 4), new Change("c", 5)));

        client.request(10);

        await().until(() -> told.size() == 3);
        assertThat(told).containsExactly("b@2", "a@4", "c@5");
    }

    @Test
    void a_client_gets_no_more_than_it_asked_for() {
        client.changed(List.of(new Change("a", 1), new Change("b", 2), new Change("c", 3)));

        client.request(1);
        await().until(() -> told.size() == 1);
        client.request(1);
        await().until(() -> told.size() == 2);

        assertThat(told).containsExactly("a@1", "b@2");
    }

    @Test
    void of_devices_that_changed_together_only_the_last_moves_the_position_on() {
        client.changed(List.of(new Change("a", 7), new Change("b", 7)));

        client.request(5);

        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly("a@6", "b@7");
    }

    @Test
    void only_chosen_devices_are_told_of() {
        LiveClient<String> chosen = client(DeviceChoice.of(List.of("b,c")));
        chosen.changed(List.of(new Change("a", 1), new Change("b", 2), new Change("d", 3), new Change("c", 4)));

        chosen.request(5);

        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly("b@2", "c@4");
    }

    @Test
    void a_client_that_left_is_told_nothing_and_is_gone_once() {
        client.changed(List.of(new Change("a", 1)));
        client.cancel();
        client.cancel();
        client.complete();
        client.request(5);
        client.changed(List.of(new Change("a", 2)));
        client.heartbeat(0, "alive");

        assertThat(told).isEmpty();
        assertThat(gone).hasValue(1);
        assertThat(client.isEnded()).isTrue();
    }

    /** Whenever it breaks off: who comes back with the last position is told at least all that was not told. */
    @Property(tries = 200)
    void no_position_is_past_an_untold_change(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 4) Integer> devices,
            @ForAll @IntRange(min = 1, max = 3) int together,
            @ForAll @IntRange(min = 1, max = 30) int asked) {
        told.clear();
        LiveClient<String> some = client(DeviceChoice.of(List.of()));
        Map<String, Long> last = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            Change change = new Change("d" + devices.get(i), i / together + 1);
            some.changed(List.of(change));
            last.put(change.device(), change.number());
        }
        int expected = Math.min(asked, last.size());

        some.request(asked);

        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> told.size() == expected);
        long position = Long.parseLong(told.getLast().split("@")[1]);
        told.forEach(message -> last.remove(message.split("@")[0]));
        assertThat(last.values()).allMatch(number -> number > position);
    }

    private LiveClient<String> client(DeviceChoice choice) {
        Flow.Subscriber<String> listener = new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {}

            @Override
            public void onNext(String message) {
                told.add(message);
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        };
        return new LiveClient<>(
                choice, listener, (change, at) -> change.device() + "@" + at, left -> gone.incrementAndGet());
    }
}
