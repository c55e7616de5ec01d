package dev.cordon.token;

import static dev.cordon.token.Forge.issuer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class KeyRingTest {

    private static final List<SignatureAlgorithm> ES256 = List.of(SignatureAlgorithm.ES256);
    private static final List<SignatureAlgorithm> BOTH = List.of(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA);
    private static final Issuer CORDON = issuer("cordon", Forge.ISS, TokenKind.SEGMENT, BOTH);
    private static final Issuer IDP = issuer("idp", Forge.IDP, TokenKind.EXTERNAL, ES256);
    private static final IssuerName NAME = new IssuerName("cordon");
    private static final IssuerName IDP_NAME = new IssuerName("idp");

    private static String revision(List<Issuer> issuers, Map<IssuerName, JsonWebKeys> keys) {
        return KeyRing.of(issuers, keys).revision();
    }

    @Test
    void the_revision_does_not_depend_on_any_order() throws Exception {
        JsonWebKeys one = Forge.ES.publicKeys().and(Forge.ED.publicKeys());
        JsonWebKeys two = Forge.ED.publicKeys().and(Forge.ES.publicKeys());
        Issuer turned = issuer(
                "cordon", Forge.ISS, TokenKind.SEGMENT, List.of(SignatureAlgorithm.EDDSA, SignatureAlgorithm.ES256));

        assertThat(revision(List.of(CORDON, IDP), Map.of(NAME, one)))
                .isEqualTo(revision(List.of(IDP, turned), Map.of(NAME, two)))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void the_revision_changes_with_all_that_verification_depends_on() throws Exception {
        Map<IssuerName, JsonWebKeys> keys = Map.of(NAME, Forge.ES.publicKeys());
        JsonWebKeys renamed =
                JsonWebKeys.of(PublicJwk.of(Forge.ES.publicHalf().members, SignatureAlgorithm.ES256, "new"));

        Stream<String> revisions = Stream.of(
                revision(List.of(), Map.of()),
                revision(List.of(CORDON), Map.of()),
                revision(List.of(CORDON), keys),
                revision(List.of(CORDON, IDP), keys),
                revision(List.of(CORDON, IDP), Map.of(IDP_NAME, Forge.ES.publicKeys())),
                revision(List.of(CORDON), Map.of(NAME, Forge.ED.publicKeys())),
                revision(List.of(CORDON), Map.of(NAME, Forge.ED.publicKeys().and(Forge.ES.publicKeys()))),
                revision(List.of(CORDON), Map.of(NAME, renamed)),
                revision(List.of(issuer("cordon", Forge.ISS, TokenKind.SEGMENT, ES256)), keys),
                revision(List.of(issuer("cordon", Forge.ISS, TokenKind.EXTERNAL, BOTH)), keys),
                revision(List.of(issuer("cordon", Forge.ISS + "/", TokenKind.SEGMENT, BOTH)), keys));

        assertThat(revisions).doesNotHaveDuplicates();
    }

    @Test
    void the_revision_changes_with_how_tokens_are_read() {
        TreeMap<String, ServiceName> names = new TreeMap<>(Map.of("0oa1", new ServiceName("web-bff")));
        ClaimMapping.Aliases callers = new ClaimMapping.Aliases(names, new TreeMap<>());
        ClaimMapping.Aliases targets = new ClaimMapping.Aliases(new TreeMap<>(), names);
        TreeMap<String, ClaimValue> required = new TreeMap<>(Map.of("tid", new ClaimValue.Text("t-1")));
        TreeMap<String, ClaimValue> none = new TreeMap<>();
        ClaimNames azp = new ClaimNames("azp", "scope", "roles", "groups", "jti");

        assertThat(Stream.of(
                                ClaimMapping.STANDARD,
                                new ClaimMapping(azp, ClaimMapping.Aliases.NONE, none, List.of()),
                                new ClaimMapping(ClaimNames.STANDARD, callers, none, List.of()),
                                new ClaimMapping(ClaimNames.STANDARD, targets, none, List.of()),
                                new ClaimMapping(ClaimNames.STANDARD, ClaimMapping.Aliases.NONE, required, List.of()),
                                new ClaimMapping(
                                        ClaimNames.STANDARD, ClaimMapping.Aliases.NONE, none, List.of(TokenPart.ID)))
                        .map(mapping -> revision(List.of(IDP.readAs(mapping, Optional.empty())), Map.of())))
                .doesNotHaveDuplicates();
    }

    @Test
    void an_issuer_without_keys_verifies_nothing() {
        KeyRing ring = KeyRing.of(List.of(CORDON), Map.of(IDP_NAME, Forge.ES.publicKeys()));

        assertThat(new TokenVerifier().verify(PresentedToken.bearer(Forge.token()), ring))
                .isEqualTo(new TokenCheck.Rejected(TokenDefect.KEY));
    }

    @Test
    void an_issuer_that_is_no_longer_trusted_verifies_nothing_with_the_same_verifier() {
        TokenVerifier verifier = new TokenVerifier();
        PresentedToken token = PresentedToken.bearer(Forge.token());
        assertThat(verifier.verify(token, Forge.RING)).isInstanceOf(TokenCheck.Verified.class);

        assertThat(verifier.verify(token, KeyRing.of(List.of(IDP), Map.of())))
                .isEqualTo(new TokenCheck.Rejected(TokenDefect.ISSUER));
        assertThat(verifier.verify(token, KeyRing.of(List.of(CORDON), Map.of(NAME, Forge.ED.publicKeys()))))
                .isEqualTo(new TokenCheck.Rejected(TokenDefect.KEY));
    }

    @Test
    void two_issuers_can_not_share_an_iss() {
        Issuer twin = issuer("twin", Forge.ISS, TokenKind.EXTERNAL, ES256);

        assertThatThrownBy(() -> KeyRing.of(List.of(CORDON, twin), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Forge.ISS);
    }

    @Test
    void a_token_whose_check_is_known_is_not_checked_again() {
        VerifiedToken known = Forge.verified(Forge.claims(), Forge.ES);
        PresentedToken shown = PresentedToken.alreadyVerified(PresentedToken.Scheme.BEARER, "text", null, known);

        assertThat(new TokenVerifier().verify(shown, KeyRing.of(List.of(), Map.of())))
                .isEqualTo(new TokenCheck.Verified(known));
    }

    @Test
    void further_keys_of_an_issuer_join_those_that_it_has() throws Exception {
        KeyRing one = KeyRing.of(List.of(CORDON, IDP), Map.of(NAME, Forge.ES.publicKeys()));

        assertThat(one.with(NAME, Forge.ED.publicKeys()).revision())
                .isEqualTo(revision(
                        List.of(CORDON, IDP), Map.of(NAME, Forge.ED.publicKeys().and(Forge.ES.publicKeys()))));
        assertThat(one.with(IDP_NAME, Forge.ES.publicKeys()).revision())
                .isEqualTo(revision(
                        List.of(CORDON, IDP), Map.of(NAME, Forge.ES.publicKeys(), IDP_NAME, Forge.ES.publicKeys())));
        assertThatThrownBy(() -> one.with(NAME, Forge.ES.publicKeys()))
                .isInstanceOf(InvalidKeyFileException.class)
                .hasMessageContaining("two keys have the `kid`");
    }
}
