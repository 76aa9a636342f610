package io.hearth.rules.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What expressions may use: CEL's standard operators and functions, {@code all}, {@code exists}, {@code exists_one} and
 * {@code filter} over lists. {@code map} is left out, since with it a short text makes a list without end.
 */
public final class CelEnvironment {
    private final CelLimits limits;
    private Optional<Language> language = Optional.empty();

    /** With the bounds of what is compiled, and of what it does. */
    public CelEnvironment(CelLimits limits) {
        this.limits = limits;
    }

    /**
     * Compiles an expression.
     *
     * @param text      the expression
     * @param variables the names that it may use, with what is known of their values
     * @throws InvalidCel when it is none, or is not true or false, with line, column and what was expected
     */
    public CelExpression compile(String text, Map<String, CelKind> variables) {
        try {
            if (variables.values().stream().anyMatch(kind -> kind != CelKind.ANY)) {
                checked(text, variables, CelKind::type);
            }
            // At work a number may come as a double or, beyond 2^53, as an integer.
            CelAbstractSyntaxTree tree = checked(text, variables, kind -> SimpleType.DYN);
            return new CelExpression(tree, this, variables.keySet());
        } catch (CelValidationException invalid) {
            throw reason(invalid);
        } catch (CelEvaluationException unplanned) {
            throw new InvalidCel(1, 1, unplanned.getMessage());
        }
    }

    CelLimits limits() {
        return limits;
    }

    CelRuntime runtime() {
        return language().runtime();
    }

    /** Made for the first expression: seven hundred classes, which an engine whose rules have none does without. */
    private synchronized Language language() {
        Language known = language.orElseGet(() -> Language.within(limits));
        language = Optional.of(known);
        return known;
    }

    private CelAbstractSyntaxTree checked(
            String text, Map<String, CelKind> variables, Function<CelKind, dev.cel.common.types.CelType> type)
            throws CelValidationException {
        CelCompilerBuilder builder = language().compiler().toCompilerBuilder();
        variables.forEach((name, kind) -> builder.addVar(name, type.apply(kind)));
        return builder.build().compile(text).getAst();
    }

    private static InvalidCel reason(CelValidationException invalid) {
        if (invalid.getErrors().isEmpty()) {
            return new InvalidCel(1, 1, invalid.getMessage());
        }
        CelIssue first = invalid.getErrors().getFirst();
        // A fault of the whole has no line of its own.
        int line = Math.max(1, first.getSourceLocation().getLine());
        return new InvalidCel(line, first.getSourceLocation().getColumn() + 1, first.getMessage());
    }

    private record Language(CelCompiler compiler, CelRuntime runtime) {

        static Language within(CelLimits limits) {
            CelOptions options = CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .maxExpressionCodePointSize(limits.length())
                    .maxParseExpressionNodeCount(limits.nodes())
                    .maxParseRecursionDepth(limits.depth())
                    .comprehensionMaxIterations(limits.iterations())
                    .maxRegexProgramSize(limits.regexSize())
                    .build();
            CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(options)
                    .setStandardMacros(
                            CelStandardMacro.ALL,
                            CelStandardMacro.EXISTS,
                            CelStandardMacro.EXISTS_ONE,
                            CelStandardMacro.FILTER)
                    .addFunctionDeclarations(CelNumbers.declarations())
                    .setResultType(SimpleType.BOOL)
                    .build();
            CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                    .setOptions(options)
                    .addFunctionBindings(CelNumbers.bindings())
                    .build();
            return new Language(compiler, runtime);
        }
    }
}
