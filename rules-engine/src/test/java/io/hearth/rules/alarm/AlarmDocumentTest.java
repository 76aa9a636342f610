package io.hearth.rules.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.rules.Moments;
import io.hearth.rules.silence.SilenceExamples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each example in docs/alarms.md is taken by the service. */
class AlarmDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("```json (\\S+)\n(.*?)```", Pattern.DOTALL);

    @Test
    void each_example_of_the_document_is_taken() throws IOException {
        Moments.Hand clock = new Moments.Hand();
        AlarmRequests requests = new AlarmRequests(Quick.BOUNDS, clock);
        List<String> run = new ArrayList<>();

        for (MatchResult example : EXAMPLE.matcher(Files.readString(Path.of("../docs/alarms.md")))
                .results()
                .toList()) {
            byte[] json = example.group(2).getBytes(StandardCharsets.UTF_8);
            if (example.group(1).startsWith("act=")) {
                requests.read(example.group(1).substring("act=".length()), json, false);
            } else {
                SilenceExamples.read(json, clock);
            }
            run.add(example.group(1));
        }

        assertThat(run).containsExactly("act=acknowledge", "act=shelve", "act=shelve", "silence", "silence");
    }
}
