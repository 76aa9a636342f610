package io.hearth.rules.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearth.contracts.rest.EdgexException;
import io.hearth.rules.Moments;
import io.hearth.rules.device.Subjects;
import io.hearth.rules.rule.Selector;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
    private static final Subjects LIVINGROOM_IS_A_ROOM =
            selector -> selector.equals(new Selector.Profile("room")) ? Set.of("livingroom") : Set.of();

    private final Moments.Hand clock = new Moments.Hand();
    private final SilenceRequests requests = new SilenceRequests(new TestBounds(), ZoneId.of("Europe/Berlin"), clock);

    private Silence silence(String json) {
        return requests.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "person:alice")
                .silences()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '^',
            value = {
                "'rule':'cold', true",
                "'rule':'warm', false",
                "'label':'heating', true",
                "'label':'heat', false",
                "'device':'livingroom', true",
                "'device':'kitchen', false",
                "'profile':'room', true",
                "'profile':'lamp', false"
            })
    void it_is_about_what_all_of_it_fits(String scope, boolean fits) {
        assertThat(fits("{" + scope + ",'for':'1h'}")).isEqualTo(fits);
    }

    @Test
    void of_several_parts_each_must_fit() {
        assertThat(fits("{'rule':'cold','label':'heating','device':'livingroom','for':'1h'}"))
                .isTrue();
        assertThat(fits("{'rule':'cold','label':'heating','device':'kitchen','for':'1h'}"))
                .isFalse();
        assertThat(fits("{'rule':'warm','label':'heating','device':'livingroom','for':'1h'}"))
                .isFalse();
    }

    private boolean fits(String json) {
        return silence(json).scope().fits("cold", List.of("heating"), "livingroom", LIVINGROOM_IS_A_ROOM);
    }

    @Test
    void it_holds_from_its_beginning_and_no_longer_at_its_end() {
        Silence silence = silence("{'rule':'cold','from':'2026-01-01T00:10:00Z','until':'2026-01-01T00:20:00Z'}");

        assertThat(silence.holds(Moments.at(599))).isFalse();
        assertThat(silence.holds(Moments.at(600))).isTrue();
        assertThat(silence.holds(Moments.at(1199))).isTrue();
        assertThat(silence.holds(Moments.at(1200))).isFalse();
    }

    @Test
    void with_a_schedule_it_holds_again_and_again() {
        // 2026-01-01 is a Thursday.
        Silence silence = silence("{'rule':'cold','for':'20d',"
                + "'schedule':{'days':['thu','fri'],'from':'22:00','to':'06:00','timeZone':'Europe/Berlin'}}");

        assertThat(silence.holds(Moments.at(21 * 3600 - 1))).isFalse();
        assertThat(silence.holds(Moments.at(21 * 3600))).isTrue();
        assertThat(silence.holds(Moments.at(29 * 3600 - 1))).isTrue();
        assertThat(silence.holds(Moments.at(29 * 3600))).isFalse();
        assertThat(silence.holds(Moments.at((48 + 21) * 3600))).isFalse();
        assertThat(silence.holds(Moments.at((7 * 24 + 22) * 3600))).isTrue();
        assertThat(silence.holds(Moments.at((21 * 24 + 22) * 3600))).isFalse();
    }

    @Test
    void its_schedule_says_what_one_of_a_rule_says() {
        // In the time zone of rules, where it is an hour later.
        assertThat(silence("{'rule':'cold','for':'20d','schedule':{'from':'22:00','to':'06:00'}}")
                        .holds(Moments.at(21 * 3600)))
                .isTrue();
        assertThat(days("'mon-fri'"))
                .containsExactlyInAnyOrder(
                        DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY);
        assertThat(days("['sat','sun-mon']"))
                .containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY);
    }

    private Set<DayOfWeek> days(String days) {
        return silence("{'rule':'cold','for':'20d','schedule':{'days':" + days + "}}")
                .schedule()
                .orElseThrow()
                .days();
    }

    @Test
    void until_when_it_holds_is_told_of_this_time_of_the_week_and_not_of_the_last() {
        assertThat(silence("{'rule':'cold','for':'20d','schedule':{'from':'22:00','to':'06:00'}}")
                        .told(Moments.at(21 * 3600)))
                .isEqualTo("silenced by person:alice until 2026-01-02T05:00:00Z");
        assertThat(silence("{'rule':'cold','for':'20d','schedule':{'days':['thu','fri']}}")
                        .told(Moments.at(0)))
                .as("two days, which are one time")
                .isEqualTo("silenced by person:alice until 2026-01-02T23:00:00Z");
        assertThat(silence("{'rule':'cold','for':'1h'}").told(Moments.at(0)))
                .isEqualTo("silenced by person:alice until 2026-01-01T01:00:00Z");
    }

    @Test
    void a_fault_in_the_schedule_of_one_in_a_list_is_told_with_its_place() {
        assertThatThrownBy(() -> silence("[{'rule':'cold','for':'1h','schedule':{'days':'someday'}}]"))
                .hasMessageContaining("[0].schedule.days")
                .hasMessageContaining("mon-fri");
    }

    @Test
    void it_is_read_as_it_was_written() throws Exception {
        Silence silence = silence("{'rule':'cold','label':'x','comment':'why','for':'20d',"
                + "'schedule':{'days':['sat'],'from':'22:00','to':'06:00','timeZone':'Europe/Berlin'}}");

        assertThat(SilenceText.read(SilenceText.write(silence))).isEqualTo(silence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'for':'1h'}",
                "{'rule':'cold'}",
                "{'rule':'cold','for':'1h','until':'2026-01-01T01:00:00Z'}",
                "{'rule':'cold','for':'0s'}",
                "{'rule':'cold','for':'an hour'}",
                "{'rule':'cold','for':'31d'}",
                "{'rule':'cold','until':'2025-01-01T00:00:00Z'}",
                "{'rule':'cold','until':'tomorrow'}",
                "{'rule':7,'for':'1h'}",
                "{'rule':'cold','for':'1h','untill':'x'}",
                "{'rule':'cold','for':'1h','comment':'123456789012345678901'}",
                "{'rule':'cold','for':'1h','schedule':{'days':['someday']}}",
                "{'rule':'cold','for':'1h','schedule':{'from':'25:00'}}",
                "{'rule':'cold','for':'1h','schedule':{'timeZone':'Mars/Olympus'}}",
                "{'rule':'cold','for':'1h','schedule':[]}",
                "{'rule':'cold','for':'1h','schedule':{}}",
                "7",
                "{"
            })
    void what_is_none_is_400_and_says_what_is_allowed(String json) {
        assertThatThrownBy(() -> silence(json)).isInstanceOfSatisfying(EdgexException.class, failure -> {
            assertThat(failure.kind().status()).isEqualTo(400);
            assertThat(failure.getMessage()).isNotBlank();
        });
    }
}
