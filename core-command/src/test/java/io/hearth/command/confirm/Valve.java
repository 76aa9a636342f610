package io.hearth.command.confirm;

import static io.hearth.command.ScriptedDeviceService.done;

import io.hearth.command.ScriptedDeviceService;
import io.hearth.command.ScriptedDeviceService.Asked;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** A device that takes what it is told, and shows what the test wants. */
final class Valve implements AutoCloseable {
    private final String name = "valve-" + UUID.randomUUID();
    private final ScriptedDeviceService service = new ScriptedDeviceService();

    String name() {
        return name;
    }

    /** What it was asked, in order. */
    List<Asked> asked() {
        return service.asked(name);
    }

    /** The methods of what it was asked, in order. */
    List<String> methods() {
        return asked().stream().map(Valve::method).toList();
    }

    static String method(Asked asked) {
        return asked.topic().substring(asked.topic().lastIndexOf('/') + 1);
    }

    /** Whatever it is told or asked. */
    void answers(Function<Asked, String> script) {
        service.answers(name, script);
    }

    /** What it is asked; null for no answer. */
    void answersReads(Function<Asked, String> script) {
        answers(asked -> method(asked).equals("set") ? done(asked, "null") : script.apply(asked));
    }

    void shows(String resource, String value) {
        shows(resource, () -> value);
    }

    void shows(String resource, Supplier<String> value) {
        answersReads(asked -> shown(asked, resource, value.get()));
    }

    /** The answer to a read. */
    static String shown(Asked asked, String resource, String value) {
        return done(asked, """
                {"apiVersion":"v3","statusCode":200,"event":{"readings":[
                 {"resourceName":"%s","valueType":"String","value":"%s"}]}}""".formatted(resource, value));
    }

    @Override
    public void close() {
        service.close();
    }
}
