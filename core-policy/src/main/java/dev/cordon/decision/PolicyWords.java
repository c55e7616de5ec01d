package dev.cordon.decision;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Policy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of a policy that a caller's evidence is compared with. What else that evidence says can't change a
 * decision, so no record needs it. Immutable.
 */
public final class PolicyWords {

    private final Set<String> claims = new HashSet<>();
    private final Set<String> roles = new HashSet<>();
    private final Set<String> groups = new HashSet<>();

    PolicyWords(Policy policy) {
        for (Flow flow : policy.flows()) {
            add(flow.when());
        }
        for (Forbid forbid : policy.forbids()) {
            add(forbid.when());
        }
    }

    private void add(List<Condition> when) {
        for (int i = 0; i < when.size(); i++) {
            if (when.get(i) instanceof Condition.Claim claim) {
                claims.add(claim.name());
            } else if (when.get(i) instanceof Condition.Subject subject) {
                roles.addAll(subject.roles());
                groups.addAll(subject.groups());
            }
        }
    }

    /** Whether a condition tests any claim by its name. */
    public boolean testsClaims() {
        return !claims.isEmpty();
    }

    /** Whether a condition tests a claim of that name. */
    public boolean testsClaim(String name) {
        return claims.contains(name);
    }

    /** Whether a condition asks for a user behind the call. */
    public boolean asksForSubject() {
        return !roles.isEmpty() || !groups.isEmpty();
    }

    /** Whether a condition asks for a user of that role. */
    public boolean asksForRole(String role) {
        return roles.contains(role);
    }

    /** Whether a condition asks for a user of that group. */
    public boolean asksForGroup(String group) {
        return groups.contains(group);
    }
}
