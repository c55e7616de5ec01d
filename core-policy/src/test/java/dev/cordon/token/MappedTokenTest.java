package dev.cordon.token;

import static dev.cordon.token.Forge.RS;
import static dev.cordon.token.Forge.sign;
import static dev.cordon.token.Forge.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Party;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenPart;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens as Cognito, Entra and Google document them, each read by the mapping that fits it. */
final class MappedTokenTest {

    private static final ServiceName ACME = new ServiceName("acme");
    private static final ServiceName ORDERS = new ServiceName("orders-api");
    private static final ClaimNames STANDARD = ClaimNames.STANDARD;

    /** An access token of a user pool, for a user; it has neither {@code typ} nor {@code aud}. */
    private static final String COGNITO = """
            {"sub":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee","cognito:groups":["testgroup"],\
            "iss":"https://cognito-idp.us-west-2.amazonaws.com/us-west-2_example","version":2,\
            "client_id":"1example23456789","origin_jti":"a-1","event_id":"e-1","token_use":"access",\
            "scope":"phone openid profile email","auth_time":1676313851,"exp":1676317451,"iat":1676313851,\
            "jti":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeef","username":"my-test-user"}""";

    private static final ClaimMapping OF_COGNITO = new ClaimMapping(
            new ClaimNames("client_id", "scope", "roles", "cognito:groups", "jti"),
            callers("1example23456789"),
            required("token_use", "access"),
            List.of(TokenPart.TYP, TokenPart.AUD));

    private static final String ENTRA_2 = """
            {"aud":"6e74172b-be56-4843-9ff4-e66a39bb12e3",\
            "iss":"https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0",\
            "iat":1537231048,"nbf":1537231048,"exp":1537234948,"aio":"AXQAi/8IAAAA",\
            "azp":"75dbe77f-10a3-4e59-85fd-8c127544f17c","azpacr":"1","name":"Abe Lincoln",\
            "oid":"690222be-ff1a-4d56-abd1-7e4f7d38e474","preferred_username":"abeli@microsoft.com","rh":"I",\
            "scp":"access_as_user orders.write","sub":"HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ",\
            "tid":"72f988bf-86f1-41af-91ab-2d7cd011db47","uti":"fqiBqXLPj0eQa82S-IYFAA","ver":"2.0"}""";

    private static final ClaimMapping OF_ENTRA_2 = new ClaimMapping(
            new ClaimNames("azp", "scp", "roles", "groups", "uti"),
            new ClaimMapping.Aliases(
                    callers("75dbe77f-10a3-4e59-85fd-8c127544f17c").callers(),
                    new TreeMap<>(Map.of("6e74172b-be56-4843-9ff4-e66a39bb12e3", ORDERS))),
            required("azpacr", "1"),
            List.of(TokenPart.TYP));

    private static final String ENTRA_1 = """
            {"aud":"ef1da9d4-ff77-4c3e-a005-840c3f830745",\
            "iss":"https://sts.windows.net/fa15d692-e9c7-4460-a743-29f29522229/",\
            "iat":1537233106,"nbf":1537233106,"exp":1537237006,"acr":"1","aio":"AXQAi/8IAAAA","amr":["pwd"],\
            "appid":"75dbe77f-10a3-4e59-85fd-8c127544f17c","appidacr":"1","family_name":"Lincoln",\
            "given_name":"Abe","ipaddr":"10.1.2.3","name":"Abe Lincoln",\
            "oid":"02223b6b-aa1d-42d4-9ec0-1b2bb9194438","rh":"I","scp":"user_impersonation",\
            "sub":"l3_roISQU222bULS9yi2k0XpqpOiMz5H3ZACo1GeXA",\
            "tid":"fa15d692-e9c7-4460-a743-29f2956fd429","unique_name":"abeli@microsoft.com",\
            "uti":"FVsGxYXI30-TuikuuUoFAA","ver":"1.0"}""";

