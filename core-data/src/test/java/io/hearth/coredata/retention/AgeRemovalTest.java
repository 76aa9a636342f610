package io.hearth.coredata.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.coredata.store.Given;
import io.hearth.coredata.store.Selection;
import io.hearth.coredata.store.StoreOnRealRedis;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgeRemovalTest {
    private static StoreOnRealRedis on;

    @BeforeAll
    static void open() {
        on = new StoreOnRealRedis(Map.of("hearth.data.removal.chunk", "10"));
    }

    @AfterAll
    static void close() {
        on.close();
    }

    @BeforeEach
    void store() {
        on.clear();
        for (String device : List.of("boiler", "attic")) {
            on.store.add(LongStream.range(0, 200)
                    .mapToObj(i -> Given.event(device, Given.ORIGIN + i, "1"))
                    .toList());
        }
    }

    @Test
    void what_a_killed_process_left_of_a_request_the_next_one_does() {
        process().ask(Given.ORIGIN + 100);
        AtomicInteger steps = new AtomicInteger();
        long removed = process().work(() -> steps.incrementAndGet() < 7);
        assertThat(removed).isBetween(1L, 150L);

        assertThat(process().work(() -> true)).isEqualTo(200 - removed);

        assertThat(on.log.countEvents(Selection.ALL)).isEqualTo(200);
        assertThat(process().work(() -> true)).isZero();
        assertThat(on.keys()).as("the request is done").noneMatch(key -> key.startsWith("cd:removal"));
    }

    @Test
    void of_several_requests_the_one_that_goes_furthest_is_done() {
        process().ask(Given.ORIGIN + 100);
        process().ask(Given.ORIGIN + 150);
        process().ask(7);
        process().ask(-5);

        assertThat(process().work(() -> true)).isEqualTo(300);
    }

    private static AgeRemoval process() {
        return new AgeRemoval(on.redis, on.devices, on.removal);
    }
}
