package dev.cordon.cli.demo;

import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.security.Security;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the usual commands once on the sample, so that the launcher's class-data-sharing archive knows their classes.
 */
@Command(name = "train", hidden = true, description = "Run the usual commands once, for the launcher.")
public final class TrainCommand implements Callable<Integer> {

    private final Console console;

    /** A command on that console. */
    public TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Console quiet = new Console(nowhere, nowhere, console.in(), false, console.clock(), console.random());
        try (Sample sample = Sample.unpack()) {
            String policy = sample.policy().toString();
            String key = sample.folder().resolve("key.jwk").toString();
            String open = sample.folder().resolve("key.jwks").toString();
            String bundle = sample.folder().resolve("shop.bundle").toString();
            int failed = Main.run(quiet, "validate", policy)
                    | Main.run(quiet, "test", policy)
                    | Main.run(quiet, "keys", "generate", "--out", key, "--public", open)
                    | Main.run(quiet, "bundle", "create", policy, "--key", key, "--sequence", "1", "--out", bundle)
                    | Main.run(quiet, "bundle", "show", "--json", bundle);
            // which of them a later run tries on its way to the one that it needs is up to chance
            Security.getProviders();
            Main.run(quiet, check("--policy", policy));
            Main.run(quiet, check("--bundle", bundle, "--bundle-key", open, "--json"));
            return failed == 0 ? ExitCode.YES : ExitCode.COULD_NOT;
        }
    }

    private static String[] check(String... policy) {
        String[] call = {"check", "--from", "web-bff", "--call", "POST orders-api /orders"};
        String[] all = new String[call.length + policy.length];
        System.arraycopy(call, 0, all, 0, call.length);
        System.arraycopy(policy, 0, all, call.length, policy.length);
        return all;
    }
}
