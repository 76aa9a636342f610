package io.hearth.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form, which only shows that it works, with what needs no service: two baselines, and the peer that is the example. */
class LoadBenchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    @Test
    @Tag("long")
    void ingest_and_latency_are_measured_beside_the_broker_and_written_down(@TempDir Path folder) throws Exception {
        Choice choice =
                Choice.of(List.of("ingest", "latency", "short", "targets=broker+redis", "peer=bench/peers/shell.json"));

        Report report = LoadBench.run(choice);
        report.write(folder);

        assertThat(report.tables()).allSatisfy(table -> assertThat(table.rows())
                .as(table.experiment())
                .allSatisfy(row -> assertThat(row.voids()).isEmpty()));
        Table ingest = report.tables().getFirst();
        assertThat(ingest.rows()).extracting(Row::target).containsExactly("broker+redis", "shell");
        assertThat(ingest.rows()).allSatisfy(row -> {
            assertThat(row.figures().get("messages a second").median()).isPositive();
            assertThat(row.ratios()).containsKey("messages a second");
        });
        Row shell = report.tables().getLast().rows().getLast();
        assertThat(shell.target()).isEqualTo("shell");
        assertThat(shell.figures())
                .containsKeys("acknowledged p50 ms", "stored p99 ms", "command p99.9 ms", "command most ms");
        JsonNode json = Json.read(Files.readAllBytes(folder.resolve("load.json")), JsonNode.class);
        assertThat(json.path("brief").asBoolean()).isTrue();
        assertThat(json.path("machine").path("processors").asText()).isNotEmpty();
        assertThat(Files.readString(folder.resolve("load.html"))).contains("<svg", "its figures say nothing", "shell");
    }

    @Test
    void the_broker_alone_with_a_subscriber_that_counts_is_measured_with_any_qos() throws Exception {
        for (int qos = 0; qos <= 2; qos++) {
            try (UnderLoad load =
                    new UnderLoad(BrokerTarget.counting(), Setting.of(10, 10).qos(qos), PATIENCE)) {
                Outcome outcome = load.run(new Load(300, 1, 0.1, true));

                assertThat(outcome).isInstanceOfSatisfying(Outcome.Counted.class, counted -> {
                    assertThat(counted.measured().messages()).isEqualTo(300);
                    assertThat(counted.measured().acknowledged().getTotalCount())
                            .isEqualTo(300);
                    assertThat(counted.measured().stored().getTotalCount()).isEqualTo(300);
                });
            }
        }
    }

    @Test
    @Tag("long")
    void services_and_box_pass_all_experiments() throws Exception {
        Choice choice = Choice.of(List.of(
                "ingest",
                "qos",
                "latency",
                "rules",
                "devices",
                "reads",
                "streams",
                "soak",
                "short",
                "targets=services,box-broker,box"));

        Report report = LoadBench.run(choice);

        assertThat(report.tables()).allSatisfy(table -> assertThat(table.rows())
                .as(table.experiment())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.voids()).isEmpty()));
    }

    @Test
    @Tag("long")
    void a_peer_that_loses_a_reading_makes_the_run_void(@TempDir Path folder) throws Exception {
        String shell = Files.readString(Path.of("bench/peers/shell"));
        Path forgetful = folder.resolve("shell");
        // The 400th reading of all is not stored.
        Files.writeString(forgetful, shell.replace("print \"XADD", "if (++readings != 400) print \"XADD"));
        assertThat(forgetful.toFile().setExecutable(true)).isTrue();
        Path file = Files.copy(Path.of("bench/peers/shell.json"), folder.resolve("shell.json"));

        Field field = new Field(Choice.of(List.of("peer=" + file)).targets(), Extent.SHORT);
        try (UnderLoad load = new UnderLoad(field.targets().get("shell").make(), Setting.of(10, 10), PATIENCE)) {
            Outcome whole = load.run(new Load(300, 1, 0, false));
            Outcome lacking = load.run(new Load(300, 1, 0, false));

            assertThat(whole).isInstanceOf(Outcome.Counted.class);
            assertThat(lacking).isEqualTo(new Outcome.Void("300 readings were acknowledged, 299 stored"));
        }
    }

    @Test
    void a_word_that_is_not_understood_is_said_with_what_is() {
        assertThatThrownBy(() -> Choice.of(List.of("ingest", "fast")))
                .hasMessageContaining("'fast' is not understood")
                .hasMessageContaining("ingest, qos, latency, rules, devices, reads, streams, soak");
        assertThatThrownBy(() -> Choice.of(List.of("targets=edgex")))
                .hasMessage("'edgex' is no target, allowed are broker, broker+redis, services, box-broker, box");
    }
}
