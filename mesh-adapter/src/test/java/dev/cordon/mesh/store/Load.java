package dev.cordon.mesh.store;

import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A program that writes until it is killed, and says what was acknowledged. */
final class Load {

    private static final int THREADS = 4;
    private static final Instant ISSUED = Instant.parse("2026-11-20T08:00:00Z");

    private Load() {}

    static LedgerEntry entry(String id) {
        LedgerEntry.Edge edge =
                new LedgerEntry.Edge(new ServiceName("orders-api"), new ServiceName("payments-api"), new FlowId("f"));
        return new LedgerEntry(
                id,
                LedgerEntry.Kind.TOKEN,
                edge,
                0,
                "txn-" + id.repeat(9),
                ISSUED,
                ISSUED.plusSeconds(60),
                Optional.empty());
    }

    /** Its arguments are the file, and what all ids begin with. */
    public static void main(String[] arguments) throws Exception {
        EmbeddedStore store = Stores.open(Path.of(arguments[0]));
        PrintStream output = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        output.println("open");
        for (int i = 0; i < THREADS; i++) {
            String prefix = arguments[1] + "-" + i + "-";
            new Thread(() -> write(store, prefix, output), prefix).start();
        }
    }

    private static void write(EmbeddedStore store, String prefix, PrintStream output) {
        try {
            for (int n = 0; true; n++) {
                String id = prefix + n;
                store.tokens().enter(entry(id));
                output.println("token " + id);
                if (n % 4 == 0) {
                    store.revocations().add(new Revocation.OfChain(id), Optional.empty());
                    output.println("chain " + id);
                }
            }
        } catch (Exception e) {
            output.println("failed " + e);
        }
    }
}
