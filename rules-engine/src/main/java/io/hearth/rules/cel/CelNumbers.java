package io.hearth.rules.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/**
 * Numbers as a user of rules writes them. CEL refuses {@code t + 1} and {@code t == 20} for a t of 20.5, because 1 and 20 are
 * integers; here they are taken. Values are doubles, and integers only where a double would lose digits.
 */
final class CelNumbers {
    private static final BigInteger EXACT_UP_TO = BigInteger.ONE.shiftLeft(53);
    private static final CelType REAL = SimpleType.DOUBLE;
    private static final CelType WHOLE = SimpleType.INT;
    private static final CelType UNSIGNED = SimpleType.UINT;

    private static final List<Operator> OPERATORS = List.of(
            new Operator("_+_", "add", (a, b) -> a + b),
            new Operator("_-_", "subtract", (a, b) -> a - b),
            new Operator("_*_", "multiply", (a, b) -> a * b),
            new Operator("_/_", "divide", (a, b) -> a / b),
            new Operator("_%_", "modulo", (a, b) -> a % b));

    private record Operator(String function, String name, DoubleBinaryOperator result) {
        CelFunctionDecl declared() {
            return CelFunctionDecl.newFunctionDeclaration(
                    function,
                    CelOverloadDecl.newGlobalOverload(name + "_double_int64", REAL, REAL, WHOLE),
                    CelOverloadDecl.newGlobalOverload(name + "_int64_double", REAL, WHOLE, REAL),
                    CelOverloadDecl.newGlobalOverload(name + "_double_uint64", REAL, REAL, UNSIGNED),
                    CelOverloadDecl.newGlobalOverload(name + "_uint64_double", REAL, UNSIGNED, REAL),
                    CelOverloadDecl.newGlobalOverload(name + "_int64_uint64", REAL, WHOLE, UNSIGNED),
                    CelOverloadDecl.newGlobalOverload(name + "_uint64_int64", REAL, UNSIGNED, WHOLE));
        }

        Set<CelFunctionBinding> bound() {
            return CelFunctionBinding.fromOverloads(
                    function,
                    bound("_double_int64", Double.class, Long.class),
                    bound("_int64_double", Long.class, Double.class),
                    bound("_double_uint64", Double.class, UnsignedLong.class),
                    bound("_uint64_double", UnsignedLong.class, Double.class),
                    bound("_int64_uint64", Long.class, UnsignedLong.class),
                    bound("_uint64_int64", UnsignedLong.class, Long.class));
        }

        private <A extends Number, B extends Number> CelFunctionBinding bound(
                String types, Class<A> left, Class<B> right) {
            return CelFunctionBinding.from(
                    name + types, left, right, (a, b) -> result.applyAsDouble(a.doubleValue(), b.doubleValue()));
        }
    }

    private CelNumbers() {}

    /** What the checker of types must know beyond the standard. */
    static List<CelFunctionDecl> declarations() {
        CelFunctionDecl in = CelFunctionDecl.newFunctionDeclaration(
                "@in",
                CelOverloadDecl.newGlobalOverload(
                        "in_list_double_int64", SimpleType.BOOL, REAL, ListType.create(WHOLE)));
        return Stream.concat(
                        Stream.of(equality("_==_", "equals"), equality("_!=_", "not_equals"), in),
                        OPERATORS.stream().map(Operator::declared))
                .toList();
    }

    /** What reckons with doubles and integers, and with integers of both kinds, which is done as with doubles. Equality and {@code in} do of themselves. */
    static List<CelFunctionBinding> bindings() {
        return OPERATORS.stream().flatMap(operator -> operator.bound().stream()).toList();
    }

    private static CelFunctionDecl equality(String function, String name) {
        return CelFunctionDecl.newFunctionDeclaration(
                function,
                CelOverloadDecl.newGlobalOverload(name + "_double_int64", SimpleType.BOOL, REAL, WHOLE),
                CelOverloadDecl.newGlobalOverload(name + "_int64_double", SimpleType.BOOL, WHOLE, REAL),
                CelOverloadDecl.newGlobalOverload(name + "_double_uint64", SimpleType.BOOL, REAL, UNSIGNED),
                CelOverloadDecl.newGlobalOverload(name + "_uint64_double", SimpleType.BOOL, UNSIGNED, REAL));
    }

    /** A number as the evaluation takes it. */
    static Object of(Number number) {
        return switch (number) {
            case Double exact -> exact;
            case Float exact -> exact.doubleValue();
            case BigDecimal decimal ->
                decimal.signum() == 0 || decimal.scale() > 0 || decimal.precision() - decimal.scale() > 20
                        ? (Object) decimal.doubleValue()
                        : whole(decimal.toBigInteger());
            case BigInteger whole -> whole(whole);
            default -> whole(BigInteger.valueOf(number.longValue()));
        };
    }

    private static Object whole(BigInteger number) {
        if (number.abs().compareTo(EXACT_UP_TO) <= 0) {
            return number.doubleValue();
        }
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number.signum() > 0 && number.bitLength() == Long.SIZE
                ? UnsignedLong.valueOf(number)
                : (Object) number.doubleValue();
    }
}
