package dev.cordon.reference;

import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Changes one thing of a draft, most often for the worse. */
final class Spoiler {

    private final Policy policy;
    private final Dice dice;
    private final PathSpoiler paths;

    Spoiler(Policy policy, Dice dice) {
        this.policy = policy;
        this.dice = dice;
        this.paths = new PathSpoiler(dice);
    }

    void spoil(Draft draft, Service caller, Service target) {
        switch (dice.below(draft.token == null ? 5 : 13)) {
            case 0 -> draft.path = paths.spoil(draft.path);
            case 1 -> spoilTarget(draft);
            case 2 -> draft.age = Duration.ofMillis(dice.of(1000, 1001, 2000, 2001, 30_000, 30_001));
            case 3, 4 -> spoilCertificate(draft);
            case 5 -> spoilTimes(draft);
            case 6, 7 -> spoilNames(draft, caller);
            case 8 -> spoilBinding(draft);
            case 9 -> spoilUsage(draft);
            case 10 -> revoke(draft);
            default -> spoilAuthority(draft, target);
        }
    }

    private void spoilTarget(Draft draft) {
        switch (dice.below(6)) {
            case 0 -> draft.target = draft.byHost ? "unknown.example" : "stranger";
            case 1 ->
                draft.target = draft.byHost
                        ? draft.target.toUpperCase(Locale.ROOT) + dice.of(":8443", ":", "")
                        : draft.target + "x";
            case 2 -> draft.target = draft.byHost ? draft.target + dice.of(".", ":x", " ") : draft.target;
            case 3 -> draft.method = dice.of("GET", "POST", "PUT", "OPTIONS");
            case 4 -> draft.method = dice.of("get", "PURGE", "", "Get");
            default -> draft.path = dice.of("/", "/a", "/zzz/zzz/zzz/zzz/zzz/zzz", "/orders/42");
        }
    }

    private void spoilCertificate(Draft draft) {
        switch (dice.below(7)) {
            case 0 -> draft.untrusted = true;
            case 1 -> draft.certified = false;
            case 2 -> draft.thumbprint = dice.pick(Vocabulary.KEYS);
            case 3 -> {
                draft.spiffeId = null;
                draft.dnsNames.clear();
                draft.subject = "CN=nobody,O=random";
            }
            case 4 -> draft.source = dice.chance(40) ? null : dice.pick(Vocabulary.ADDRESSES);
            case 5 -> {
                draft.token = null;
                draft.broken = dice.chance(70) ? dice.of(BrokenToken.values()) : null;
            }
            default -> {
                draft.certified = true;
                Service other = dice.pick(policy.services());
                if (!other.identities().isEmpty()) {
                    CallGenerator.present(draft, dice.pick(other.identities()));
                }
            }
        }
    }

    private void spoilTimes(Draft draft) {
        long now = draft.second();
        long issued = draft.token.verified().issuedAt();
        switch (dice.below(5)) {
            case 0 -> draft.token.times(issued, now + dice.of(0, 0, 1, -1, -100));
            case 1 -> draft.token.times(now + dice.of(4, 5, 6, 7), now + 30);
            case 2 -> draft.token.notBefore(now + dice.of(4, 5, 6, 7));
            case 3 -> draft.token.times(issued, issued + dice.of(60, 61, 300, 301, 3600, 3601));
            default -> draft.token.times(now - dice.of(9, 10, 11, 29, 30, 31), now + 20);
        }
    }

    private void spoilNames(Draft draft, Service caller) {
        VerifiedToken token = draft.token.verified();
        switch (dice.below(9)) {
            case 0 -> draft.token.audience(dice.pick(policy.services()).name().text());
            case 1 -> draft.token.audience("https://elsewhere.example");
            case 2 -> draft.token.caller("stranger").origin("stranger");
            case 3 -> draft.token.caller(dice.pick(policy.services()).name().text());
            case 4 -> draft.token.origin("stranger");
            case 5 -> draft.token.actors(caller.name().text(), dice.of("stranger", "Service-1"));
            case 6 -> draft.token = ofIssuer(token, new IssuerName("issuer-2"), token.keyId());
            case 7 -> draft.token = ofIssuer(token, dice.pick(policy.issuers()).name(), token.keyId());
            default -> draft.token = TestTokens.like(token, "issuer-9", token.keyId());
        }
    }

