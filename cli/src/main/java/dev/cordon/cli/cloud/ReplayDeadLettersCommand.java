package dev.cordon.cli.cloud;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.PluginOptions;
import dev.cordon.cloud.DeadLetters;
import dev.cordon.cloud.DeadLetters.Letter;
import dev.cordon.document.Json;
import dev.cordon.publication.StoreUnavailableException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon aws replay-dlq}: sends events again that were not taken. */
@Command(
        name = "replay-dlq",
        description = {
            "Send the events in a dead-letter queue again to the queue that they came from, after what kept them from"
                    + " being taken is mended.",
            "An event counts once, and what is older than what is known by then changes nothing: it may be sent twice."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon aws replay-dlq --dead-letters https://sqs.eu-west-1.amazonaws.com/123456789012/shop-lifecycle-dead"
                    + " --dry-run",
            "  cordon aws replay-dlq --dead-letters https://sqs.eu-west-1.amazonaws.com/123456789012/shop-lifecycle-dead"
                    + " \\",
            "    --queue https://sqs.eu-west-1.amazonaws.com/123456789012/shop-lifecycle --limit 10",
            "",
            "Exit codes: 0 done, or there is none; 2 bad usage or input; 3 a queue does not answer"
        })
final class ReplayDeadLettersCommand implements Callable<Integer> {

    private static final int ALL = Integer.MAX_VALUE;

    private final Console console;

    @Option(names = "--dead-letters", paramLabel = "URL", required = true, description = "the dead-letter queue")
    private String dead = "";

    @Option(names = "--queue", paramLabel = "URL", description = "the queue that takes them; needed to send")
    private Optional<String> queue = Optional.empty();

    @Option(names = "--limit", paramLabel = "NUMBER", description = "how many at most (default: all)")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--dry-run", description = "look alone, and send none; others see those again in a minute")
    private boolean dryRun;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    @Mixin
    private final PluginOptions plugins = new PluginOptions();

    ReplayDeadLettersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        if (dryRun == queue.isPresent()) {
            throw CommandException.badInput("name `--queue` to send them there, or `--dry-run` to look at them");
        }
        int most = limit.orElse(ALL);
        if (most < 1) {
            throw CommandException.badInput("`--limit` is a number from 1 on");
        }
        DeadLetters letters = plugins.deadLetters(dead, queue.orElse(dead));
        List<Json> done = new ArrayList<>();
        try {
            replay(letters, most, done);
        } catch (StoreUnavailableException e) {
            throw CommandException.couldNot(done.size() + (dryRun ? " seen" : " sent") + " so far; " + e.getMessage());
        }
        if (json) {
            console.out()
                    .println(Json.object()
                            .put("messages", Json.array(done))
                            .put("sent", dryRun ? 0 : done.size())
                            .build()
                            .toCanonical());
        } else {
            console.err()
                    .println(
                            done.isEmpty()
                                    ? "there are no dead letters"
                                    : dryRun ? done.size() + " dead letters" : "sent " + done.size() + " again");
        }
        return ExitCode.YES;
    }

    private void replay(DeadLetters letters, int most, List<Json> done) throws StoreUnavailableException {
        Set<String> seen = new HashSet<>();
        List<Letter> some = letters.look();
        while (!some.isEmpty()) {
            boolean news = false;
            for (Letter letter : some) {
                if (done.size() == most) {
                    return;
                }
                if (seen.add(letter.id())) {
                    news = true;
                    if (!dryRun) {
                        letters.sendAgain(letter);
                    }
                    EventSummary summary = EventSummary.of(letter.body());
                    done.add(summary.json(letter.id()));
                    if (!json) {
                        console.out().println(letter.id() + "  " + summary);
                    }
                }
            }
            if (!news) {
                return;
            }
            some = letters.look();
        }
    }
}
