package dev.cordon.rotation;

import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A journal's entry, a credential ledger, a vault and two workers, as they stand between two steps. Immutable.
 *
 * @param life what the journal says
 * @param ledger the generations that the token service knows
 * @param vault the generations whose secrets are kept
 * @param given which of them services are given; -1 for none
 * @param workers what each of them is at
 * @param clock how often time went on
 * @param history what happened
 */
record World(
        CredentialLife life,
        Map<Long, GenerationState> ledger,
        Map<Long, Boolean> vault,
        long given,
        List<Optional<Errand>> workers,
        int clock,
        History history) {

    static final RotationTerms TERMS = new RotationTerms(
            Duration.ofSeconds(2), Duration.ofSeconds(2), 2, Duration.ofSeconds(1), Duration.ofSeconds(1));
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    /** What a worker read, and how far it came with what follows from it. */
    record Errand(CredentialLife read, Task task, int steps, int begun) {}

    /** How often each event was delivered; whether somebody was suspected, had a credential, or was no more. */
    record History(List<Integer> delivered, boolean suspected, boolean served, boolean ended) {}

    static World begin(int events) {
        return new World(
                CredentialLife.none(new ServiceName("a")),
                Map.of(),
                Map.of(),
                -1,
                List.of(Optional.empty(), Optional.empty()),
                0,
                new History(new ArrayList<>(Collections.nCopies(events, 0)), false, false, false));
    }

    Instant now() {
        return START.plusSeconds(clock);
    }

    World later() {
        // nobody works on one task for as long as a grace
        List<Optional<Errand>> living = workers.stream()
                .map(worker -> worker.filter(
                        errand -> Duration.ofSeconds(clock + 1 - errand.begun()).compareTo(TERMS.errand()) < 0))
                .toList();
        return new World(life, ledger, vault, given, living, clock + 1, history).ripened();
    }

    private World ripened() {
        return with(life.at(now(), false));
    }

    World with(CredentialLife next) {
        return new World(next, ledger, vault, given, workers, clock, history);
    }

    /** An event arrives; it is written at once or not at all. */
    World delivered(int number, LifeEvent event) {
        List<Integer> delivered = new ArrayList<>(history.delivered());
        delivered.set(number, delivered.get(number) + 1);
        boolean suspected = history.suspected() || event instanceof LifeEvent.Suspected;
        return new World(
                        life.on(event, now()),
                        ledger,
                        vault,
                        given,
                        workers,
                        clock,
                        new History(
                                delivered,
                                suspected,
                                history.served(),
                                history.ended() || event instanceof LifeEvent.Retired))
                .ripened();
    }

    Optional<World> started(int worker) {
        return life.task(now(), false).map(task -> busy(worker, Optional.of(new Errand(life, task, 0, clock))));
    }

    World crashed(int worker) {
        return busy(worker, Optional.empty());
    }

    private World busy(int worker, Optional<Errand> errand) {
        List<Optional<Errand>> next = new ArrayList<>(workers);
        next.set(worker, errand);
        return new World(life, ledger, vault, given, List.copyOf(next), clock, history);
    }

    /** The next step of a worker: one write in one place. */
    World stepped(int worker) {
        Errand errand = workers.get(worker).orElseThrow();
        World next =
                busy(worker, Optional.of(new Errand(errand.read(), errand.task(), errand.steps() + 1, errand.begun())));
        return switch (errand.task().kind()) {
            case KEEP -> next.keep(worker, errand);
            case PROVE -> next.prove(worker, errand);
            case ESTABLISH -> next.establish(worker, errand);
            case CLOSE -> next.close(worker, errand);
            case REVOKE -> next.revoke(worker, errand);
        };
    }

    /** The worker tells that it failed, if the entry is still the one it read. */
    World failed(int worker) {
        Errand errand = workers.get(worker).orElseThrow();
        World idle = crashed(worker);
        return life.equals(errand.read())
                ? idle.with(life.failed(errand.task(), "it failed", now(), TERMS))
                        .ripened()
                : idle;
    }

    private World done(int worker, Errand errand) {
        World idle = crashed(worker);
        return life.equals(errand.read())
                ? idle.with(life.done(errand.task(), now(), TERMS)).ripened().serving()
                : idle;
    }

    private World serving() {
        boolean served = history.served()
                || life.in(GenerationState.CURRENT).filter(Generation::settled).isPresent();
        return new World(
                life,
                ledger,
                vault,
                given,
                workers,
                clock,
                new History(history.delivered(), history.suspected(), served, history.ended()));
    }

    private World keep(int worker, Errand errand) {
        long number = errand.task().generation();
        return switch (errand.steps()) {
            case 0 -> vault(number, true);
            case 1 -> kept(worker, number);
            default -> done(worker, errand);
        };
    }

    private World kept(int worker, long number) {
        if (ledger.containsKey(number)) {
            return ledger.get(number) == GenerationState.REVOKED ? failed(worker) : this;
        }
        return isLaterThanAll(number) ? ledger(number, GenerationState.STAGED) : failed(worker);
    }

    private boolean isLaterThanAll(long number) {
        return ledger.keySet().stream().allMatch(known -> known < number);
    }

    private World prove(int worker, Errand errand) {
        boolean good = ledger.get(errand.task().generation()) == GenerationState.STAGED
                && vault.containsKey(errand.task().generation());
        return good ? done(worker, errand) : failed(worker);
    }

    private World establish(int worker, Errand errand) {
        long number = errand.task().generation();
        return switch (errand.steps()) {
            case 0 ->
                ledger.getOrDefault(number, GenerationState.REVOKED) == GenerationState.REVOKED
                        ? failed(worker)
                        : ledger(number, GenerationState.CURRENT);
            case 1 ->
                errand.read()
                        .in(GenerationState.PREVIOUS)
                        .map(previous -> usable(previous.number(), GenerationState.PREVIOUS))
                        .orElse(this);
            case 2 -> vault.containsKey(number) ? given(number) : this;
            default -> done(worker, errand);
        };
    }

    private World usable(long number, GenerationState state) {
        return ledger.getOrDefault(number, GenerationState.REVOKED) == GenerationState.REVOKED
                ? this
                : ledger(number, state);
    }

    private World close(int worker, Errand errand) {
        Optional<Generation> current = errand.read().in(GenerationState.CURRENT);
        return errand.steps() == 0 && current.isPresent() ? given(current.get().number()) : done(worker, errand);
    }

    private World revoke(int worker, Errand errand) {
        long number = errand.task().generation();
        return switch (errand.steps()) {
            case 0 -> ledger.containsKey(number) ? ledger(number, GenerationState.REVOKED) : this;
            case 1 -> vault(number, false);
            case 2 -> forgetting(errand.read());
            default -> done(worker, errand);
        };
    }

    /** All that nobody decided about, by what was read, but the latest: a ledger could be left with no less. */
    private World forgetting(CredentialLife read) {
        Map<Long, GenerationState> next = new TreeMap<>(ledger);
        next.keySet()
                .removeIf(number -> ledger.get(number) == GenerationState.REVOKED
                        && ledger.keySet().stream().anyMatch(other -> other > number)
                        && read.generations().stream().noneMatch(one -> one.number() == number));
        return new World(life, next, vault, given, workers, clock, history);
    }

    private World ledger(long number, GenerationState state) {
        Map<Long, GenerationState> next = new TreeMap<>(ledger);
        next.put(number, state);
        return new World(life, next, vault, given, workers, clock, history);
    }

    private World vault(long number, boolean kept) {
        Map<Long, Boolean> next = new TreeMap<>(vault);
        if (kept) {
            next.put(number, true);
        } else {
            next.remove(number);
        }
        return new World(life, ledger, next, kept || given != number ? given : -1, workers, clock, history);
    }

    private World given(long number) {
        return new World(life, ledger, vault, number, workers, clock, history);
    }

    long usable() {
        return ledger.values().stream().filter(GenerationState::isUsable).count();
    }

    boolean givenWorks() {
        return ledger.getOrDefault(given, GenerationState.REVOKED).isUsable();
    }

    boolean isRetired() {
        return life.order().retiredAt().isPresent();
    }

    /**
     * What tells this world from others: of times only how long there is to wait, of what a worker read only whether it
     * holds.
     */
    TokenHash key() {
        List<Object> generations = new ArrayList<>();
        for (Generation one : life.generations()) {
            generations.add(List.of(
                    one.number(),
                    one.state(),
                    one.settled(),
                    Math.min(one.work().attempts(), TERMS.attempts()),
                    Math.max(0, Duration.between(now(), one.work().due()).toSeconds())));
        }
        List<Object> errands = new ArrayList<>();
        for (Optional<Errand> worker : workers) {
            errands.add(worker.map(errand -> List.of(
                            errand.task(),
                            errand.steps(),
                            clock - errand.begun(),
                            errand.read()
                                    .in(GenerationState.CURRENT)
                                    .map(Generation::number)
                                    .orElse(-1L),
                            errand.read().equals(life),
                            errand.read()
                                    .in(GenerationState.PREVIOUS)
                                    .map(Generation::number)
                                    .orElse(-1L)))
                    .orElse(List.of()));
        }
        return TokenHash.of(List.of(
                        generations,
                        life.next(),
                        life.order().last(),
                        life.order().back(),
                        isRetired(),
                        ledger,
                        vault.keySet(),
                        given,
                        errands,
                        history)
                .toString());
    }
}
