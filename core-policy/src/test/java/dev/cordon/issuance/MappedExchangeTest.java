package dev.cordon.issuance;

import static dev.cordon.issuance.Desk.by;
import static dev.cordon.issuance.Desk.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenPart;
import dev.cordon.token.ExternalTokenMaker;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer with its own words, exchanged for the next hop. */
final class MappedExchangeTest {

    private static final String CALLER = "75dbe77f-10a3-4e59-85fd-8c127544f17c";
    private static final String TARGET = "6e74172b-be56-4843-9ff4-e66a39bb12e3";
    private static final ClaimMapping MAPPING = new ClaimMapping(
            new ClaimNames("azp", "scp", "roles", "org:groups", "uti"),
            new ClaimMapping.Aliases(
                    new TreeMap<>(Map.of(CALLER, new ServiceName("web-bff"))),
                    new TreeMap<>(Map.of(TARGET, new ServiceName("orders-api")))),
            new TreeMap<>(Map.of("azpacr", new ClaimValue.Text("1"))),
            List.of(TokenPart.TYP));

    private final Desk desk = new Desk(policy());

    private static Policy policy() {
        Policy plain = new Desk().policy;
        List<Issuer> issuers = plain.issuers().stream()
                .map(issuer -> issuer.kind() == TokenKind.EXTERNAL ? issuer.readAs(MAPPING, Optional.empty()) : issuer)
                .toList();
        return new Policy(
                plain.name(),
                plain.environments(),
                issuers,
                plain.segments(),
                plain.services(),
                plain.flows(),
                plain.forbids());
    }

    private static String token(String caller, String assurance) throws Exception {
        return new ExternalTokenMaker("https://idp.example", Desk.IDP_KEY)
                .make(Map.of(
                        "azp",
                        caller,
                        "azpacr",
                        assurance,
                        "sub",
                        "alice",
                        "aud",
                        TARGET,
                        "uti",
                        "external-1",
                        "org:groups",
                        List.of("staff"),
                        "iat",
                        Desk.NOW.getEpochSecond(),
                        "exp",
                        Desk.NOW.getEpochSecond() + 60));
    }

    private TokenRequest presented(String token, EdgeRequest edge) {
        return new TokenRequest(desk.orders(), edge, Optional.of(token), Optional.empty());
    }

    @Test
    void it_leads_onward_with_the_user_and_the_end_of_the_first_token() throws Exception {
        VerifiedToken next = Desk.verified(desk.issue(presented(token(CALLER, "1"), by("write-entry", "audit-api"))));

        assertThat(next.caller()).isEqualTo("orders-api");
        assertThat(next.origin()).isEqualTo("web-bff");
        assertThat(next.actors()).containsExactly("orders-api");
        assertThat(next.subject())
                .isEqualTo(
                        new VerifiedToken.Subject(new IssuerName("idp").text(), "alice", List.of(), List.of("staff")));
        assertThat(next.expiresAt()).isEqualTo(Desk.NOW.getEpochSecond() + 60);
    }

    @Test
    void it_leads_nowhere_else_and_not_without_what_the_mapping_demands() throws Exception {
        assertThat(desk.outcome(presented(token(CALLER, "1"), to("payments-api"))))
                .startsWith("invalid_target");
        assertThat(desk.outcome(presented(token(CALLER, "0"), by("write-entry", "audit-api"))))
                .startsWith("invalid_request");
        assertThat(desk.outcome(presented(token("web-bff", "1"), by("write-entry", "audit-api"))))
                .as("the issuer's name of it is another")
                .startsWith("invalid_request");
    }
}
