package dev.cordon.aws.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.issuance.PlatformIdentities.Outcome;
import dev.cordon.issuance.PlatformIdentities.Refused;
import dev.cordon.issuance.PlatformIdentities.Vouched;
import dev.cordon.issuance.PlatformUnavailableException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Whom STS vouches for, and what it is never asked. */
final class StsIdentitiesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:10Z");
    private static final String SERVER = "https://tokens.shop.example";
    private static final Set<String> AUDIENCES = Set.of(SERVER, SERVER + "/oauth2/token");
    private static final long SEED = Long.getLong("cordon.seed", System.nanoTime());

    private StrictSts sts;
    private AwsSessionCredentialsIdentity workload;

    @BeforeEach
    void start() {
        sts = new StrictSts();
        workload = sts.workload("orders");
    }

    @AfterEach
    void stop() {
        sts.close();
    }

    private StsIdentities identities(URI endpoint) {
        return StsIdentities.over(
                UrlConnectionHttpClient.create(), Optional.of(endpoint), Set.of("eu-west-1", "us-east-1"));
    }

    private Outcome check(String assertion, Instant now) throws PlatformUnavailableException {
        return identities(sts.endpoint()).check(assertion, AUDIENCES, now);
    }

    private String assertion(String region, String server) {
        return new IdentityAssertions(region, () -> NOW).make(server, workload);
    }

    private static String why(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).why();
    }

    @Test
    void a_workload_s_role_is_told_by_sts() throws Exception {
        for (String region : List.of("eu-west-1", "us-east-1")) {
            Vouched vouched = (Vouched) check(assertion(region, SERVER), NOW.plusSeconds(7));
            assertThat(vouched.identity().text()).isEqualTo("arn:aws:iam::123456789012:role/orders");
            assertThat(vouched.use().until()).isEqualTo(NOW.getEpochSecond() + 301);
        }
        assertThat(sts.answers()).containsExactly(200, 200);
    }

    @Test
    void the_same_request_is_the_same_use_however_it_is_written() throws Exception {
        String first = assertion("eu-west-1", SERVER);
        String again = first.replace("\",", "\" ,\n").replace("X-Amz-Date", "x-AMZ-date");
        Vouched one = (Vouched) check(first, NOW);
        assertThat(((Vouched) check(again, NOW.plusSeconds(1))).use()).isEqualTo(one.use());
        Vouched other = (Vouched) check(assertion("us-east-1", SERVER), NOW);
        assertThat(other.use().hash()).isNotEqualTo(one.use().hash());
    }

    @Test
    void one_that_was_made_for_another_server_is_not_taken_and_can_not_be_changed() throws Exception {
        String elsewhere = assertion("eu-west-1", "https://evil.example");
        assertThat(why(check(elsewhere, NOW))).contains("another server");
        assertThat(sts.answers()).as("STS is not asked").isEmpty();

        assertThat(why(check(elsewhere.replace("https://evil.example", SERVER), NOW)))
                .contains("403")
                .contains("SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @CsvSource({"-301, false", "-300, false", "-299, true", "5, true", "6, false"})
    void it_has_its_time(long offset, boolean taken) throws Exception {
        Outcome outcome = check(assertion("eu-west-1", SERVER), NOW.minusSeconds(offset));
        assertThat(outcome instanceof Vouched).as("%s", outcome).isEqualTo(taken);
        assertThat(sts.answers()).hasSize(taken ? 1 : 0);
    }

    @Test
    void who_is_no_role_is_nobody() throws Exception {
        for (String arn : List.of(
                "arn:aws:iam::123456789012:user/orders",
                "arn:aws:iam::123456789012:root",
                "arn:aws:sts::123456789012:federated-user/orders",
                "arn:aws:sts::123456789012:assumed-role/orders",
                "arn:aws:sts::123456789012:assumed-role/a/b/orders",
                "arn:evil:sts::123456789012:assumed-role/orders/x",
                " arn:aws:sts::123456789012:assumed-role/orders/i-1")) {
            assertThat(why(answered(200, "<R><Arn>" + arn + "</Arn></R>")))
                    .as(arn)
                    .contains("no role");
        }
        Vouched china = (Vouched)
                answered(200, "<R><Arn>arn:aws-cn:sts::123456789012:assumed-role/or-ders_+=,.@/i-1</Arn></R>");
        assertThat(china.identity().text()).isEqualTo("arn:aws-cn:iam::123456789012:role/or-ders_+=,.@");
    }

    @Test
    void an_answer_that_is_none_names_nobody() throws Exception {
        String arn = "<Arn>arn:aws:sts::123456789012:assumed-role/orders/i-1</Arn>";
        assertThat(answered(200, "<R>" + arn + "</R>")).isInstanceOf(Vouched.class);
        for (String body : List.of(
                "",
                "{}",
                "<R>" + arn,
                "<R>" + arn + arn + "</R>",
                "<R><Arn><b>" + arn + "</b></Arn></R>",
                "<!DOCTYPE R [<!ENTITY a \"orders\">]><R>" + arn.replace("orders", "&a;") + "</R>",
                "<R>" + arn.replace("Arn", "arn") + "</R>")) {
            assertThat(why(answered(200, body))).as(body).contains("no role");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalFailure",
        "503, ServiceUnavailable",
        "429, ''",
        "400, Throttling",
        "400, ThrottlingException"
    })
    void where_sts_has_no_time_nobody_is_known(int status, String code) {
        assertThatThrownBy(() -> answered(status, "<E><Code>" + code + "</Code></E>"))
                .isInstanceOf(PlatformUnavailableException.class)
                .hasMessageContaining(Integer.toString(status));
    }

    @ParameterizedTest
    @CsvSource({"403, InvalidClientTokenId", "400, ExpiredToken", "301, ''", "302, Found", "201, ''", "204, ''"})
    void whatever_else_is_answered_vouches_for_nobody(int status, String code) throws Exception {
        String body = "<R><Code>" + code + "</Code><Arn>arn:aws:sts::123456789012:assumed-role/orders/i</Arn></R>";
        assertThat(why(answered(status, body))).contains("does not vouch").contains(code);
    }

    private Outcome answered(int status, String body) throws PlatformUnavailableException {
        StsLine line = request -> new StsAnswer(status, body);
        return new StsIdentities(line, Set.of("eu-west-1")).check(assertion("eu-west-1", SERVER), AUDIENCES, NOW);
    }

    @Test
    void where_sts_is_silent_that_is_told() {
        URI nobody = URI.create("http://127.0.0.1:1");
        assertThatThrownBy(() -> identities(nobody).check(assertion("eu-west-1", SERVER), AUDIENCES, NOW))
                .isInstanceOf(PlatformUnavailableException.class)
                .hasMessageContaining("eu-west-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sts.eu-west-1.amazonaws.com:443",
                "sts.eu-west-1.amazonaws.com.evil.example",
                "sts.amazonaws.com",
                "evil.example/sts.eu-west-1.amazonaws.com",
                "x@sts.eu-west-1.amazonaws.com",
                "sts.eu-central-1.amazonaws.com"
            })
    void no_other_place_is_asked(String host) {
        askedNothing(assertion("eu-west-1", SERVER).replace("sts.eu-west-1.amazonaws.com", host));
    }

    @Test
    void nothing_else_is_asked() {
        String good = assertion("eu-west-1", SERVER);
        for (String odd : List.of(
                good.replace("GetCallerIdentity", "GetSessionToken"),
                good.replace("Version=2011-06-15", "Version=2011-06-15&Action=AssumeRole"),
                good.replace("\"POST\"", "\"GET\""),
                good.replace("{\"headers\"", "{\"body\":\"\",\"headers\""),
                good.replace("\"headers\":[", "\"headers\":[{\"key\":\"x-amz-target\",\"value\":\"y\"},"),
                good.replace(
                        "\"headers\":[", "\"headers\":[{\"key\":\"X-Cordon-Audience\",\"value\":\"" + SERVER + "\"},"),
                good.replace(";x-cordon-audience", ""),
                good.replace("host;", ""),
                good.replace("e3b0c442", "e3b0c443"),
                good.replace("x-amz-content-sha256;", ""),
                good.replace("AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"),
                good.replace("/sts/", "/s3/"),
                good.replace("/eu-west-1/sts", "/us-east-1/sts"),
                good.replace("/20261129/", "/20261128/"),
                good.replace("20261129T120010Z", "20261129T126010Z"),
                good.replace("https://tokens.shop.example", "https://tokens.shop.example\\r\\nx: y"),
                good.replace("\"" + SERVER + "\"", "\"\""))) {
            assertThat(odd).isNotEqualTo(good);
            askedNothing(odd);
        }
    }

    private void askedNothing(String assertion) {
        List<SignedIdentityRequest> asked = new ArrayList<>();
        StsLine line = request -> {
            asked.add(request);
            return new StsAnswer(200, "");
        };
        try {
            Outcome outcome = new StsIdentities(line, Set.of("eu-west-1")).check(assertion, AUDIENCES, NOW);
            assertThat(outcome).as(assertion).isInstanceOf(Refused.class);
            assertThat(((Refused) outcome).why()).doesNotContain(workload.sessionToken());
        } catch (PlatformUnavailableException e) {
            throw new AssertionError(e);
        }
        assertThat(asked).as(assertion).isEmpty();
    }

    @Test
    void whatever_comes_is_refused_or_the_same() throws Exception {
        Random random = new Random(SEED);
        byte[] good = assertion("eu-west-1", SERVER).getBytes(StandardCharsets.ISO_8859_1);
        SignedIdentityRequest read = SignedIdentityRequest.read(new String(good, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 20_000; i++) {
            byte[] changed = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            Optional<SignedIdentityRequest> asked = asked(new String(changed, StandardCharsets.ISO_8859_1));
            asked.ifPresent(other -> {
                assertThat(other.host()).as("seed %d", SEED).matches("sts\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");
                assertThat(other.headers().keySet()).isEqualTo(read.headers().keySet());
                assertThat(other.toString()).doesNotContain(other.signature());
            });
        }
    }

    private static Optional<SignedIdentityRequest> asked(String assertion) {
        try {
            return Optional.of(SignedIdentityRequest.read(assertion));
        } catch (InvalidAssertionException e) {
            assertThat(e.why()).doesNotContain("Signature=");
            return Optional.empty();
        }
    }

    @Test
    void an_answer_of_any_bytes_names_somebody_or_nobody() throws Exception {
        Random random = new Random(SEED);
        byte[] good = "<R xmlns=\"x\"><Arn>arn:aws:sts::123456789012:assumed-role/orders/i-1</Arn><!-- c --></R>"
                .getBytes(StandardCharsets.UTF_8);
        int named = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = good.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            StsLine line = request -> new StsAnswer(200, new String(changed, StandardCharsets.UTF_8));
            Outcome outcome =
                    new StsIdentities(line, Set.of("eu-west-1")).check(assertion("eu-west-1", SERVER), AUDIENCES, NOW);
            named += outcome instanceof Vouched ? 1 : 0;
        }
        assertThat(named).as("seed %d", SEED).isBetween(1, 4_999);
    }
}
