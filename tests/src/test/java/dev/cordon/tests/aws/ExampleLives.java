package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import dev.cordon.tests.terraform.Terraform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/**
 * Examples that live at once, since most of the time is waiting. They are used one after the other while Terraform
 * rests: functions that compete for the processor would deny, since their stores answer too late.
 */
final class ExampleLives implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Started> lives = new LinkedHashMap<>();
    private final Phaser together = new Phaser(1);
    private final CloudShop shop;
    private final Path folder;

    /** In a folder, with the emulator of that shop. */
    ExampleLives(CloudShop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

    private record Started(Future<Example> example, ExampleCalls calls) {}

    /** What became of an example. */
    record Life(Example example, ExampleCalls calls) {

        Applied applied() {
            return example.applied();
        }
    }

    /**
     * An example as somebody applies it.
     *
     * @param example its folder
     * @param rewritten lines of its {@code main.cordon.tf}, and what is written in their place
     * @param files files that are written beside it, by name
     * @param variables what Terraform's environment has beside what it always has
     */
    record Start(
            String example, Map<String, String> rewritten, Map<String, String> files, Map<String, String> variables) {

        static Start of(String example) {
            return new Start(example, Map.of(), Map.of(), Map.of());
        }

        Start rewriting(String lines, String others) {
            return new Start(example, Map.of(lines, others), files, variables);
        }

        Start packed(Path jar) {
            return with("package", jar.toString());
        }

        /** With a variable of its own. */
        Start with(String variable, String value) {
            Map<String, String> more = new HashMap<>(variables);
            more.put("TF_VAR_" + variable, value);
            return in(more);
        }

        /** In another environment. */
        Start in(Map<String, String> environment) {
            return new Start(example, rewritten, files, Map.copyOf(environment));
        }

        Start with(Map<String, String> beside, Map<String, String> environment) {
            return new Start(example, rewritten, beside, environment);
        }
    }

    /** Lets an example live under a name, with which all that it makes begins. */
    void start(String name, Start start, ExampleCaller caller) {
        ExampleCalls calls = new ExampleCalls(shop, caller);
        lives.put(name, new Started(start(name, start, calls), calls));
    }

    /** The same for one that is used in another way. */
    Future<Example> start(String name, Start start, Example.Use use) {
        together.register();
        return threads.submit(() -> {
            try {
                return live(name, start, use);
            } finally {
                together.arriveAndDeregister();
            }
        });
    }

    private Example live(String name, Start start, Example.Use use) throws Exception {
        Path example = Example.folder(Terraform.copyTo(folder.resolve(name)), start.example());
        Path cordon = example.resolve("main.cordon.tf");
        for (Map.Entry<String, String> lines : start.rewritten().entrySet()) {
            assertThat(cordon).content().contains(lines.getKey());
            Files.writeString(cordon, Files.readString(cordon).replace(lines.getKey(), lines.getValue()));
        }
        for (Map.Entry<String, String> file : start.files().entrySet()) {
            Files.writeString(example.resolve(file.getKey()), file.getValue());
        }
        Map<String, String> environment = new HashMap<>(shop.moto().environment());
        environment.put("TF_VAR_name", name);
        environment.put("TF_VAR_package", FunctionPackage.JAR.toString());
        environment.putAll(start.variables());
        return Example.live(
                new Terraform(example, environment), (applied, terraform) -> inTurn(applied, terraform, use));
    }

    private void inTurn(Applied applied, Terraform example, Example.Use use) throws Exception {
        together.arriveAndAwaitAdvance();
        synchronized (this) {
            use.of(applied, example);
        }
        together.arriveAndAwaitAdvance();
    }

    /** Waits for all, also those that are used in another way, and says what became of the others. */
    Map<String, Life> all() throws Exception {
        together.arriveAndDeregister();
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            // whoever waits for this has a limit
        }
        Map<String, Life> all = new LinkedHashMap<>();
        for (Map.Entry<String, Started> life : lives.entrySet()) {
            all.put(
                    life.getKey(),
                    new Life(life.getValue().example().get(), life.getValue().calls()));
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
