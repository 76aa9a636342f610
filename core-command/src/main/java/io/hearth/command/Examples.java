package io.hearth.command;

/** What the OpenAPI document shows: the smart home's boiler. */
public final class Examples {
    /** What a set brings. */
    public static final String VALUES = "{\"mode\":\"heat\",\"target\":23}";
    /** The answer to a set. */
    public static final String DONE = "{\"apiVersion\":\"v3\",\"statusCode\":200}";
    /** The answer to a get. */
    public static final String EVENT = """
            {"apiVersion":"v3","statusCode":200,"event":{"apiVersion":"v3","id":"7b1d9f6e-18a5-8b3c-9a10-6f0e3f6f9b1d",
             "deviceName":"boiler","profileName":"boiler","sourceName":"status","origin":1795219261123456000,
             "readings":[{"deviceName":"boiler","resourceName":"current","profileName":"boiler","valueType":"Float64",
              "value":"2.25e+01","origin":1795219261123456000}]}}""";
    /** What can be asked of a device. */
    public static final String COMMANDS = """
            {"apiVersion":"v3","statusCode":200,"deviceCoreCommand":{"deviceName":"boiler","profileName":"boiler","coreCommands":[
             {"name":"control","set":true,"path":"/api/v3/device/name/boiler/control","url":"http://localhost:59882",
              "parameters":[{"resourceName":"mode","valueType":"String"},{"resourceName":"target","valueType":"Float64"}]}]}}""";
    /** A rule's command to what a person holds. */
    public static final String HELD = """
            {"apiVersion":"v3","message":"the command was not sent: person 'alice' holds resource 'mode' of device 'boiler' \
            until 2026-11-21T16:15:00Z, and rule 'night' asks","statusCode":423}""";
    /** A device that does not show what was set. */
    public static final String UNCONFIRMED = """
            {"apiVersion":"v3","message":"device 'boiler' took the command, but is not confirmed after 5000 ms: resource \
            'target' should read '23', and reads '21'","statusCode":504}""";
    /** Nobody at the other end. */
    public static final String UNANSWERED = """
            {"apiVersion":"v3","message":"device service 'device-mqtt' did not answer within 5000 ms: waited for the reply to \
            set 'control' of device 'boiler' on edgex/response/device-mqtt/e6e8a2f4-eb14-4649-9e2b-175247911369",\
            "statusCode":503}""";
    /** A request to many devices. */
    public static final String BATCH = """
            {"apiVersion":"v3","requestId":"e6e8a2f4-eb14-4649-9e2b-175247911369","labels":["kitchen"],"commandName":"power",
             "values":{"power":"false"}}""";
    /** The answer to it. */
    public static final String BATCH_RESULT = """
            [{"apiVersion":"v3","requestId":"0c9b9ab3-7d0e-3a04-b3a5-0a45d9dd34d1","deviceName":"lamp-1","statusCode":200},
             {"apiVersion":"v3","requestId":"5f2be4b7-54a5-3b93-bb5f-b9a7eae5b53b","deviceName":"lamp-2","statusCode":423,
              "message":"request failed, status code: 423, err: device is locked"}]""";
    /** The journal. */
    public static final String JOURNAL = """
            {"apiVersion":"v3","statusCode":200,"totalCount":1,"entries":[{"id":"5f3c91d200000001","time":1795219261123456000,
             "requestId":"e6e8a2f4-eb14-4649-9e2b-175247911369","correlationId":"14a42ea6-c394-41c3-8bcd-a29b9f5e6835",
             "deviceName":"boiler","serviceName":"device-mqtt","commandName":"control","method":"set",
             "values":{"mode":"heat","target":23},"caller":{"kind":"person","name":"alice","way":"rest","address":"192.0.2.7"},
             "outcome":"done","statusCode":200,"duration":4183211,"instance":"core-command","run":"5f3c91d2"}]}""";
    /** What persons hold. */
    public static final String HOLDS = """
            {"apiVersion":"v3","statusCode":200,"totalCount":1,"holds":[{"resourceName":"mode","until":1795220161123,
             "caller":"alice","commandId":"e6e8a2f4-eb14-4649-9e2b-175247911369"}]}""";

    private Examples() {}
}