    private static final ClaimMapping OF_ENTRA_1 = new ClaimMapping(
            new ClaimNames("appid", "scp", "roles", "groups", "uti"),
            new ClaimMapping.Aliases(
                    callers("75dbe77f-10a3-4e59-85fd-8c127544f17c").callers(),
                    new TreeMap<>(Map.of("ef1da9d4-ff77-4c3e-a005-840c3f830745", ORDERS))),
            required("appidacr", "1"),
            List.of(TokenPart.TYP));

    /** Google's access tokens can't be read; between services it is ID tokens made for one audience. */
    private static final String GOOGLE = """
            {"aud":"https://orders.shop.example","azp":"102345678901234567890",\
            "email":"caller@a-project.iam.gserviceaccount.com","email_verified":true,\
            "exp":1676317451,"iat":1676313851,"iss":"https://accounts.google.com","sub":"102345678901234567890"}""";

    private static final ClaimMapping OF_GOOGLE = new ClaimMapping(
            new ClaimNames("azp", "scope", "roles", "groups", "jti"),
            callers("102345678901234567890"),
            new TreeMap<>(Map.of("email_verified", new ClaimValue.Flag(true))),
            List.of(TokenPart.TYP, TokenPart.ID));

    private static ClaimMapping.Aliases callers(String value) {
        return new ClaimMapping.Aliases(new TreeMap<>(Map.of(value, ACME)), new TreeMap<>());
    }

    private static SortedMap<String, ClaimValue> required(String name, String value) {
        return new TreeMap<>(Map.of(name, new ClaimValue.Text(value)));
    }

    private static Map<String, Object> claims(String json) {
        Map<String, Object> claims = Json.object(json.getBytes(StandardCharsets.UTF_8), 4);
        assertThat(claims).isNotNull();
        return claims;
    }

    private static TokenCheck check(Map<String, Object> claims, ClaimMapping mapping, @Nullable String typ) {
        Map<String, Object> header = with(Forge.header(RS), "typ", typ);
        return check(sign(header, claims, RS), mapping, String.valueOf(claims.get("iss")));
    }

    private static TokenCheck check(String compact, ClaimMapping mapping, String iss) {
        Issuer issuer = new Issuer(
                new IssuerName("idp"),
                iss,
                TokenKind.EXTERNAL,
                List.of(SignatureAlgorithm.RS256),
                List.of(new Party.OfService(ACME)),
                mapping,
                Optional.empty());
        KeyRing ring = KeyRing.of(List.of(issuer), Map.of(issuer.name(), RS.publicKeys()));
        return new TokenVerifier().verify(PresentedToken.bearer(compact), ring);
    }

    private static VerifiedToken token(Map<String, Object> claims, ClaimMapping mapping, @Nullable String typ) {
        TokenCheck check = check(claims, mapping, typ);
        assertThat(check).isInstanceOf(TokenCheck.Verified.class);
        return ((TokenCheck.Verified) check).token();
    }

    private static void refused(TokenCheck check, TokenDefect defect) {
        assertThat(check).isEqualTo(new TokenCheck.Rejected(defect));
    }

    @Test
    void cognitos_access_token_names_the_app_client_and_the_users_groups() {
        VerifiedToken token = token(claims(COGNITO), OF_COGNITO, null);

        assertThat(token.caller()).isEqualTo("acme");
        assertThat(token.origin()).isEqualTo("acme");
        assertThat(token.subject())
                .isEqualTo(new VerifiedToken.Subject(
                        "idp", "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", List.of(), List.of("testgroup")));
        assertThat(token.audience()).isEmpty();
        assertThat(token.scopes()).containsExactly("phone", "openid", "profile", "email");
        assertThat(token.id()).isEqualTo("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeef");
    }

