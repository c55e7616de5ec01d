package dev.cordon.cli.policy;

import dev.cordon.policy.ServiceName;

/**
 * One of a policy's own tests: a call and the decision it must get.
 *
 * @param name what it shows
 * @param from the caller
 * @param call what it calls
 * @param expect the decision
 * @param overrides how the call differs from the ideal one
 * @param line where it stands in the policy file, from 1
 */
public record PolicyTest(
        String name, ServiceName from, CallText call, Expectation expect, Overrides overrides, int line) {}
