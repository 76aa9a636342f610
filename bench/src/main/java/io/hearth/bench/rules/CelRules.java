package io.hearth.bench.rules;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/**
 * The Common Expression Language by itself: an expression says when a rule becomes active and another when it no longer is; only the one
 * that matters in the rule's state is asked. (One expression with both and the state as a variable costs more for each reading.)
 */
final class CelRules implements Contender {
    private final Tally tally = new Tally();
    private CelRuntime.Program[] raises = {};
    private CelRuntime.Program[] clears = {};
    private boolean[] active = {};

    @Override
    public void build(Thresholds rules) {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("value", SimpleType.DOUBLE)
                .setResultType(SimpleType.BOOL)
                .build();
        CelRuntime runtime = CelRuntimeFactory.standardCelRuntimeBuilder().build();
        raises = new CelRuntime.Program[rules.count()];
        clears = new CelRuntime.Program[rules.count()];
        active = new boolean[rules.count()];
        try {
            for (int rule = 0; rule < raises.length; rule++) {
                raises[rule] = runtime.createProgram(
                        compiler.compile("value < " + rules.below(rule)).getAst());
                clears[rule] = runtime.createProgram(
                        compiler.compile("value > " + rules.clearAbove(rule)).getAst());
            }
        } catch (CelValidationException | CelEvaluationException refused) {
            throw new IllegalStateException("void: CEL refused a rule", refused);
        }
    }

    @Override
    public void reading(long number, double value) {
        Map<String, Object> variables = Map.of("value", value);
        try {
            for (int rule = 0; rule < raises.length; rule++) {
                CelRuntime.Program asked = active[rule] ? clears[rule] : raises[rule];
                if ((boolean) asked.eval(variables)) {
                    active[rule] ^= true;
                    if (active[rule]) {
                        tally.raised(rule, number);
                    } else {
                        tally.cleared(rule, number);
                    }
                }
            }
        } catch (CelEvaluationException failed) {
            throw new IllegalStateException("void: CEL failed", failed);
        }
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