    @Test
    void cognitos_id_token_is_refused() {
        refused(check(with(claims(COGNITO), "token_use", "id"), OF_COGNITO, null), TokenDefect.CLAIMS);
        refused(check(with(claims(COGNITO), "token_use", null), OF_COGNITO, null), TokenDefect.CLAIMS);
        refused(check(with(claims(COGNITO), "token_use", List.of("access")), OF_COGNITO, null), TokenDefect.CLAIMS);
    }

    @Test
    void entras_access_tokens_of_both_versions_name_application_target_and_scopes() {
        VerifiedToken second = token(claims(ENTRA_2), OF_ENTRA_2, "JWT");
        VerifiedToken first = token(claims(ENTRA_1), OF_ENTRA_1, "JWT");

        assertThat(List.of(first.caller(), second.caller())).containsExactly("acme", "acme");
        assertThat(first.audience()).containsExactly("orders-api");
        assertThat(second.audience()).containsExactly("orders-api");
        assertThat(second.scopes()).containsExactly("access_as_user", "orders.write");
        assertThat(first.scopes()).containsExactly("user_impersonation");
        assertThat(first.id()).isEqualTo("FVsGxYXI30-TuikuuUoFAA");
    }

    @Test
    void an_entra_token_whose_groups_are_too_many_to_be_in_it_is_refused() {
        Map<String, Object> elsewhere = with(claims(ENTRA_2), "_claim_names", Map.of("groups", "src1"));

        refused(check(elsewhere, OF_ENTRA_2, "JWT"), TokenDefect.CLAIMS);
        refused(check(with(claims(ENTRA_2), "hasgroups", true), OF_ENTRA_2, "JWT"), TokenDefect.CLAIMS);
        refused(check(with(claims(ENTRA_2), "_claim_names", "src1"), OF_ENTRA_2, "JWT"), TokenDefect.CLAIMS);
    }

    @Test
    void googles_token_for_one_audience_has_an_id_that_its_holder_cannot_change() {
        VerifiedToken token = token(claims(GOOGLE), OF_GOOGLE, "JWT");

        assertThat(token.caller()).isEqualTo("acme");
        assertThat(token.subject()).isNull();
        assertThat(token.audience()).containsExactly("https://orders.shop.example");
        assertThat(token.id()).matches("[A-Za-z0-9_-]{43}");
        assertThat(token(claims(GOOGLE), OF_GOOGLE, "JWT").id()).isEqualTo(token.id());
        assertThat(token(with(claims(GOOGLE), "iat", 1676313852), OF_GOOGLE, "JWT")
                        .id())
                .isNotEqualTo(token.id());
    }

    @Test
    void a_caller_that_is_not_mapped_is_nobody_even_under_a_services_name() {
        VerifiedToken token = token(with(claims(COGNITO), "client_id", "acme"), OF_COGNITO, null);

        assertThat(token.caller()).isEqualTo("unmapped:acme");
        assertThat(ServiceName.isValid(token.caller())).isFalse();
    }

    @Test
    void actors_are_mapped_like_callers() {
        Map<String, Object> chain = with(claims(COGNITO), "act", Map.of("sub", "1example23456789"));

        assertThat(token(chain, OF_COGNITO, null).actors()).containsExactly("acme");
        assertThat(token(with(chain, "act", Map.of("sub", "acme")), OF_COGNITO, null)
                        .actors())
                .containsExactly("unmapped:acme");
    }

    @Test
    void without_being_let_off_each_part_is_needed() {
        ClaimMapping strict =
                new ClaimMapping(OF_COGNITO.names(), OF_COGNITO.services(), OF_COGNITO.required(), List.of());

        refused(check(claims(COGNITO), strict, null), TokenDefect.TYPE);
        refused(check(claims(COGNITO), strict, "JWT"), TokenDefect.TYPE);
        refused(check(claims(COGNITO), strict, "at+jwt"), TokenDefect.CLAIMS);
        refused(check(with(claims(ENTRA_2), "uti", null), OF_ENTRA_2, "JWT"), TokenDefect.CLAIMS);
        refused(check(with(claims(ENTRA_2), "aud", null), OF_ENTRA_2, "JWT"), TokenDefect.CLAIMS);
    }

