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

/**
 * Examples that live at once, since most of the time is waiting. They are used one after the other while Terraform
 * rests: functions that compete for the processor would deny, since their stores answer too late.
 */
final class ExampleLives implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Future<Life>> lives = new LinkedHashMap<>();
    private final Phaser together = new Phaser(1);
    private final CloudShop shop;
    private final Path folder;

    /** In a folder, with the emulator of that shop. */
    ExampleLives(CloudShop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

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

        Start with(Map<String, String> beside, Map<String, String> environment) {
            return new Start(example, rewritten, beside, environment);
        }
    }

    /** Lets an example live under a name, with which all that it makes begins. */
    void start(String name, Start start, ExampleCaller caller) {
        together.register();
        lives.put(name, threads.submit(() -> {
            try {
                return live(name, start, new ExampleCalls(shop, caller));
            } finally {
                together.arriveAndDeregister();
            }
        }));
    }

    private Life live(String name, Start start, ExampleCalls calls) throws Exception {
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
        return new Life(Example.live(new Terraform(example, environment), applied -> use(applied, calls)), calls);
    }

    private void use(Applied applied, ExampleCalls calls) throws Exception {
        together.arriveAndAwaitAdvance();
        synchronized (this) {
            calls.of(applied);
        }
        together.arriveAndAwaitAdvance();
    }

    /** Waits for all. */
    Map<String, Life> all() throws Exception {
        together.arriveAndDeregister();
        Map<String, Life> all = new LinkedHashMap<>();
        for (Map.Entry<String, Future<Life>> life : lives.entrySet()) {
            all.put(life.getKey(), life.getValue().get());
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
