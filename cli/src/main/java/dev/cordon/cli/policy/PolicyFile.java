package dev.cordon.cli.policy;

import dev.cordon.policy.Policy;
import java.util.List;
import java.util.Optional;

/**
 * What a policy file says.
 *
 * @param policy present if and only if no problem is an error
 * @param tests the policy's own tests, in the order of the file; those with problems are left out
 * @param problems all problems, ordered by file (the policy's first), line and column
 */
public record PolicyFile(Optional<Policy> policy, List<PolicyTest> tests, List<Problem> problems) {
    /** Copies the lists. */
    public PolicyFile {
        tests = List.copyOf(tests);
        problems = List.copyOf(problems);
    }
}
