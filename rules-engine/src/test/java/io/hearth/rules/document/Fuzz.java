package io.hearth.rules.document;

import io.hearth.rules.Given;
import java.util.List;
import java.util.Random;

/** Rule documents gone wrong in all kinds of ways, the same for the same seed; some are still rules. */
public final class Fuzz {
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "\"\"",
            "\"NaN\"",
            "NaN",
            "Infinity",
            "-0",
            "1e999",
            "1e-400",
            "9007199254740993",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"a\":{\"b\":{}}}",
            "\"안녕하세요\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "20",
            "20.5",
            "-1",
            "\"20\"",
            "\"x\"",
            "0x10",
            "01",
            "'x'",
            "/*c*/",
            ",",
            ":",
            "}",
            "{",
            "]",
            "[",
            "\"",
            "\\",
            "\u0000",
            "{\"resource\":\"x\",\"window\":{\"function\":\"avg\",\"duration\":\"1m\"}}",
            "\"5m\"",
            "\"PT-9999999999999H\"",
            "\"99999999999d\"",
            "\"t > \"",
            "\"t.matches('(a|b)*')\"",
            "\"[t].exists(x, x\"",
            "\"\ud83d\ude00\"",
            "\"\u202e${value}${\"",
            "123456789012345678901234567890123456789012345678901234567890",
            "1e-999999999",
            "1e999999999",
            "-0.0",
            "[1,2]",
            "[\"mon-sun\"]",
            "[".repeat(300) + "]".repeat(300),
            "{\"all\":[".repeat(50) + "{\"absent\":\"1m\"}" + "]}".repeat(50),
            "{\"a\":".repeat(200) + "1" + "}".repeat(200));
    private static final List<String> FIELDS = List.of(
            "\"above\": 25,",
            "\"clearBelow\": 1,",
            "\"deadband\": 1,",
            "\"onDelay\": \"30s\",",
            "\"offDelay\": \"PT1S\",",
            "\"profile\": \"p\",",
            "\"device\": \"e\",",
            "\"label\": \"안녕\",",
            "\"window\": {\"function\": \"max\", \"readings\": 3},",
            "\"between\": [1, 2],",
            "\"equals\": true,",
            "\"absent\": \"1h\",",
            "\"all\": [{\"absent\": \"1m\"}],",
            "\"within\": {\"days\": \"mon\", \"timeZone\": \"Asia/Seoul\"},",
            "\"expression\": \"t > 1\", \"values\": {\"t\": \"x\"},",
            "\"expression\": \"t == 'a' ||\",",
            "\"schedule\": {\"from\": \"08:00\"},",
            "\"staleAfter\": \"1h\",",
            "\"coolDown\": \"5m\",",
            "\"reAlarmTime\": \"1m\",",
            "\"minOn\": \"3m\",",
            "\"alarm\": false,",
            "\"confirm\": {\"resource\": \"r\", \"value\": 1, \"within\": \"1s\"},",
            "\"validFor\": \"30s\",",
            "\"enabled\": false,",
            "\"severity\": \"info\",",
            "\"labels\": [\"a\"],",
            "\"name\": \"again\",",
            "\"cel\": \"1 < 2\",",
            "\"\": 1,");

    /** Rules that use all there is. */
    private static final List<String> WHOLE = List.of(Given.BOILER, Given.BOILER, """
            {"name": "boiler-on-when-cold", "severity": "critical", "labels": ["a", "b"], "staleAfter": "15m",
             "when": {"profile": "bike", "onDelay": "1m", "any": [
               {"resource": "battery", "between": [0, 15.5], "deadband": 2, "window": {"function": "avg", "duration": "5m"}},
               {"all": [{"resource": "state", "notEquals": "locked", "offDelay": "3s"}, {"device": "gate", "absent": "1h"}]}]},
             "then": [{"command": {"command": "lock", "values": {"state": "locked"}, "validFor": "30s", "confirm": {"resource": "state", "value": "locked", "within": "10s"}}},
                      {"publish": {"topic": "maintenance/${device}", "payload": {"b": "${value}"}, "qos": 2}},
                      {"webhook": {"url": "https://example.com", "headers": {"X": "y"}, "body": [1, null], "timeout": "1s"}}],
             "otherwise": [{"notify": {"message": "gone", "category": "x", "severity": "info"}}, {"write": {"resource": "w", "value": 1.50}}]}
            """, """
            {"name": "boiler-on-when-cold", "coolDown": "5m", "reAlarmTime": "10m", "minOn": "3m", "minOff": "3m", "alarm": true,
             "schedule": {"days": ["mon-fri", "sun"], "from": "22:00", "to": "06:00", "timeZone": "Europe/Berlin"},
             "when": {"all": [{"device": "a", "resource": "x", "below": {"device": "b", "resource": "y", "offset": -1.5}, "deadband": 1},
                      {"device": "c", "expression": "t > 20.5 && m.matches('^a')", "values": {"t": "temperature", "m": {"device": "d", "resource": "mode"}}},
                      {"within": {"from": "08:00", "to": "24:00"}}]}}
            """);

    private final Random random;

    public Fuzz(long seed) {
        this.random = new Random(seed);
    }

    /** The next document; {@code name} is its rule's name if it is one. */
    public String next(String name) {
        StringBuilder text = new StringBuilder(any(WHOLE).replace("boiler-on-when-cold", name));
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
            change(text);
        }
        return text.toString();
    }

    private void change(StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(6)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, any(PIECES));
            case 2 -> replaceValue(text, at);
            case 3 -> insertField(text, at);
            case 4 -> text.setCharAt(at, (char) random.nextInt(0x80));
            default -> text.setLength(Math.max(1, text.length() - random.nextInt(40)));
        }
    }

    private void replaceValue(StringBuilder text, int at) {
        int colon = text.indexOf(":", at);
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > 0) {
            text.replace(colon + 1, end, any(PIECES));
        }
    }

    private void insertField(StringBuilder text, int at) {
        int brace = text.indexOf("{", at);
        text.insert(brace < 0 ? 1 : brace + 1, any(FIELDS));
    }

    private String any(List<String> pieces) {
        return pieces.get(random.nextInt(pieces.size()));
    }
}
