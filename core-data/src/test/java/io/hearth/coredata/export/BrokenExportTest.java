package io.hearth.coredata.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.coredata.AlarmClock;
import io.hearth.coredata.DataConfig;
import io.hearth.runtime.redis.StoreUnavailable;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenExportTest {
    private final ExportGate gate = new ExportGate(new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(DataConfig.class)
            .build()
            .getConfigMapping(DataConfig.class));
    private final AtomicInteger brokenOff = new AtomicInteger();

    static Stream<Throwable> whatever_goes_wrong_on_the_way_ends_the_connection() {
        return Stream.of(
                new StoreUnavailable("redis", null), new IllegalStateException("a bug"), new AssertionError("no bug"));
    }

    @ParameterizedTest
    @MethodSource
    void whatever_goes_wrong_on_the_way_ends_the_connection(Throwable wrong) {
        int free = gate.free();

        assertThatThrownBy(() -> export(Stream.of("one", "two").peek(item -> {
                            if (item.equals("two")) {
                                BrokenExportTest.<RuntimeException>raise(wrong);
                            }
                        }))
                        .write(OutputStream.nullOutputStream()))
                .isSameAs(wrong);

        assertThat(brokenOff).hasValue(1);
        assertThat(gate.free()).isEqualTo(free);
    }

    @Test
    void what_is_whole_is_not_broken_off() throws Exception {
        int free = gate.free();

        export(List.of("one", "two").stream()).write(OutputStream.nullOutputStream());

        assertThat(brokenOff).hasValue(0);
        assertThat(gate.free()).isEqualTo(free);
    }

    private Export<String> export(Stream<String> items) {
        return new Export<>(
                gate.enter(),
                items.iterator(),
                Format.JSONL,
                (item, out) -> out.text(item),
                false,
                brokenOff::incrementAndGet,
                new Export.Patience(new AlarmClock(), Duration.ofMinutes(1)));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void raise(Throwable wrong) throws E {
        throw (E) wrong;
    }
}