    private void spoilBinding(Draft draft) {
        switch (dice.below(8)) {
            case 0 -> draft.token.environment(dice.of("production", "staging", "moon"));
            case 1 -> draft.token.environment(null);
            case 2 -> draft.token.networks(dice.some(Vocabulary.BLOCKS, 2));
            case 3 -> draft.token.networks(List.of());
            case 4 -> draft.token.certificate(dice.pick(Vocabulary.KEYS));
            case 5 -> draft.token.certificate(null);
            case 6 -> draft.scheme = PresentedToken.Scheme.DPOP;
            default -> {
                draft.token.key(dice.pick(Vocabulary.KEYS));
                draft.scheme = dice.of(PresentedToken.Scheme.values());
                draft.proof = dice.of(null, "garbage");
            }
        }
    }

    private void spoilUsage(Draft draft) {
        if (dice.chance(50)) {
            draft.token.windows(Vocabulary.windows(dice));
        } else {
            draft.token.maxAge(dice.below(5));
        }
    }

    private void revoke(Draft draft) {
        List<Revocation> revoked = draft.world.revocations();
        if (revoked.isEmpty()) {
            draft.token.generation(dice.below(3) - 1L);
            return;
        }
        VerifiedToken token = draft.token.verified();
        Revocation entry = dice.pick(revoked);
        if (entry instanceof Revocation.OfToken one) {
            draft.token = ofIssuer(token, one.issuer(), token.keyId()).id(one.id());
        } else if (entry instanceof Revocation.OfChain) {
            draft.token.transaction("revoked");
        } else if (entry instanceof Revocation.OfGeneration one) {
            draft.token.caller(one.service().text()).generation(one.generation());
        } else if (entry instanceof Revocation.IssuedBefore one) {
            long issued = one.second() + dice.of(-1, 4, 5, 6);
            long end = Math.max(issued, draft.second()) + 30;
            switch (dice.below(3)) {
                case 0 -> draft.token.caller(one.service().text()).times(issued, end);
                case 1 ->
                    draft.token
                            .origin(one.service().text())
                            .actors(
                                    token.caller(),
                                    dice.pick(policy.services()).name().text())
                            .chainIssuedAt(end, issued);
                default ->
                    draft.token.actors(token.caller(), one.service().text()).chainIssuedAt(issued, end);
            }
            draft.now = Instant.ofEpochSecond(Math.max(issued, draft.second()));
        } else if (entry instanceof Revocation.OfService one) {
            draft.token.actors(one.service().text());
        } else if (entry instanceof Revocation.Quarantine one) {
            draft.now = Instant.ofEpochSecond(one.until() + dice.of(-1, 4, 5, 6));
            long issued = one.until() + dice.of(-20, 4, 5, 6);
            draft.token.times(issued, Math.max(issued, draft.second()) + 30);
        } else if (entry instanceof Revocation.Epoch one) {
            long issued = one.second() + dice.of(-1, 4, 5, 6);
            draft.token.times(issued, Math.max(issued, draft.second()) + 30);
        } else if (entry instanceof Revocation.OfKey one) {
            draft.token = ofIssuer(token, one.issuer(), one.keyId());
        }
    }

    /** The same token of another issuer, where that one makes tokens of this kind. */
    private TestTokens ofIssuer(VerifiedToken token, IssuerName issuer, String keyId) {
        boolean able =
                policy.issuers().stream().anyMatch(one -> one.name().equals(issuer) && one.kind() == token.kind());
        return TestTokens.like(token, able ? issuer.text() : token.issuer().text(), keyId);
    }

    private void spoilAuthority(Draft draft, Service target) {
        switch (dice.below(7)) {
            case 0 -> draft.token.scopes(dice.chance(50) ? List.of() : dice.some(Vocabulary.SCOPES, 3));
            case 1 ->
                draft.token.purpose(
                        dice.chance(70) ? dice.pick(policy.flows()).id().text() : "flow-99");
            case 2 ->
                draft.token.claims(Map.of(
                        dice.pick(Vocabulary.CLAIMS),
                        dice.chance(70)
                                ? dice.pick(Vocabulary.SCALARS)
                                : new ClaimValue.Many(dice.some(Vocabulary.SCALARS, 3))));
            case 3 ->
                draft.token.subject(
                        dice.chance(30)
                                ? null
                                : new VerifiedToken.Subject(
                                        "issuer-" + dice.below(3),
                                        "user",
                                        dice.some(Vocabulary.ROLES, 2),
                                        dice.some(Vocabulary.GROUPS, 2)));
            case 4 -> {
                VerifiedToken token = draft.token.verified();
                draft.token = TestTokens.external(
                                "issuer-1", token.caller(), target.name().text())
                        .times(token.issuedAt(), token.expiresAt())
                        .scopes(new ArrayList<>(token.scopes()));
            }
            case 5 -> draft.now = dice.pick(Vocabulary.INSTANTS);
            default -> draft.token.actors(dice.pick(policy.services()).name().text());
        }
    }
}
