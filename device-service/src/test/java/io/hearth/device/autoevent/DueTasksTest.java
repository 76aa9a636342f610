package io.hearth.device.autoevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.metadata.AutoEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DueTasksTest {
    private final DueTasks due = new DueTasks(2);

    @Test
    void a_device_whose_sources_are_all_being_read_leaves_the_next_turn_to_another() throws InterruptedException {
        put("silent", 50);
        due.take();
        due.take();

        Task other = put("other", 1).getFirst();

        assertThat(due.readyNow()).isEqualTo(1);
        assertThat(due.take()).isSameAs(other);
    }

    @Test
    void every_source_of_a_device_has_its_turn_in_the_order_in_which_they_fell_due() throws InterruptedException {
        List<Task> all = put("slow", 5);
        List<Task> taken = new ArrayList<>();
        while (taken.size() < 5) {
            taken.add(due.take());
            due.done(taken.getLast());
        }

        assertThat(taken).containsExactlyElementsOf(all);
        assertThat(due.readyNow()).isZero();
        assertThat(due.busyDevices()).as("nothing is left").isZero();
    }

    @Test
    void no_more_of_a_device_than_allowed_are_handed_out_however_they_end() throws InterruptedException {
        put("slow", 5);
        Task first = due.take();
        due.take();
        assertThat(due.readyNow()).isZero();

        due.done(first);

        assertThat(due.readyNow()).isEqualTo(1);
    }

    private List<Task> put(String device, int count) {
        List<Task> tasks = IntStream.range(0, count)
                .mapToObj(i -> new Task(device, new AutoEvent("1s", false, 0, "source" + i, null), false))
                .toList();
        tasks.forEach(due::put);
        return tasks;
    }
}
