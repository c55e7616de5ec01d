package dev.cordon.issuance;

import dev.cordon.policy.Flow;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import java.util.List;

/**
 * An edge that the policy allows a client a token for.
 *
 * @param flow the one flow
 * @param target who is called
 * @param segment the target's, which sets life and bindings
 * @param scopes the scopes of the token: those of the flow, or fewer
 */
record AllowedEdge(Flow flow, Service target, Segment segment, List<Scope> scopes) {}
