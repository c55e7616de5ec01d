package dev.cordon.reference;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.token.VerifiedToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes a draft so that a condition has a good chance to hold. */
final class Satisfier {

    private final Draft draft;
    private final Dice dice;

    Satisfier(Draft draft, Dice dice) {
        this.draft = draft;
        this.dice = dice;
    }

    void satisfy(Condition condition) {
        if (condition instanceof Condition.Network network) {
            satisfy(network);
        } else if (condition instanceof Condition.Device device) {
            draft.certified = true;
            draft.thumbprint = device.keys().get(0);
        } else if (condition instanceof Condition.MutualTls) {
            draft.certified = true;
        } else if (draft.token != null) {
            satisfyByToken(condition);
        }
    }

    private void satisfyByToken(Condition condition) {
        if (condition instanceof Condition.SameEnvironment) {
            draft.token.environment(draft.world.environment().text());
        } else if (condition instanceof Condition.Claim claim) {
            Map<String, ClaimValue> claims =
                    new HashMap<>(draft.token.verified().all());
            claims.put(claim.name(), passing(claim.test()));
            draft.token.claims(claims);
        } else if (condition instanceof Condition.Subject subject) {
            draft.token.subject(
                    new VerifiedToken.Subject(subject.issuer().text(), "user", subject.roles(), subject.groups()));
        }
    }

    private void satisfy(Condition.Network network) {
        Cidr block = dice.pick(network.blocks());
        List<String> inside = Vocabulary.ADDRESSES.stream()
                .filter(text -> block.contains(IpAddress.parse(text).orElseThrow()))
                .toList();
        if (!inside.isEmpty()) {
            draft.source = dice.pick(inside);
        }
    }

    private ClaimValue passing(ClaimTest test) {
        if (test instanceof ClaimTest.Equal equal) {
            return equal.value();
        }
        if (test instanceof ClaimTest.OneOf oneOf) {
            return dice.pick(oneOf.values());
        }
        return new ClaimValue.Many(List.of(dice.pick(Vocabulary.SCALARS), ((ClaimTest.Contains) test).value()));
    }
}
