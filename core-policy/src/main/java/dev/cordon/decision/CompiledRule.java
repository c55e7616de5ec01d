package dev.cordon.decision;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Scope;
import dev.cordon.policy.TokenKind;
import java.util.Arrays;
import java.util.List;

/** A flow in numbers: what coverage, scopes and conditions are checked against. */
final class CompiledRule {

    /** Stands for all operations of the target. */
    static final int[] ALL = {};

    final int from;
    final int to;
    private final int[] operations;
    final String[] scopes;
    final List<Condition> when;
    final boolean shadow;
    final boolean external;

    /**
     * @param from the number of a service or segment
     * @param to the number of a service or segment among the targets
     * @param operations sorted numbers of the listed operations, or {@link #ALL}
     */
    CompiledRule(int from, int to, int[] operations, Flow flow) {
        this.from = from;
        this.to = to;
        this.operations = operations;
        this.scopes = texts(flow.scopes());
        this.when = flow.when();
        this.shadow = flow.mode() == Mode.SHADOW;
        this.external = flow.tokens() == TokenKind.EXTERNAL;
    }

    private static String[] texts(List<Scope> scopes) {
        String[] texts = new String[scopes.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = scopes.get(i).text();
        }
        return texts;
    }

    /** Whether an operation is among those listed; the caller has compared both ends. */
    boolean lists(int operation) {
        return operations == ALL || Arrays.binarySearch(operations, operation) >= 0;
    }
}
