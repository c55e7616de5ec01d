package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Where calls are made one after the other, and each is shown as it is answered. For one thread. */
final class DemoStage {

    private static final String ROW = "%-46s %-6s %s %s%n";
    private static final String OUTCOME = "%-22s";
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();

    private final Console console;
    private final DemoWorld world;
    private final InetAddress here;
    private final InetAddress elsewhere;
    private boolean right = true;

    DemoStage(Console console, DemoWorld world) throws IOException {
        this.console = console;
        this.world = world;
        this.here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        this.elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    }

    /**
     * What is waited for.
     *
     * @param expected the outcome that a call has at last
     * @param pause between two calls
     * @param what it is counted from, in a word
     * @param since when that was, by {@link System#nanoTime}
     */
    record Wait(String expected, Duration pause, String what, long since) {}

    /** Whether all came out as it must so far. */
    boolean isRight() {
        return right;
    }

    /** Begins a table. */
    void title(String text) {
        heading(text);
        console.out().printf(ROW, "call", "status", String.format(OUTCOME, "outcome"), "");
    }

    /** Begins something that is no table. */
    void heading(String text) {
        console.out().println();
        console.out().println(console.strong(text));
    }

    /** Says what is done or waited for beside the calls. */
    void note(String text) {
        console.out().println(console.faint(text));
    }

    /** Takes the word of something that came out by itself. */
    void check(boolean asItMust) {
        right &= asItMust;
    }

    /** Makes a call, without showing it. */
    SocketClient.Reply call(SocketClient.Call call) throws IOException {
        return SocketClient.call(here, world.port(), call);
    }

    /** Makes a call. */
    SocketClient.Reply play(String title, SocketClient.Call call, String expected) throws IOException {
        SocketClient.Reply reply = call(call);
        show(title, reply, new Outcome(world.latest(), expected, ""));
        return reply;
    }

    /** Makes a call from another address of this machine. */
    void playFromElsewhere(String title, SocketClient.Call call, String expected) throws IOException {
        try {
            SocketClient.Reply reply = SocketClient.call(elsewhere, world.port(), call);
            show(title, reply, new Outcome(world.latest(), expected, ""));
        } catch (BindException e) {
            row(title, "-", String.format(OUTCOME, "not shown"), "this machine has no second loopback address");
        }
    }

    /** Makes a call again and again, until its outcome is the one that is waited for, and shows when that was. */
    void repeat(String title, SocketClient.Call call, Wait wait) throws IOException {
        int before = 0;
        while (true) {
            SocketClient.Reply reply = call(call);
            long took = System.nanoTime() - wait.since();
            String outcome = world.latest();
            if (outcome.equals(wait.expected()) || took > PATIENCE) {
                String note =
                        String.format(Locale.ROOT, "%.2f s and %d calls after the %s", took / 1e9, before, wait.what());
                show(title, reply, new Outcome(outcome, wait.expected(), note));
                return;
            }
            before++;
            pause(wait.pause());
        }
    }

    /** Waits so long between two calls. */
    static void pause(Duration pause) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped between two calls", e);
        }
    }

    /**
     * Shows calls that were made together, none of which may have failed.
     *
     * @param reply the answer to the first that failed, or to any
     */
    void total(String title, SocketClient.Reply reply, int failed, String note) {
        check(failed == 0);
        String shown = String.format(OUTCOME, failed + " failed");
        row(title, String.valueOf(reply.status()), failed == 0 ? console.good(shown) : console.bad(shown), note);
    }

    /** What came of a call, what must have, and what else to say of it. */
    private record Outcome(String is, String expected, String note) {}

    private void show(String title, SocketClient.Reply reply, Outcome outcome) {
        boolean asExpected = outcome.is().equals(outcome.expected());
        right &= asExpected;
        boolean flow = outcome.is().startsWith("flow ");
        String shown = String.format(OUTCOME, flow ? "allow" : outcome.is());
        row(
                title,
                String.valueOf(reply.status()),
                reply.status() == 200 ? console.good(shown) : console.bad(shown),
                asExpected ? flow ? reply.body() : outcome.note() : "expected " + outcome.expected());
    }

    private void row(String title, String status, String outcome, String note) {
        console.out().printf(ROW, title, status, outcome, note);
    }
}