    @Test
    void who_may_leave_out_the_type_may_not_write_another_one() {
        for (String typ : List.of("dpop+jwt", "logout+jwt", "JOSE", "", "jwt ")) {
            refused(check(claims(COGNITO), OF_COGNITO, typ), TokenDefect.TYPE);
        }
        Map<String, Object> odd = with(Forge.header(RS), "typ", 7);
        String iss = String.valueOf(claims(COGNITO).get("iss"));
        refused(check(sign(odd, claims(COGNITO), RS), OF_COGNITO, iss), TokenDefect.TYPE);
        Map<String, Object> critical = with(with(Forge.header(RS), "typ", null), "crit", List.of("exp"));
        refused(check(sign(critical, claims(COGNITO), RS), OF_COGNITO, iss), TokenDefect.TYPE);
    }

    @Test
    void what_is_there_is_read_whatever_the_issuer_may_leave_out() {
        for (Object odd : List.of("", 7, List.of(), List.of(7))) {
            refused(check(with(claims(COGNITO), "aud", odd), OF_COGNITO, null), TokenDefect.CLAIMS);
            refused(check(with(claims(GOOGLE), "jti", odd), OF_GOOGLE, "JWT"), TokenDefect.CLAIMS);
        }
        assertThat(token(with(claims(COGNITO), "aud", "payments-api"), OF_COGNITO, null)
                        .audience())
                .containsExactly("payments-api");
    }

    @Test
    void scopes_under_another_name_may_be_an_array() {
        Map<String, Object> array = with(claims(ENTRA_2), "scp", List.of("a", "b", "a"));

        assertThat(token(array, OF_ENTRA_2, "JWT").scopes()).containsExactly("a", "b");
        assertThat(token(with(claims(ENTRA_2), "scp", null), OF_ENTRA_2, "JWT").scopes())
                .isEmpty();
        for (Object odd : List.of(7, List.of("a b"), List.of(7), Map.of())) {
            refused(check(with(claims(ENTRA_2), "scp", odd), OF_ENTRA_2, "JWT"), TokenDefect.CLAIMS);
        }
        refused(check(with(claims(COGNITO), "scope", List.of("a")), OF_COGNITO, null), TokenDefect.CLAIMS);
    }

    @Test
    void nothing_lets_an_issuer_off_the_type_without_a_required_claim() {
        assertThatThrownBy(() ->
                        new ClaimMapping(STANDARD, ClaimMapping.Aliases.NONE, new TreeMap<>(), List.of(TokenPart.TYP)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ID tokens");
    }

    @Test
    void rings_that_read_claims_differently_have_different_revisions() {
        List<ClaimMapping> mappings =
                List.of(ClaimMapping.STANDARD, OF_COGNITO, OF_ENTRA_1, OF_ENTRA_2, OF_GOOGLE, unlike());
        Map<String, ClaimMapping> revisions = new LinkedHashMap<>();
        for (ClaimMapping mapping : mappings) {
            Issuer issuer = Forge.issuer(
                            "idp", "https://idp.example", TokenKind.EXTERNAL, List.of(SignatureAlgorithm.RS256))
                    .readAs(mapping, Optional.empty());
            revisions.put(KeyRing.of(List.of(issuer), Map.of()).revision(), mapping);
        }

        assertThat(revisions).hasSameSizeAs(mappings);
    }

    /** As Cognito's, with the number 1 instead of the text. */
    private static ClaimMapping unlike() {
        return new ClaimMapping(
                OF_COGNITO.names(),
                OF_COGNITO.services(),
                new TreeMap<>(Map.of("token_use", new ClaimValue.Whole(1))),
                OF_COGNITO.without());
    }
}
