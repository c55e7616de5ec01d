package dev.cordon.benchmarks;

import dev.cordon.decision.Decision;
import dev.cordon.request.RequestPath;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenHash;
import dev.cordon.workload.Size;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision, by Cordon and by its peers. Each engine must be right on the whole pool before it is timed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decisions {

    /** The next call of the pool. */
    @State(Scope.Thread)
    public static class Next {
        private int number;

        int call() {
            number = (number + 1) & (Pool.CALLS - 1);
            return number;
        }
    }

    /** Cordon with its requests built and its tokens verified. */
    @State(Scope.Benchmark)
    public static class OfCordon {
        /** How large the policy is. */
        @Param({"S", "M", "L"})
        public Size size;

        Cordon cordon;
        Pool pool;

        /** Agrees with the oracle on every call. */
        @Setup(Level.Trial)
        public void open() {
            pool = Pool.of(size);
            cordon = new Cordon(pool);
            for (int i = 0; i < Pool.CALLS; i++) {
                Ask ask = pool.asks().get(i);
                boolean expected = pool.oracle().allows(ask);
                if (cordon.allows(i) != expected || cordon.decideResolved(i).isAllow() != expected) {
                    throw new IllegalStateException("wrong about " + ask + ": " + cordon.decide(i));
                }
            }
            tidy();
        }
    }

    /** Athenz ZPE with its assertions compiled. */
    @State(Scope.Benchmark)
    public static class OfAthenz {
        /** How large the policy is. */
        @Param({"S", "M", "L"})
        public Size size;

        Athenz athenz;

        /** Allows every edge that there is; what it allows beyond is told. */
        @Setup(Level.Trial)
        public void open() {
            Pool pool = Pool.of(size);
            athenz = new Athenz(pool);
            tellBeyond("Athenz ZPE", pool, athenz::allows);
            tidy();
        }
    }

    /** Cedar, cut by edge. */
    @State(Scope.Benchmark)
    public static class OfCedar {
        /** How large the policy is. */
        @Param({"S", "M", "L"})
        public Size size;

        Cedar cedar;

        /** Allows every edge that there is; what it allows beyond is told. */
        @Setup(Level.Trial)
        public void open() {
            Pool pool = Pool.of(size);
            cedar = new Cedar(pool);
            tellBeyond("Cedar", pool, cedar::allows);
            tidy();
        }
    }

    /** jCasbin, cut by caller. */
    @State(Scope.Benchmark)
    public static class OfCasbin {
        /** How large the policy is; a large one takes a tenth of a millisecond and gigabytes. */
        @Param({"S", "M"})
        public Size size;

        Casbin casbin;

        /** Knows exactly the edges. */
        @Setup(Level.Trial)
        public void open() {
            Pool pool = Pool.of(size);
            casbin = new Casbin(pool);
            for (int i = 0; i < Pool.CALLS; i++) {
                Ask ask = pool.asks().get(i);
                if (casbin.allows(i) != pool.oracle().isEdge(ask)) {
                    throw new IllegalStateException("wrong about " + ask);
                }
            }
            tidy();
        }
    }

    /** Throws where an edge is denied; prints how much is allowed that should not be. */
    private static void tellBeyond(String engine, Pool pool, IntPredicate allows) {
        int beyond = 0;
        for (int i = 0; i < Pool.CALLS; i++) {
            Ask ask = pool.asks().get(i);
            boolean allowed = allows.test(i);
            if (!allowed && pool.oracle().isEdge(ask)) {
                throw new IllegalStateException(engine + " denies " + ask);
            }
            beyond += allowed && !pool.oracle().allows(ask) ? 1 : 0;
        }
        System.out.println("# " + engine + " allows " + 100 * beyond / Pool.CALLS + "% that it should not");
    }

    /** Leaves no engine's objects where its making happened to strew them. */
    private static void tidy() {
        System.gc();
    }

    /** A decision on a request that is built, with its token resolved. */
    @Benchmark
    public Decision cordonDecide(OfCordon state, Next next) {
        return state.cordon.decideResolved(next.call());
    }

    /** The same with the token found by its hash. */
    @Benchmark
    public Decision cordonFindAndDecide(OfCordon state, Next next) {
        return state.cordon.decide(next.call());
    }

    /** The same from the texts of the call: canonical path, token's hash, request, decision. */
    @Benchmark
    public Decision cordonWhole(OfCordon state, Next next) {
        return state.cordon.decideFromText(next.call());
    }

    /** The canonical path alone. */
    @Benchmark
    public RequestPath cordonPath(OfCordon state, Next next) {
        return RequestPath.read(state.pool.asks().get(next.call()).path());
    }

    /** The hash of the token's text alone. */
    @Benchmark
    public TokenHash cordonTokenHash(OfCordon state, Next next) {
        return PresentedToken.bearer(state.cordon.tokens[next.call()]).hash();
    }

    /** A decision by Athenz ZPE. */
    @Benchmark
    public boolean athenz(OfAthenz state, Next next) {
        return state.athenz.allows(next.call());
    }

    /** A decision by Cedar. */
    @Benchmark
    public boolean cedar(OfCedar state, Next next) {
        return state.cedar.allows(next.call());
    }

    /** A decision by jCasbin. */
    @Benchmark
    public boolean casbin(OfCasbin state, Next next) {
        return state.casbin.allows(next.call());
    }
}
