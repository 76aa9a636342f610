package io.hearth.rules.front;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hearth.contracts.codec.Json;
import io.hearth.contracts.rest.ErrorKind;
import io.hearth.rules.store.Share;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What replicas that share the devices answer as one. */
class InquiryTest {
    private static final int SHARES = 3;

    private final List<String> asked = new ArrayList<>();
    private BiFunction<Integer, Asked, Answer> answers = (share, what) -> ok("{\"share\":" + share + "}");

    private final Shares shares = new Shares() {
        @Override
        public int count() {
            return SHARES;
        }

        @Override
        public int longestList() {
            return 4;
        }

        @Override
        public Answer ask(int share, Asked what) {
            asked.add(share + " " + what.method() + " " + what.uri());
            return answers.apply(share, what);
        }
    };

    private static Answer ok(String json) {
        return new Answer(200, Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer multi(String json) {
        return new Answer(207, Map.of(), json.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer unknown() {
        return Answer.error(ErrorKind.ENTITY_DOES_NOT_EXIST, "there is none");
    }

    private static Answer away() {
        return Answer.error(ErrorKind.SERVICE_UNAVAILABLE, "nobody answers");
    }

    private Answer answer(String method, String path, String query) {
        Asked what = new Asked(method, path, query, Map.of(), new byte[0]);
        return new Inquiry(shares).answer(Route.of(what), what);
    }

    private static JsonNode json(Answer answer) throws Exception {
        return Json.mapper().readTree(answer.body());
    }

    /** Share s has the numbers s, s + 3, s + 6, ...; each answers at most four at once. */
    private Answer page(int share, Asked what, int perShare) {
        Query query = Query.of(what.query());
        int offset = Integer.parseInt(query.value("offset").orElse("0"));
        String limit = query.value("limit").orElse("");
        if (limit.equals("none")) {
            return Answer.error(ErrorKind.CONTRACT_INVALID, "limit");
        }
        int most = limit.matches("\\d+") ? Math.min(4, Integer.parseInt(limit)) : 4;
        List<Map<String, Object>> items = IntStream.range(offset, Math.min(perShare, offset + most))
                .mapToObj(i -> Map.<String, Object>of("origin", i * SHARES + share))
                .toList();
        return Answer.json(200, Map.of("totalCount", perShare, "actions", items));
    }

    private List<Integer> waiting(String query) throws Exception {
        List<Integer> origins = new ArrayList<>();
        json(answer("GET", "/api/v3/action/waiting", query))
                .path("actions")
                .forEach(action -> origins.add(action.path("origin").asInt()));
        return origins;
    }

    @Test
    void a_page_of_a_list_holds_the_items_of_all_in_their_order() throws Exception {
        answers = (share, what) -> page(share, what, 10);

        assertThat(waiting("offset=5&limit=3")).containsExactly(5, 6, 7);
        assertThat(waiting("offset=28&limit=4")).containsExactly(28, 29);
        assertThat(waiting("limit=-1")).as("no longer than any list").containsExactly(0, 1, 2, 3);
        assertThat(waiting("")).hasSize(4);
        assertThat(json(answer("GET", "/api/v3/action/waiting", "offset=5&limit=0"))
                        .path("totalCount")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void a_page_that_cannot_be_is_refused_as_by_one() {
        answers = (share, what) -> page(share, what, 10);

        assertThat(answer("GET", "/api/v3/action/waiting", "limit=none").status())
                .isEqualTo(400);
        assertThat(answer("GET", "/api/v3/action/waiting", "offset=31").status())
                .isEqualTo(416);
        assertThat(answer("GET", "/api/v3/action/waiting", "offset=30").status())
                .isEqualTo(200);
    }

    @Test
    void no_share_is_asked_for_more_than_the_page_can_need() throws Exception {
        answers = (share, what) -> page(share, what, 10);

        assertThat(waiting("offset=1&limit=2")).containsExactly(1, 2);

        assertThat(asked)
                .containsExactly(
                        "0 GET /api/v3/action/waiting?limit=2&offset=0",
                        "0 GET /api/v3/action/waiting?offset=2&limit=1",
                        "1 GET /api/v3/action/waiting?offset=0&limit=3",
                        "2 GET /api/v3/action/waiting?offset=0&limit=3");
    }

    @Test
    void no_share_is_asked_twice_for_the_same() throws Exception {
        answers = (share, what) -> page(share, what, 10);

        assertThat(waiting("limit=2")).containsExactly(0, 1);

        assertThat(asked)
                .containsExactly(
                        "0 GET /api/v3/action/waiting?limit=2&offset=0",
                        "1 GET /api/v3/action/waiting?offset=0&limit=2",
                        "2 GET /api/v3/action/waiting?offset=0&limit=2");
    }

    @Test
    void an_offset_without_a_value_is_the_begin_and_one_that_is_no_number_is_refused_as_by_one() throws Exception {
        answers = (share, what) -> what.query().contains("offset=x")
                ? Answer.error(ErrorKind.CONTRACT_INVALID, "offset")
                : page(share, what, 10);

        assertThat(waiting("offset=&limit=2")).containsExactly(0, 1);
        assertThat(answer("GET", "/api/v3/action/waiting", "offset=x").status()).isEqualTo(400);
    }

    @Test
    void a_list_that_becomes_shorter_between_two_pages_ends_there() throws Exception {
        answers = (share, what) -> what.query().contains("offset=4")
                ? Answer.error(ErrorKind.RANGE_NOT_SATISFIABLE, "offset")
                : page(share, what, 10);

        assertThat(waiting("offset=3&limit=4")).containsExactly(3, 4, 5, 6);
    }

    @Test
    void a_list_of_which_a_part_is_missing_is_not_answered() {
        answers = (share, what) -> share == 2 ? away() : page(share, what, 10);

        assertThat(answer("GET", "/api/v3/action/waiting", "").status()).isEqualTo(503);
    }

    @Test
    void a_rule_has_the_devices_of_all_by_their_names() throws Exception {
        answers = (share, what) -> ok("{\"id\":\"1\",\"devices\":[{\"device\":\"d" + (9 - share) + "\"}]}");

        JsonNode rule = json(answer("GET", "/api/v3/rule/name/cold", ""));

        assertThat(rule.path("devices").findValuesAsText("device")).containsExactly("d7", "d8", "d9");
    }

    @Test
    void a_rule_that_one_does_not_know_yet_is_answered_by_the_others() throws Exception {
        answers = (share, what) -> share == 0 ? unknown() : ok("{\"devices\":[{\"device\":\"d" + share + "\"}]}");

        assertThat(json(answer("GET", "/api/v3/rule/name/cold", "")).path("devices"))
                .hasSize(2);

        answers = (share, what) -> unknown();
        assertThat(answer("GET", "/api/v3/rule/name/cold", "").status()).isEqualTo(404);
    }

    @Test
    void figures_are_added_and_of_times_the_last_one_holds() throws Exception {
        answers = (share, what) -> ok("""
                {"statusCode":200,"figures":[{"name":"cold","enabled":true,"devices":1,"firings":%1$d,
                 "states":{"ACTIVE":1,"S%1$d":1},"lastFiring":"2026-01-01T00:00:00%2$sZ",
                 "lastError":"first","actions":{"done":2,"lastDone":null}}]}
                """.formatted(share, share == 1 ? ".5" : ""));

        JsonNode whole = json(answer("GET", "/api/v3/rule/figures/all", ""));
        JsonNode cold = whole.path("figures").path(0);

        assertThat(whole.path("statusCode").asInt()).isEqualTo(200);
        assertThat(cold.path("devices").asInt()).isEqualTo(3);
        assertThat(cold.path("firings").asInt()).isEqualTo(3);
        assertThat(cold.path("states").path("ACTIVE").asInt()).isEqualTo(3);
        assertThat(cold.path("states").path("S2").asInt()).isEqualTo(1);
        assertThat(cold.path("lastFiring").asText()).isEqualTo("2026-01-01T00:00:00.5Z");
        assertThat(cold.path("actions").path("done").asInt()).isEqualTo(6);
        assertThat(cold.path("enabled").asBoolean()).isTrue();
    }

    @Test
    void an_alarm_is_asked_of_all_until_one_has_it() {
        answers = (share, what) -> share == 1 ? ok("{}") : unknown();

        assertThat(answer("PUT", "/api/v3/alarm/id/1/acknowledge", "").status()).isEqualTo(200);

        assertThat(asked)
                .containsExactly("0 PUT /api/v3/alarm/id/1/acknowledge", "1 PUT /api/v3/alarm/id/1/acknowledge");
        answers = (share, what) -> share == 1 ? away() : unknown();
        assertThat(answer("GET", "/api/v3/alarm/id/1", "").status())
                .as("one that does not answer may have it")
                .isEqualTo(503);
        answers = (share, what) -> unknown();
        assertThat(answer("GET", "/api/v3/alarm/id/1", "").status()).isEqualTo(404);
    }

    @Test
    void of_many_alarms_each_is_done_by_who_has_it() throws Exception {
        answers = (share, what) -> multi(IntStream.range(0, 4)
                .mapToObj(i -> i == share ? "{\"statusCode\":200,\"id\":\"" + i + "\"}" : "{\"statusCode\":404}")
                .toList()
                .toString());

        JsonNode items = json(answer("PUT", "/api/v3/alarm/acknowledge", ""));

        assertThat(items.findValuesAsText("statusCode")).containsExactly("200", "200", "200", "404");
    }

    @Test
    void what_one_has_done_is_answered_also_when_another_was_not_there() throws Exception {
        answers = (share, what) -> switch (share) {
            case 0 -> multi("[{\"statusCode\":404},{\"statusCode\":404}]");
            case 1 -> away();
            default -> multi("[{\"statusCode\":200},{\"statusCode\":404}]");
        };

        JsonNode items = json(answer("PUT", "/api/v3/alarm/acknowledge", ""));

        assertThat(items.findValuesAsText("statusCode")).containsExactly("200", "503");
    }

    @Test
    void what_is_about_one_device_is_asked_where_that_is_looked_after() {
        String path = "/api/v3/alarm/device/name/room%20a%2Bb";

        answer("GET", path, "active=true");
        answer("GET", "/api/v3/rule/name/cold/why", "device=room+a%2Bb");

        int share = Share.of("room a+b", SHARES).number();
        assertThat(asked)
                .containsExactly(
                        share + " GET " + path + "?active=true",
                        share + " GET /api/v3/rule/name/cold/why?device=room+a%2Bb");
    }

    @Test
    void the_reason_of_a_rule_is_asked_where_its_only_device_is() {
        answers = (share, what) -> ok("{\"devices\":[" + (share == 1 ? "{\"device\":\"d\"}" : "") + "]}");

        answer("GET", "/api/v3/rule/name/cold/why", "");

        assertThat(asked.getLast())
                .isEqualTo(Share.of("d", SHARES).number() + " GET /api/v3/rule/name/cold/why?device=d");
        answers = (share, what) -> ok("{\"devices\":[{\"device\":\"d" + share + "\"}]}");
        assertThat(answer("GET", "/api/v3/rule/name/cold/why", "").status()).isEqualTo(400);
    }

    @Test
    void a_path_is_the_same_with_a_slash_at_its_end_or_encoded_without_need() throws Exception {
        answers = (share, what) -> page(share, what, 1);

        for (String path : List.of("/api/v3/action/waiting/", "/api/v3/action/%77aiting")) {
            assertThat(json(answer("GET", path, "")).path("actions")).as(path).hasSize(SHARES);
        }
        answers = (share, what) -> ok("{\"devices\":[{\"device\":\"d\"}]}");
        answer("GET", "/api/v3/rule/name/too%20cold/why/", "");
        assertThat(asked).contains("0 GET /api/v3/rule/name/too%20cold");
    }

    @Test
    void what_all_know_is_asked_of_one() {
        answer("GET", "/api/v3/rule/all", "offset=1");
        answer("POST", "/api/v3/rule", "");
        answer("GET", "/api/v3/silence/all", "");

        assertThat(asked)
                .containsExactly("0 GET /api/v3/rule/all?offset=1", "0 POST /api/v3/rule", "0 GET /api/v3/silence/all");
    }

    @Test
    void what_all_know_is_asked_of_the_next_when_one_does_not_answer_but_changed_only_once() {
        answers = (share, what) -> share == 0 ? away() : ok("{}");

        assertThat(answer("GET", "/api/v3/rule/all", "").status()).isEqualTo(200);
        assertThat(answer("POST", "/api/v3/rule", "").status()).isEqualTo(503);
    }

    @Test
    void only_the_head_of_a_list_of_all_is_answered_as_the_list_is() {
        answers = (share, what) -> what.method().equals("HEAD") ? ok("") : page(share, what, 10);

        assertThat(answer("HEAD", "/api/v3/action/waiting", "").status()).isEqualTo(200);
    }

    @Test
    void how_far_a_client_has_heard_all_shares_is_said_in_one_id() {
        Position heard = Position.of(Optional.empty(), SHARES);
        heard.heard(2, "run-7");
        heard.heard(0, "other-1");

        Position back = Position.of(Optional.of(heard.text()), SHARES);

        assertThat(heard.text()).isEqualTo("0=other-1,2=run-7");
        Map<Integer, String> known = new HashMap<>();
        IntStream.range(0, SHARES).forEach(share -> back.of(share).ifPresent(id -> known.put(share, id)));
        assertThat(known).isEqualTo(Map.of(0, "other-1", 2, "run-7"));
        assertThat(Position.of(Optional.of("of another time"), SHARES).of(1)).contains("of another time");
        assertThat(Position.of(Optional.of("x=1,=2,3"), SHARES).of(0)).isEmpty();
    }
}
