package dev.cordon.theft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.KeyRing;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ShownApiKey;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An API key that leaked opens the one flow that it was made for, from where and when its owner may, and no other. */
final class StolenApiKeyTest {

    private static final long SEED = Long.getLong("cordon.seed", 20_261_130L);
    private static final int CALLS = Boolean.getBoolean("cordon.full") ? 3_000 : 300;
    private static final Instant NOON = Town.NOON;
    private static final List<String> PARTNERS = List.of("acme", "globex", "initech");
    private static final List<String> TARGETS = List.of("orders", "invoices");
    private static final Policy POLICY = policy();
    private static final CompiledPolicy COMPILED = CompiledPolicy.of(POLICY);

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final SecureRandom secure = new SecureRandom();
    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 1_024);
    private final List<String> wrong = new ArrayList<>();
    private int tried;

    private static Policy policy() {
        TestPolicy draft = new TestPolicy()
                .segment("partners", Trust.PARTNER)
                .segment("sales", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.ENVIRONMENT, Binding.NETWORK)
                .issuer("cordon", TokenKind.SEGMENT, "partners");
        PARTNERS.forEach(partner -> draft.caller(partner, "partners"));
        for (String target : TARGETS) {
            draft.service(target, "sales", target + ".example", "GET /" + target + "/{id}", "POST /" + target);
            for (String partner : PARTNERS) {
                draft.flow(
                        partner + "-reads-" + target,
                        partner,
                        target,
                        flow -> flow.operations("GET /" + target + "/{id}")
                                .scopes("read")
                                .apiKeys());
                draft.flow(
                        partner + "-adds-to-" + target,
                        partner,
                        target,
                        flow -> flow.operations("POST /" + target).scopes("add").apiKeys());
            }
        }
        return draft.build();
    }

    /** One call with one key, at a point that knows a key of that hash. */
    private record Call(ApiKey key, String text, String target, String method, String path, Moment at, String source) {

        Call with(ApiKey other) {
            return new Call(other, text, target, method, path, at, source);
        }

        Call shown(String other) {
            return new Call(key, other, target, method, path, at, source);
        }

        Call to(String service, String verb, String place) {
            return new Call(key, text, service, verb, place, at, source);
        }

        Call at(Instant when) {
            return new Call(key, text, target, method, path, new Moment(when, 1), source);
        }

        Call from(String address) {
            return new Call(key, text, target, method, path, at, address);
        }
    }

    @Test
    void every_change_of_one_aspect_of_a_valid_call_is_denied_for_its_own_reason() {
        for (int i = 0; i < CALLS; i++) {
            Call call = valid();
            assertThat(answer(call, List.of())).as("call %d, seed %d", i, SEED).isEmpty();
            place(call);
            time(call);
            text(call);
            revocations(call);
        }
        System.out.println(tried + " changes of " + CALLS + " valid calls with API keys, seed " + SEED);

        assertThat(wrong).as("seed %d", SEED).isEmpty();
        assertThat(tried).isGreaterThan(CALLS * 20);
    }

    private Call valid() {
        String partner = PARTNERS.get(random.nextInt(PARTNERS.size()));
        String target = TARGETS.get(random.nextInt(TARGETS.size()));
        boolean reads = random.nextBoolean();
        ApiKeyText text = ApiKeyText.random(secure);
        FlowId flow = new FlowId(partner + (reads ? "-reads-" : "-adds-to-") + target);
        TimeWindow window = new TimeWindow(List.of(DayOfWeek.values()), 8 * 60, 18 * 60, ZoneOffset.UTC);
        ApiKey key = new ApiKey(
                "ak-" + random.nextLong(),
                text.hash(),
                new ApiKey.Grant(
                        new LedgerEntry.Edge(new ServiceName(partner), new ServiceName(target), flow),
                        List.of(new Scope(reads ? "read" : "add")),
                        new ApiKey.Bounds(
                                new Environment("production"),
                                List.of(Cidr.parse("198.51.100.0/24").orElseThrow()),
                                List.of(window))),
                new ApiKey.Terms("team", NOON.minusSeconds(60), NOON.plus(Duration.ofDays(90)), Optional.empty()));
        return new Call(
                key,
                text.reveal(),
                target,
                reads ? "GET" : "POST",
                reads ? "/" + target + "/" + random.nextInt(1_000) : "/" + target,
                new Moment(NOON.plus(Duration.ofMinutes(random.nextInt(300))), 1),
                "198.51.100." + (1 + random.nextInt(250)));
    }

    private void place(Call call) {
        boolean reads = call.method().equals("GET");
        String other = TARGETS.get(1 - TARGETS.indexOf(call.target()));
        expect(Reason.AUDIENCE_MISMATCH, call.to(other, "GET", "/" + other + "/7"));
        expect(Reason.AUDIENCE_MISMATCH, call.to(other, "POST", "/" + other));
        expect(
                Reason.PURPOSE_MISMATCH,
                reads
                        ? call.to(call.target(), "POST", "/" + call.target())
                        : call.to(call.target(), "GET", "/" + call.target() + "/7"));
        expect(Reason.METHOD_UNKNOWN, call.to(call.target(), "DELETE", call.path()));
        expect(Reason.OPERATION_UNKNOWN, call.to(call.target(), call.method(), call.path() + "/more/of/it"));
        for (String address : List.of("198.51.101.1", "203.0.113." + random.nextInt(250), "2001:db8::1", "10.0.0.1")) {
            expect(Reason.BINDING_NETWORK, call.from(address));
        }
    }

    private void time(Call call) {
        Instant end = call.key().terms().expiresAt();
        expect(Reason.TOKEN_EXPIRED, call.at(end));
        expect(Reason.TOKEN_EXPIRED, call.at(end.plusSeconds(random.nextInt(1_000_000))));
        expect(Reason.TOKEN_NOT_YET_VALID, call.at(NOON.minusSeconds(66 + random.nextInt(10_000))));
        expect(Reason.BINDING_WINDOW, call.at(NOON.plus(Duration.ofHours(6))));
        expect(Reason.BINDING_WINDOW, call.at(NOON.plus(Duration.ofHours(8 + random.nextInt(11)))));
    }

    private void text(Call call) {
        String text = call.text();
        int at = random.nextInt(text.length());
        String changed = text.substring(0, at) + (text.charAt(at) == 'x' ? 'y' : 'x') + text.substring(at + 1);
        expect(Reason.TOKEN_MALFORMED, call.shown(changed));
        expect(Reason.TOKEN_MALFORMED, call.shown(text.substring(1 + random.nextInt(text.length() - 1))));
        expect(Reason.TOKEN_MALFORMED, call.shown(text + text));
        expect(Reason.KEY_UNKNOWN, call.shown(ApiKeyText.random(secure).reveal()));
        expect(Reason.BINDING_ENVIRONMENT, call.with(of(call.key(), "staging")));
    }

    private static ApiKey of(ApiKey key, String environment) {
        ApiKey.Bounds bounds = key.grant().bounds();
        ApiKey.Bounds elsewhere = new ApiKey.Bounds(new Environment(environment), bounds.networks(), bounds.windows());
        return new ApiKey(
                key.id(),
                key.hash(),
                new ApiKey.Grant(key.grant().edge(), key.grant().scopes(), elsewhere),
                key.terms());
    }

    private void revocations(Call call) {
        ServiceName caller = call.key().grant().edge().caller();
        expect(Reason.TOKEN_REVOKED, call.with(call.key().revoked(NOON)));
        IssuerName nobody = ShownApiKey.ISSUER;
        expect(
                Reason.TOKEN_REVOKED,
                call,
                new Revocation.OfToken(nobody, call.key().id()));
        expect(Reason.CHAIN_REVOKED, call, new Revocation.OfChain(call.key().id()));
        expect(Reason.SERVICE_REVOKED, call, new Revocation.OfService(caller));
        expect(Reason.SERVICE_REVOKED, call, new Revocation.OfService(new ServiceName(call.target())));
        POLICY.segments()
                .forEach(segment -> expect(
                        Reason.QUARANTINED,
                        call,
                        Quarantined.segment(segment.name().text())));
        long since = call.key().terms().createdAt().getEpochSecond();
        expect(Reason.TOKEN_CUT_OFF, call, new Revocation.IssuedBefore(caller, since, false));
    }

    private void expect(Reason reason, Call call, Revocation... revoked) {
        tried++;
        Optional<Reason> got = answer(call, List.of(revoked));
        if (!got.equals(Optional.of(reason))) {
            wrong.add(call.method() + " " + call.target() + " " + call.path() + " " + List.of(revoked) + ": expected "
                    + reason + ", got " + got);
        }
    }

    private Optional<Reason> answer(Call call, List<Revocation> revoked) {
        PolicyRevision revision = new PolicyRevision(
                POLICY.name(), new Environment("production"), 1, "0".repeat(64), NOON.plus(Duration.ofDays(200)));
        Snapshot.Live live = new Snapshot.Live(
                ServiceRegistry.empty(),
                RevocationList.of(1 + tried, revoked),
                KeyRing.of(POLICY.issuers(), Map.of()),
                ApiKeys.of(1 + tried, List.of(call.key())));
        AccessRequest request = AccessRequest.of(
                        new Target.OfService(call.target()), call.method(), RequestPath.read(call.path()))
                .withToken(PresentedToken.bearer(call.text()))
                .from(IpAddress.parse(call.source()).orElseThrow());
        return enforcer.judge(Snapshot.of(COMPILED, revision, live, 0), request, call.at())
                .decision()
                .fold(allow -> Optional.empty(), deny -> Optional.of(deny.reason()));
    }
}
