package dev.cordon.reference;

import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Service;
import dev.cordon.request.Asking;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.TestTokens;
import dev.cordon.token.VerifiedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes a trial as small as it can be while it still shows what it shows. */
final class Shrinker {

    private Shrinker() {}

    static Trial shrink(Trial trial, Predicate<Trial> stillShows) {
        Trial smallest = trial;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (Supplier<Trial> candidate : smaller(smallest)) {
                Optional<Trial> better = attempt(candidate).filter(stillShows);
                if (better.isPresent()) {
                    smallest = better.get();
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Not every part may go: a policy without the segment of a service is none. */
    private static Optional<Trial> attempt(Supplier<Trial> candidate) {
        try {
            return Optional.of(candidate.get());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Supplier<Trial>> smaller(Trial trial) {
        List<Supplier<Trial>> all = new ArrayList<>();
        Policy policy = trial.policy();
        without(policy.flows(), all, flows -> trial.with(withRules(policy, flows, policy.forbids())));
        without(policy.forbids(), all, forbids -> trial.with(withRules(policy, policy.flows(), forbids)));
        without(policy.services(), all, services -> trial.with(withServices(policy, services)));
        without(
                policy.segments(),
                all,
                segments -> trial.with(new Policy(
                        policy.name(),
                        policy.environments(),
                        policy.issuers(),
                        segments,
                        policy.services(),
                        policy.flows(),
                        policy.forbids(),
                        policy.enforcementPoints())));
        without(
                policy.issuers(),
                all,
                issuers -> trial.with(new Policy(
                        policy.name(),
                        policy.environments(),
                        issuers,
                        policy.segments(),
                        policy.services(),
                        policy.flows(),
                        policy.forbids(),
                        policy.enforcementPoints())));
        without(policy.enforcementPoints(), all, points -> trial.with(policy.askedBy(points)));
        without(
                trial.world().revocations(),
                all,
                left -> trial.with(new World(
                        trial.world().environment(),
                        trial.world().validUntil(),
                        left,
                        trial.world().lives())));
        if (!trial.world().lives().equals(Lives.NONE)) {
            all.add(() -> trial.with(trial.world().with(Lives.NONE)));
        }
        flows(trial, all);
        forbids(trial, all);
        services(trial, all);
        call(trial, all);
        return all;
    }

    private static <T> void without(List<T> list, List<Supplier<Trial>> all, Function<List<T>, Trial> made) {
        for (int i = 0; i < list.size(); i++) {
            List<T> rest = new ArrayList<>(list);
            rest.remove(i);
            all.add(() -> made.apply(rest));
        }
    }

    private static <T> List<T> replaced(List<T> list, int at, T by) {
        List<T> copy = new ArrayList<>(list);
        copy.set(at, by);
        return copy;
    }

    private static void flows(Trial trial, List<Supplier<Trial>> all) {
        Policy policy = trial.policy();
        for (int i = 0; i < policy.flows().size(); i++) {
            int at = i;
            Flow flow = policy.flows().get(i);
            Function<Flow, Trial> by =
                    one -> trial.with(withRules(policy, replaced(policy.flows(), at, one), policy.forbids()));
            without(
                    flow.when(),
                    all,
                    when -> by.apply(new Flow(
                            flow.id(),
                            flow.edge(),
                            flow.scopes(),
                            when,
                            flow.rate(),
                            flow.mode(),
                            flow.tokens(),
                            List.of())));
            without(
                    flow.scopes(),
                    all,
                    scopes -> by.apply(new Flow(
                            flow.id(),
                            flow.edge(),
                            scopes,
                            flow.when(),
                            flow.rate(),
                            flow.mode(),
                            flow.tokens(),
                            List.of())));
            boolean plain = flow.rate().isEmpty()
                    && flow.mode() == Mode.ENFORCE
                    && flow.edge().operations() instanceof Operations.All;
            if (!plain) {
                Edge wide = new Edge(flow.edge().from(), flow.edge().to(), Operations.all());
                all.add(() -> by.apply(new Flow(
                        flow.id(),
                        wide,
                        flow.scopes(),
                        flow.when(),
                        Rates.NONE,
                        Mode.ENFORCE,
                        flow.tokens(),
                        List.of())));
            }
        }
    }

    private static void forbids(Trial trial, List<Supplier<Trial>> all) {
        Policy policy = trial.policy();
        for (int i = 0; i < policy.forbids().size(); i++) {
            int at = i;
            Forbid forbid = policy.forbids().get(i);
            without(
                    forbid.when(),
                    all,
                    when -> trial.with(withRules(
                            policy,
                            policy.flows(),
                            replaced(policy.forbids(), at, new Forbid(forbid.id(), forbid.edge(), when)))));
        }
    }

    private static void services(Trial trial, List<Supplier<Trial>> all) {
        Policy policy = trial.policy();
        for (int i = 0; i < policy.services().size(); i++) {
            int at = i;
            Service service = policy.services().get(i);
            Function<Service, Trial> by = one -> trial.with(withServices(policy, replaced(policy.services(), at, one)));
            without(
                    service.hosts(),
                    all,
                    hosts -> by.apply(new Service(
                            service.name(),
                            service.segment(),
                            hosts,
                            service.operations(),
                            service.identities(),
                            service.publicUrl())));
            without(
                    service.identities(),
                    all,
                    identities -> by.apply(new Service(
                            service.name(),
                            service.segment(),
                            service.hosts(),
                            service.operations(),
                            identities,
                            service.publicUrl())));
            if (service.operations().orElse(null) instanceof Operations.Listed listed) {
                without(
                        listed.list(),
                        all,
                        operations -> by.apply(new Service(
                                service.name(),
                                service.segment(),
                                service.hosts(),
                                operations.isEmpty() ? Optional.empty() : Optional.of(Operations.listed(operations)),
                                service.identities(),
                                service.publicUrl())));
            }
        }
    }

    /** Another call that is asked about in the same way. */
    private static Trial with(Trial trial, Call call) {
        return trial.with(call.askedBy(trial.call().asking()));
    }

    private static void call(Trial trial, List<Supplier<Trial>> all) {
        Call call = trial.call();
        if (call.asking().isPresent()) {
            all.add(() -> trial.with(call.askedBy(Optional.empty())));
        }
        if (call.asking().flatMap(Asking::subject).isPresent()) {
            all.add(() -> trial.with(
                    call.askedBy(Optional.of(new Asking(call.asking().get().point(), Optional.empty())))));
        }
        for (int i = 0; i < call.path().length(); i++) {
            String path = call.path().substring(0, i) + call.path().substring(i + 1);
            all.add(() -> with(
                    trial,
                    new Call(call.target(), call.method(), path, call.source(), call.certificate(), call.token())));
        }
        if (call.source().isPresent()) {
            all.add(() -> with(
                    trial,
                    new Call(
                            call.target(),
                            call.method(),
                            call.path(),
                            Optional.empty(),
                            call.certificate(),
                            call.token())));
        }
        if (!(call.certificate() instanceof CertificateEvidence.None)) {
            all.add(() -> with(
                    trial,
                    new Call(
                            call.target(),
                            call.method(),
                            call.path(),
                            call.source(),
                            new CertificateEvidence.None(),
                            call.token())));
        }
        call.token().ifPresent(shown -> {
            all.add(() -> with(
                    trial,
                    new Call(
                            call.target(),
                            call.method(),
                            call.path(),
                            call.source(),
                            call.certificate(),
                            Optional.empty())));
            shown.claims().ifPresent(token -> token(trial, shown, token, all));
        });
    }

    private static void token(Trial trial, Call.Shown shown, VerifiedToken token, List<Supplier<Trial>> all) {
        Call call = trial.call();
        Function<TestTokens, Trial> by = made -> with(
                trial,
                new Call(
                        call.target(),
                        call.method(),
                        call.path(),
                        call.source(),
                        call.certificate(),
                        Optional.of(new Call.Shown(
                                shown.scheme(), shown.proof(), Optional.of(made.verified()), Optional.empty()))));
        if (!token.all().isEmpty()) {
            all.add(() -> by.apply(TestTokens.like(token).claims(Map.of())));
        }
        if (!token.actors().isEmpty()) {
            all.add(() -> by.apply(TestTokens.like(token).actors()));
        }
        if (!token.scopes().isEmpty()) {
            all.add(() -> by.apply(TestTokens.like(token).scopes(List.of())));
        }
        if (!token.networks().isEmpty()) {
            all.add(() -> by.apply(TestTokens.like(token).networks(List.of())));
        }
        if (!token.windows().isEmpty()) {
            all.add(() -> by.apply(TestTokens.like(token).windows(List.of())));
        }
        if (token.environment() != null) {
            all.add(() -> by.apply(TestTokens.like(token).environment(null)));
        }
        if (token.certificate() != null) {
            all.add(() -> by.apply(TestTokens.like(token).certificate(null)));
        }
        if (token.subject() != null) {
            all.add(() -> by.apply(TestTokens.like(token).subject(null)));
        }
        if (token.maxAge() >= 0) {
            all.add(() -> by.apply(TestTokens.like(token).maxAge(-1)));
        }
    }

    private static Policy withRules(Policy policy, List<Flow> flows, List<Forbid> forbids) {
        return new Policy(
                policy.name(),
                policy.environments(),
                policy.issuers(),
                policy.segments(),
                policy.services(),
                flows,
                forbids,
                policy.enforcementPoints());
    }

    private static Policy withServices(Policy policy, List<Service> services) {
        return new Policy(
                policy.name(),
                policy.environments(),
                policy.issuers(),
                policy.segments(),
                services,
                policy.flows(),
                policy.forbids(),
                policy.enforcementPoints());
    }
}
