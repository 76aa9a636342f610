package io.hearth.rules.book;

/** Documents shown in the OpenAPI description. */
final class RuleExamples {
    static final String BOILER = """
            {"name":"boiler-on-when-cold","description":"Keep the living room above 20 degrees","severity":"warning",\
            "when":{"device":"livingroom","resource":"temperature","below":20.0,"clearAbove":20.5},\
            "then":[{"command":{"device":"boiler","command":"control","values":{"mode":"heat","target":23}}}],\
            "otherwise":[{"command":{"device":"boiler","command":"control","values":{"mode":"off"}}}]}""";

    static final String ENVELOPES =
            "[{\"apiVersion\":\"v3\",\"requestId\":\"e6e8a2f4-eb14-4649-9e2b-175247911369\",\"rule\":" + BOILER + "}]";

    static final String AMENDMENT = "{\"name\":\"boiler-on-when-cold\",\"severity\":\"critical\"}";

    static final String AMENDMENTS =
            "[{\"apiVersion\":\"v3\",\"requestId\":\"e6e8a2f4-eb14-4649-9e2b-175247911369\",\"rule\":" + AMENDMENT
                    + "}]";

    static final String BOOK = "{\"apiVersion\":\"v3\",\"rules\":[" + BOILER + "]}";

    private RuleExamples() {}
}
