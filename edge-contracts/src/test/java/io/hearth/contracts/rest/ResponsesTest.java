package io.hearth.contracts.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearth.contracts.codec.Json;
import io.hearth.contracts.command.CoreCommand;
import io.hearth.contracts.command.CoreCommandParameter;
import io.hearth.contracts.command.DeviceCoreCommand;
import io.hearth.contracts.command.MultiDeviceCoreCommandsResponse;
import io.hearth.contracts.event.DeadLetter;
import io.hearth.contracts.event.MultiEventsResponse;
import io.hearth.contracts.event.MultiReadingsResponse;
import io.hearth.contracts.metadata.MultiDevicesResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers, to the letter (EdgeX API 1.1, 4). */
class ResponsesTest {
    private static final String ID = "e6e8a2f4-eb14-4649-9e2b-175247911369";

    @Test
    void an_answer_leaves_out_an_empty_request_id_and_message() {
        assertThat(json(BaseResponse.ok("", 200))).isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":200}");
        assertThat(json(BaseResponse.ok(null, 202))).isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":202}");
        assertThat(json(BaseResponse.ok(ID, 200)))
                .isEqualTo("{\"apiVersion\":\"v3\",\"requestId\":\"" + ID + "\",\"statusCode\":200}");
        assertThat(json(BaseResponse.error("", "no device 温", 404)))
                .isEqualTo("{\"apiVersion\":\"v3\",\"message\":\"no device 温\",\"statusCode\":404}");
    }

    @Test
    void what_was_made_is_answered_with_201_and_its_id() {
        assertThat(json(BaseWithIdResponse.created("", ID)))
                .isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":201,\"id\":\"" + ID + "\"}");
    }

    @Test
    void counts_and_empty_lists_are_written() {
        assertThat(json(CountResponse.of(0))).isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":200,\"count\":0}");
        assertThat(json(MultiDevicesResponse.of(0, List.of())))
                .isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":0,\"devices\":[]}");
        assertThat(json(MultiEventsResponse.of(0, List.of())))
                .isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":0,\"events\":[]}");
        assertThat(json(MultiReadingsResponse.of(3_000_000_000L, List.of())))
                .isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":3000000000,\"readings\":[]}");
    }

    @Test
    void the_common_answers_have_the_service_s_name() {
        assertThat(json(new PingResponse("v3", "Sat Nov 21 10:00:00 UTC 2026", "core-data")))
                .isEqualTo("{\"apiVersion\":\"v3\",\"timestamp\":\"Sat Nov 21 10:00:00 UTC 2026\","
                        + "\"serviceName\":\"core-data\"}");
        assertThat(json(new VersionResponse("v3", "4.0.2", "core-data")))
                .isEqualTo("{\"apiVersion\":\"v3\",\"version\":\"4.0.2\",\"serviceName\":\"core-data\"}");
        assertThat(json(new ConfigResponse("v3", Map.of("Writable", Map.of()), "core-data")))
                .isEqualTo("{\"apiVersion\":\"v3\",\"config\":{\"Writable\":{}},\"serviceName\":\"core-data\"}");
    }

    @Test
    void a_command_says_only_what_can_be_done_with_it() {
        List<CoreCommandParameter> parameters = List.of(new CoreCommandParameter("mode", "String"));

        assertThat(json(new CoreCommand("c", true, false, "/p", "http://h", parameters)))
                .isEqualTo("{\"name\":\"c\",\"get\":true,\"path\":\"/p\",\"url\":\"http://h\","
                        + "\"parameters\":[{\"resourceName\":\"mode\",\"valueType\":\"String\"}]}");
        assertThat(json(new CoreCommand("c", false, true, "/p", "http://h", List.of())))
                .isEqualTo("{\"name\":\"c\",\"set\":true,\"path\":\"/p\",\"url\":\"http://h\",\"parameters\":[]}");
    }

    @Test
    void a_page_of_devices_that_are_all_skipped_is_null() {
        assertThat(json(MultiDeviceCoreCommandsResponse.of(7, null)))
                .isEqualTo("{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":7,\"deviceCoreCommands\":null}");
        assertThat(json(MultiDeviceCoreCommandsResponse.of(1, List.of(new DeviceCoreCommand("d", "p", List.of())))))
                .contains("\"deviceCoreCommands\":[{\"deviceName\":\"d\",\"profileName\":\"p\",\"coreCommands\":[]}]");
    }

    @Test
    void a_dead_letter_comes_back() throws Exception {
        DeadLetter letter = new DeadLetter("device-mqtt", "home/x", "not-a-number", "'warm' is not", "d2FybQ==", 4, 17);

        assertThat(Json.read(Json.bytes(letter), DeadLetter.class)).isEqualTo(letter);
        assertThat(json(letter)).doesNotContain("broker", "used");
        DeadLetter partly =
                new DeadLetter("device-mqtt", "home/x", "not-a-number", "", "d2FybQ==", 4, 17, "default", "abc");
        assertThat(Json.read(Json.bytes(partly), DeadLetter.class)).isEqualTo(partly);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTRACT_INVALID, 400",
        "INVALID_ID, 400",
        "UNAUTHORIZED, 401",
        "FORBIDDEN, 403",
        "IO_ERROR, 403",
        "ENTITY_DOES_NOT_EXIST, 404",
        "NOT_ALLOWED, 405",
        "DUPLICATE_NAME, 409",
        "STATUS_CONFLICT, 409",
        "LIMIT_EXCEEDED, 413",
        "RANGE_NOT_SATISFIABLE, 416",
        "SERVICE_LOCKED, 423",
        "DATABASE_ERROR, 500",
        "SERVER_ERROR, 500",
        "UNKNOWN, 500",
        "OVERFLOW_ERROR, 500",
        "NAN_ERROR, 500",
        "NOT_IMPLEMENTED, 501",
        "COMMUNICATION_ERROR, 502",
        "SERVICE_UNAVAILABLE, 503"
    })
    void an_error_kind_has_its_status(ErrorKind kind, int status) {
        assertThat(kind.status()).isEqualTo(status);
        assertThat(new EdgexException(kind, "why").kind()).isEqualTo(kind);
    }

    @Test
    void there_is_no_other_error_kind() {
        assertThat(ErrorKind.values()).hasSize(20);
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
