package dev.cordon.token;

import static dev.cordon.token.Forge.ED;
import static dev.cordon.token.Forge.ES;
import static dev.cordon.token.Forge.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class SegmentTokenMinterTest {

    private static final SegmentTokenRequest.Chain ALONE =
            new SegmentTokenRequest.Chain(new ServiceName("web-bff"), List.of(), Optional.empty(), 3, Optional.empty());

    private final SegmentTokenMinter minter = new SegmentTokenMinter(Forge.ISS, ES, new SecureRandom());

    private static SegmentTokenRequest plain(Duration ttl) {
        return new SegmentTokenRequest(
                new ServiceName("web-bff"),
                new ServiceName("orders-api"),
                new FlowId("checkout"),
                List.of(),
                ttl,
                ALONE,
                SegmentTokenRequest.Bound.NOTHING);
    }

    @Test
    void what_was_asked_for_is_what_the_verified_token_says() throws Exception {
        SplittableRandom random = new SplittableRandom(20261122);
        SegmentTokenMinter edMinter = new SegmentTokenMinter(Forge.ISS, ED, new SecureRandom());
        for (int i = 0; i < 300; i++) {
            SegmentTokenRequest request = new Requests(random).next();
            Instant now = NOW.plusMillis(random.nextLong(100_000_000_000L));

            MintedToken minted = (i % 2 == 0 ? minter : edMinter).mint(request, now);

            TokenCheck check = Forge.verify(minted.reveal());
            assertThat(check).as("request %d: %s", i, request).isInstanceOf(TokenCheck.Verified.class);
            assertSays(((TokenCheck.Verified) check).token(), request, minted, now);
        }
    }

    private static void assertSays(VerifiedToken token, SegmentTokenRequest request, MintedToken minted, Instant now) {
        assertThat(token.issuer()).hasToString("cordon");
        assertThat(token.kind()).isEqualTo(TokenKind.SEGMENT);
        assertThat(token.keyId()).isIn(ES.keyId(), ED.keyId());
        assertThat(token.id()).isEqualTo(minted.id()).hasSize(22);
        assertThat(token.caller()).isEqualTo(request.caller().text());
        assertThat(token.audience()).containsExactly(request.target().text());
        assertThat(token.purpose()).isEqualTo(request.purpose().text());
        assertThat(token.scopes())
                .isEqualTo(request.scopes().stream().map(Scope::text).toList());
        assertThat(token.issuedAt()).isEqualTo(token.notBefore()).isEqualTo(now.getEpochSecond());
        assertThat(token.expiresAt())
                .isEqualTo(now.getEpochSecond() + request.ttl().toSeconds())
                .isEqualTo(minted.expiresAt().getEpochSecond());
        SegmentTokenRequest.Chain chain = request.chain();
        assertThat(token.origin()).isEqualTo(chain.origin().text());
        assertThat(token.actors())
                .isEqualTo(chain.actors().stream().map(ServiceName::text).toList());
        chain.transaction()
                .ifPresentOrElse(
                        id -> assertThat(token.transaction()).isEqualTo(id),
                        () -> assertThat(token.transaction()).hasSize(22));
        assertThat(token.generation()).isEqualTo(chain.generation());
        assertThat(Optional.ofNullable(token.subject())).isEqualTo(chain.subject());
        SegmentTokenRequest.Bound bound = request.bound();
        assertThat(Optional.ofNullable(token.environment()))
                .isEqualTo(bound.environment().map(Environment::text));
        assertThat(token.networks()).isEqualTo(bound.networks());
        assertThat(token.windows()).isEqualTo(bound.windows());
        assertThat(token.maxAge())
                .isEqualTo(bound.maxAge().map(Duration::toSeconds).orElse(-1L));
        assertThat(token.chainIssuedAt()).isEqualTo(request.chain().issuedAt());
        assertThat(Optional.ofNullable(token.certificate())).isEqualTo(bound.certificate());
        assertThat(Optional.ofNullable(token.key())).isEqualTo(bound.key());
    }

    /** Random requests of every shape. */
    private record Requests(SplittableRandom random) {

        SegmentTokenRequest next() {
            List<ServiceName> actors = some(8, () -> new ServiceName(word()));
            SegmentTokenRequest.Chain chain = new SegmentTokenRequest.Chain(
                    new ServiceName(word()),
                    actors,
                    maybe(this::word),
                    random.nextLong(1L << random.nextInt(1, 54)),
                    random.nextBoolean()
                            ? List.of()
                            : actors.stream()
                                    .map(actor -> random.nextLong(1L << 33))
                                    .toList(),
                    maybe(() -> new VerifiedToken.Subject(
                            word(),
                            "\u00dcser \"" + word() + "\\",
                            some(3, this::word),
                            some(3, () -> "gr\u00fcn/" + word()))));
            SegmentTokenRequest.Bound bound = new SegmentTokenRequest.Bound(
                    maybe(() -> new Environment(word())),
                    some(4, this::network),
                    some(3, this::window),
                    maybe(() -> Duration.ofSeconds(random.nextLong(1, 100_000))),
                    maybe(this::thumbprint),
                    maybe(this::thumbprint));
            return new SegmentTokenRequest(
                    new ServiceName(word()),
                    new ServiceName(word()),
                    new FlowId(word()),
                    some(5, () -> new Scope("https://x.example/" + word() + "<'>&")),
                    Duration.ofSeconds(random.nextLong(1, 90_000)),
                    chain,
                    bound);
        }

        private String word() {
            StringBuilder word = new StringBuilder("w");
            for (int i = random.nextInt(20); i > 0; i--) {
                word.append("abcdefghijklmnopqrstuvwxyz0123456789._-".charAt(random.nextInt(39)));
            }
            return word.toString();
        }

        private <T> List<T> some(int most, Supplier<T> maker) {
            List<T> list = new ArrayList<>();
            for (int i = random.nextBoolean() ? random.nextInt(most + 1) : 0; i > 0; i--) {
                list.add(maker.get());
            }
            return list;
        }

        private <T> Optional<T> maybe(Supplier<T> maker) {
            return random.nextBoolean() ? Optional.of(maker.get()) : Optional.empty();
        }

        private Cidr network() {
            int a = random.nextInt(256);
            List<String> blocks = List.of(
                    a + ".0.0.0/8",
                    "10." + a + ".0.0/16",
                    "192.0.2." + a,
                    "2001:db8:" + Integer.toHexString(a) + "::/48",
                    "::1",
                    "0.0.0.0/0",
                    "::/0",
                    "fe80::/10");
            return Cidr.parse(blocks.get(random.nextInt(blocks.size()))).orElseThrow();
        }

        private TimeWindow window() {
            int from = random.nextInt(1440);
            int to = random.nextInt(1, 1441);
            List<DayOfWeek> days = some(4, () -> DayOfWeek.of(random.nextInt(1, 8)));
            String zone = List.of("Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Asia/Kathmandu")
                    .get(random.nextInt(4));
            return new TimeWindow(
                    days.isEmpty() ? List.of(DayOfWeek.SUNDAY) : days, from, from == to ? 1440 : to, ZoneId.of(zone));
        }

        private KeyThumbprint thumbprint() {
            return new KeyThumbprint(Base64Url.encode(TokenHash.of(word()).bytes()));
        }
    }

    @Test
    void a_request_does_not_change_with_the_lists_it_was_made_from() {
        List<ServiceName> actors = new ArrayList<>(List.of(new ServiceName("web-bff")));
        List<Cidr> networks = new ArrayList<>(List.of(Cidr.parse("::1").orElseThrow()));
        List<TimeWindow> windows =
                new ArrayList<>(List.of(new TimeWindow(List.of(DayOfWeek.SUNDAY), 0, 60, ZoneId.of("UTC"))));
        List<Long> issuedAt = new ArrayList<>(List.of(1L));
        SegmentTokenRequest.Chain chain = new SegmentTokenRequest.Chain(
                new ServiceName("web-bff"), actors, Optional.empty(), 3, issuedAt, Optional.empty());
        SegmentTokenRequest.Bound bound = new SegmentTokenRequest.Bound(
                Optional.empty(), networks, windows, Optional.empty(), Optional.empty(), Optional.empty());

        actors.clear();
        issuedAt.clear();
        networks.clear();
        windows.clear();

        assertThat(chain.actors()).hasSize(1);
        assertThat(chain.issuedAt()).hasSize(1);
        assertThat(bound.networks()).hasSize(1);
        assertThat(bound.windows()).hasSize(1);
    }

    @Test
    void two_tokens_share_neither_id_nor_chain() throws Exception {
        MintedToken one = minter.mint(plain(Duration.ofMinutes(5)), NOW);
        MintedToken two = minter.mint(plain(Duration.ofMinutes(5)), NOW);

        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(((TokenCheck.Verified) Forge.verify(one.reveal())).token().transaction())
                .isNotEqualTo(((TokenCheck.Verified) Forge.verify(two.reveal()))
                        .token()
                        .transaction())
                .isNotEqualTo(one.id());
    }

    @Test
    void a_minted_token_prints_its_id_only() throws Exception {
        MintedToken minted = minter.mint(plain(Duration.ofMinutes(5)), NOW);

        assertThat(minted).hasToString("token " + minted.id());
    }

    @Test
    void what_no_token_can_say_is_refused() {
        assertThatThrownBy(() -> plain(Duration.ZERO)).hasMessageContaining("ttl is at least 1 second");
        assertThatThrownBy(() -> plain(Duration.ofMillis(1500))).hasMessageContaining("whole seconds");
        assertThatThrownBy(() -> plain(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        ServiceName service = new ServiceName("a");
        List<ServiceName> nine = Collections.nCopies(9, service);
        assertThatThrownBy(() -> new SegmentTokenRequest.Chain(
                        service, List.of(service), Optional.empty(), 0, List.of(1L, 2L), Optional.empty()))
                .hasMessageContaining("as many tokens as it has actors");
        assertThatThrownBy(() -> new SegmentTokenRequest.Chain(service, nine, Optional.empty(), 0, Optional.empty()))
                .hasMessageContaining("at most 8 actors");
        assertThatThrownBy(
                        () -> new SegmentTokenRequest.Chain(service, List.of(), Optional.empty(), -1, Optional.empty()))
                .hasMessageContaining("generation");
        assertThatThrownBy(
                        () -> new SegmentTokenRequest.Chain(service, List.of(), Optional.of(""), 0, Optional.empty()))
                .hasMessageContaining("transaction");
        VerifiedToken.Subject stranger = new VerifiedToken.Subject("Not A Name", "alice", List.of(), List.of());
        assertThatThrownBy(() ->
                        new SegmentTokenRequest.Chain(service, List.of(), Optional.empty(), 0, Optional.of(stranger)))
                .hasMessageContaining("issuer");
        assertThatThrownBy(() -> new SegmentTokenRequest.Bound(
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.of(Duration.ZERO),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("maximum age");
    }

    @Test
    void a_token_that_every_verifier_would_refuse_for_its_length_or_time_is_not_made() {
        List<Scope> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(new Scope("s".repeat(100) + i));
        }
        SegmentTokenRequest small = plain(Duration.ofMinutes(5));
        SegmentTokenRequest large = new SegmentTokenRequest(
                small.caller(), small.target(), small.purpose(), many, small.ttl(), ALONE, small.bound());

        assertThatThrownBy(() -> minter.mint(large, NOW)).hasMessageContaining("fewer scopes");
        assertThatThrownBy(() -> minter.mint(small, Instant.ofEpochSecond(-1))).hasMessageContaining("1970");
        assertThatThrownBy(() -> minter.mint(small, Instant.ofEpochSecond(Fields.LATEST)))
                .hasMessageContaining("9999");
    }

    @Test
    void a_signature_of_a_wrong_size_is_not_passed_on() {
        Signer der = new Signer() {
            @Override
            public SignatureAlgorithm algorithm() {
                return SignatureAlgorithm.ES256;
            }

            @Override
            public String keyId() {
                return "k1";
            }

            @Override
            public byte[] sign(byte[] input) {
                return new byte[71];
            }
        };

        assertThatThrownBy(() -> new SegmentTokenMinter(Forge.ISS, der, new SecureRandom())
                        .mint(plain(Duration.ofMinutes(5)), NOW))
                .isInstanceOf(SignerUnavailableException.class)
                .hasMessageContaining("`k1` returned 71 bytes");
    }
}
