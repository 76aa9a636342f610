package io.hearth.rules.book;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.hearth.rules.Given;
import io.hearth.rules.RulesConfig;
import io.hearth.runtime.redis.RedisBatch;
import io.hearth.runtime.testing.WithBroker;
import io.hearth.runtime.testing.WithRedis;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(WithRedis.class)
@QuarkusTestResource(WithBroker.class)
class RuleFilesTest {
    private static final String YAML = """
            rules:
              - name: lamp
                when: { device: porch, resource: light, below: 10.50, deadband: 1 }
                then:
                  - command: { device: lamp, command: switch, values: { mode: on } }
            """;

    @Inject
    RuleBook book;

    @Inject
    RuleRequests requests;

    @Inject
    RedisBatch redis;

    @TempDir
    Path folder;

    @BeforeEach
    void noRulesAndNoFiles() {
        Awaitility.await().untilAsserted(book::requireLoaded);
        book.all().map(rule -> rule.rule().name()).toList().forEach(book::delete);
        redis.send(Request.cmd(Command.DEL).arg("{re:rules}:files"));
    }

    /** One start of the service with this folder. */
    private Map<String, RuleFile> started() {
        BookConfig config = new SmallRyeConfigBuilder()
                .withMapping(RulesConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withSources(new PropertiesConfigSource(
                        Map.of("hearth.rules.book.dir", folder.toString(), "hearth.rules.book.max-file-bytes", "5000"),
                        "test",
                        100))
                .build()
                .getConfigMapping(RulesConfig.class)
                .book();
        RuleFiles files = new RuleFiles(config, book, requests);
        files.takeUp();
        Map<String, RuleFile> byName = new HashMap<>();
        files.all().forEach(file -> byName.put(file.name(), file));
        return byName;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String named(String name) {
        return Given.BOILER.replace("boiler-on-when-cold", name);
    }

    @Test
    void rules_are_taken_from_json_and_yaml_files_with_the_files_name() {
        write("boiler.json", named("a"));
        write("list.json", "[" + named("b") + "," + named("c") + "]");
        write("lamp.yaml", YAML);
        write("notes.txt", "no rule");

        Map<String, RuleFile> files = started();

        assertThat(files.values()).extracting(RuleFile::result).containsOnly("taken");
        assertThat(files.get("list.json").rules()).containsExactly("b", "c");
        assertThat(book.all().map(rule -> rule.rule().name())).containsExactlyInAnyOrder("a", "b", "c", "lamp");
        assertThat(book.versions(book.byName("lamp").orElseThrow()).getFirst().by())
                .isEqualTo("file:lamp.yaml");
    }

    @Test
    void a_word_such_as_on_is_a_text_in_yaml_and_a_number_keeps_its_digits() {
        write("lamp.yaml", YAML);

        started();

        String document = book.versions(book.byName("lamp").orElseThrow())
                .getFirst()
                .document()
                .toString();
        assertThat(document).contains("{\"mode\":\"on\"}").contains("10.50");
    }

    @Test
    void a_file_that_makes_no_sense_is_told_with_its_reason_and_the_others_are_taken() {
        write("a.json", "{");
        write("b.json", named("b").replace("20.5", "19"));
        write("c.yaml", "rules: [");
        write("d.json", " ".repeat(6000));
        write("e.json", named("e"));

        Map<String, RuleFile> files = started();

        assertThat(files.get("a.json").reason()).contains("line 1");
        assertThat(files.get("b.json").reason()).contains("when.clearAbove is 19");
        assertThat(files.get("c.yaml").reason()).isNotBlank();
        assertThat(files.get("d.json").reason()).contains("5000 bytes");
        assertThat(files.get("e.json").result()).isEqualTo("taken");
        assertThat(book.size()).isEqualTo(1);
    }

    @Test
    void a_rule_changed_over_rest_is_not_overwritten_by_a_file_that_is_as_it_was() {
        write("a.json", named("a"));
        started();
        book.change(List.of(Given.rule(named("a").replace("20.5", "21"))));

        Map<String, RuleFile> files = started();

        assertThat(files.get("a.json")).isEqualTo(RuleFile.unchanged("a.json", List.of("a")));
        assertThat(book.byName("a").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void a_rule_deleted_over_rest_does_not_come_back_with_a_file_that_is_as_it_was() {
        write("a.json", named("a"));
        started();
        book.delete("a");

        started();

        assertThat(book.byName("a")).isEmpty();
    }

    @Test
    void a_file_that_is_another_than_before_is_a_change_of_its_rules() {
        write("a.json", named("a"));
        started();
        write("a.json", named("a").replace("20.5", "21"));

        assertThat(started().get("a.json").result()).isEqualTo("taken");

        assertThat(book.versions(book.byName("a").orElseThrow()))
                .extracting(Version::by)
                .containsExactly("file:a.json", "file:a.json");
    }

    @Test
    void a_rule_that_is_in_two_files_is_taken_from_the_first() {
        write("a.json", named("a"));
        write("b.json", "[" + named("a").replace("20.5", "21") + "," + named("b") + "]");

        Map<String, RuleFile> files = started();

        assertThat(files.get("b.json").reason()).contains("'a'").contains("a.json");
        assertThat(book.byName("b")).isEmpty();
    }

    @Test
    void a_folder_that_cannot_be_read_is_told() throws IOException {
        Files.delete(folder);

        assertThat(started().values()).extracting(RuleFile::result).containsExactly("refused");
    }

    @Test
    void what_became_of_files_is_answered() {
        when().get("/api/v3/rule/file/all").then().statusCode(200).body("totalCount", is(0));
    }
}
