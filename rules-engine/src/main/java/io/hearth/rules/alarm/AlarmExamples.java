package io.hearth.rules.alarm;

/** What the OpenAPI description shows. */
final class AlarmExamples {
    static final String ALARM = """
            {"id":"0c9b9ab3-7d0e-3a04-b3a5-0a45d9dd34d1","rule":"boiler-on-when-cold","device":"livingroom","kind":"rule",\
            "severity":"warning","labels":["heating"],"message":"19.4 is below 20.0","value":"19.4","activeState":"active",\
            "ackedState":"unacknowledged","shelvingState":"unshelved","suppressedState":"unsuppressed","retain":true,\
            "raised":"2026-11-22T07:12:33Z","occurrences":1}""";
    static final String PAGE = "{\"apiVersion\":\"v3\",\"statusCode\":200,\"totalCount\":1,\"alarms\":[" + ALARM + "]}";
    static final String ACT = "{\"comment\":\"the plumber comes at ten\"}";
    static final String SHELVE = "{\"for\":\"2h\",\"comment\":\"the plumber is at work\"}";
    static final String MANY =
            "{\"ids\":[\"0c9b9ab3-7d0e-3a04-b3a5-0a45d9dd34d1\"],\"comment\":\"the plumber comes at ten\"}";
    static final String MANY_DONE =
            "[{\"apiVersion\":\"v3\",\"statusCode\":200,\"id\":\"0c9b9ab3-7d0e-3a04-b3a5-0a45d9dd34d1\"}]";

    private AlarmExamples() {}
}
