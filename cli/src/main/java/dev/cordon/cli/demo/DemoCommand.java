package dev.cordon.cli.demo;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cordon demo}: see it work, with nothing but this jar. */
@Command(
        name = "demo",
        description = {
            "Start three services and a token service on this machine with the enforcement in front of them, ask for tokens, make"
                    + " real HTTP calls, and show which pass, which don't, and why. Then revoke a token while it is used, put a"
                    + " segment into quarantine, replace a secret while calls go on, retire a service, and verify the log of it"
                    + " all.",
            "Needs nothing else and leaves nothing behind unless told to."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon demo",
            "  cordon demo --keep    (leaves it running, with curl lines to try)",
            "  cordon demo --save shown && cordon replay shown/decisions.log --bundles shown/bundles"
        })
public final class DemoCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--keep", description = "keep it running until Ctrl-C, and print curl lines")
    private boolean keep;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "leave the decision log, the key to verify it by, and its bundle there: decisions.log, log.jwks,"
                            + " bundles/shop.bundle")
    private Optional<Path> save = Optional.empty();

    /** A command on that console. */
    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (DemoWorld world = DemoWorld.start(console)) {
            DemoPlay play = new DemoPlay(console, world);
            boolean right = play.run();
            if (save.isPresent()) {
                world.save(save.get());
            }
            if (keep) {
                world.resumeLog();
                play.leaveToken();
                DemoTips.keep(console, world);
                CountDownLatch stopped = new CountDownLatch(1);
                // Ctrl-C ends the wait; closing the world ends with this thread
                Thread main = Thread.currentThread();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> finish(stopped, main)));
                stopped.await();
            } else {
                DemoTips.next(console);
            }
            return right ? ExitCode.YES : ExitCode.NO;
        } catch (IOException e) {
            throw CommandException.couldNot("the demonstration could not run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.YES;
        }
    }

    private static void finish(CountDownLatch stopped, Thread main) {
        stopped.countDown();
        try {
            main.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
