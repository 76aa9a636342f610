package io.hearth.contracts.event;

import io.hearth.contracts.value.ValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Events of all forms, for properties. */
public final class Events {
    private static final Arbitrary<String> TEXT = Arbitraries.oneOf(
            Arbitraries.strings()
                    .withChars("aZ9 \"\\/{}[],:\u0000\u001f\u007f°é温\u2028\uFFFD")
                    .ofMaxLength(8),
            Arbitraries.of("", "😀", "null", "1e400"));

    private Events() {}

    /** Requests with events of one to four readings. */
    public static Arbitrary<AddEventRequest> requests() {
        Arbitrary<List<Reading>> readings = readings().list().ofMinSize(1).ofMaxSize(4);
        return Combinators.combine(TEXT, TEXT, TEXT, Arbitraries.longs(), readings, tags())
                .as((id, device, source, origin, list, tags) ->
                        new AddEventRequest("v3", "", new Event("v3", id, device, "p", source, origin, list, tags)));
    }

    private static Arbitrary<Reading> readings() {
        return Combinators.combine(forms(), TEXT, TEXT, Arbitraries.longs(), tags())
                .as((form, device, resource, origin, tags) -> new Reading(
                        "", origin, device, resource, "p", form.type().wireName(), "°C", tags, form.value()));
    }

    private record Form(ValueType type, ReadingValue value) {}

    private static Arbitrary<Form> forms() {
        Arbitrary<Form> simple = Combinators.combine(
                        Arbitraries.of(ValueType.class).filter(ValueType::isSimple), TEXT)
                .as((type, text) -> new Form(type, new ReadingValue.Simple(text)));
        Arbitrary<Form> binary = Combinators.combine(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40), TEXT)
                .as((bytes, media) -> new Form(ValueType.BINARY, new ReadingValue.Binary(bytes, media)));
        Arbitrary<Form> object = trees(3).filter(tree -> tree != null)
                .map(tree -> new Form(ValueType.OBJECT, new ReadingValue.ObjectValue(tree)));
        Arbitrary<Form> nothing =
                Arbitraries.of(ValueType.class).map(type -> new Form(type, new ReadingValue.NullValue()));
        return Arbitraries.oneOf(simple, binary, object, nothing);
    }

    private static Arbitrary<Map<String, Object>> tags() {
        return Arbitraries.maps(TEXT, trees(2)).ofMaxSize(2);
    }

    /** Values as a decoder gives them: whole numbers in the smallest type that holds them. */
    private static Arbitrary<Object> trees(int depth) {
        Arbitrary<Object> scalar = Arbitraries.oneOf(
                TEXT.asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.just(1L + Integer.MAX_VALUE).asGeneric(),
                Arbitraries.just(BigInteger.TWO.pow(70)).asGeneric(),
                Arbitraries.of(0.0, -0.0, 0.1, -1.5e300, Double.MIN_VALUE, 3.4e38, 1e-7)
                        .asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.just(null));
        if (depth == 0) {
            return scalar;
        }
        Arbitrary<Object> list = trees(depth - 1).list().ofMaxSize(3).map(ArrayList::new);
        Arbitrary<Object> map =
                Arbitraries.maps(TEXT, trees(depth - 1)).ofMaxSize(3).map(HashMap::new);
        return Arbitraries.frequencyOf(Tuple.of(4, scalar), Tuple.of(1, list), Tuple.of(1, map));
    }
}
