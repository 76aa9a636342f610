package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AwaitedTest {
    private final Awaited awaited = new Awaited(2);

    @Test
    void what_was_added_last_and_need_not_come_is_no_longer_waited_for_and_all_else_is() {
        awaited.add(0, System.nanoTime());
        awaited.add(1, System.nanoTime());
        awaited.add(1, System.nanoTime());

        awaited.removeLast(1);

        assertThat(awaited.waiting()).isEqualTo(2);
        assertThat(awaited.came(1)).isTrue();
        assertThat(awaited.came(1)).isFalse();
        assertThat(awaited.came(0)).isTrue();
    }
}
