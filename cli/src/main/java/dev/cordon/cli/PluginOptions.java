package dev.cordon.cli;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.cloud.Cloud;
import dev.cordon.cloud.DeadLetters;
import dev.cordon.mesh.FilePlaces;
import dev.cordon.token.Signer;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Places and keys outside this machine, each by a URI; folders are built in, clouds come as plugins. */
public final class PluginOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            defaultValue = "${env:CORDON_PLUGINS}",
            description =
                    "the folder with the jars of clouds (default: $CORDON_PLUGINS, or plugins/ beside cordon.jar)")
    private @Nullable Path folder;

    /** For picocli. */
    public PluginOptions() {}

    /**
     * The stores at a place.
     *
     * @throws CommandException where it can't be read, or no plugin knows it
     */
    public Cloud.Place place(String text) throws CommandException {
        URI place = uri(text, "place", "file:state or s3://BUCKET/PREFIX?head=TABLE");
        return ask(place, cloud -> cloud.place(place));
    }

    /**
     * What a control plane in a cloud keeps.
     *
     * @throws CommandException where it can't be used, or no plugin knows it
     */
    public AdministeredStores control(String text, InstantSource clock) throws CommandException {
        URI place = uri(text, "control plane", "dynamodb://TABLE?head=TABLE");
        return ask(place, cloud -> cloud.control(place, clock));
    }

    /**
     * Messages that were not taken.
     *
     * @param dead the URL of the queue where they lie
     * @param queue the URL of the one that they are sent to
     * @throws CommandException where they can't be reached, or no plugin knows them
     */
    public DeadLetters deadLetters(String dead, String queue) throws CommandException {
        String example = "https://sqs.eu-west-1.amazonaws.com/123456789012/NAME";
        URI from = uri(dead, "queue", example);
        URI to = uri(queue, "queue", example);
        return ask(from, cloud -> cloud.deadLetters(from, to));
    }

    /**
     * The key to sign with.
     *
     * @param text the file of a private JWK, or the URI of a key in a cloud
     * @throws CommandException where it can't be used
     */
    public Signer signer(String text) throws CommandException {
        if (!text.contains("://")) {
            return KeyFiles.signingKey(Path.of(text));
        }
        URI key = uri(text, "key", "awskms:///alias/NAME");
        return ask(key, cloud -> cloud.signer(key));
    }

    private static URI uri(String text, String what, String example) throws CommandException {
        try {
            URI uri = new URI(text);
            if (uri.getScheme() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        throw CommandException.badInput("`" + text + "` is no " + what + "; write it like " + example);
    }

    private <T> T ask(URI uri, Function<Cloud, Optional<T>> question) throws CommandException {
        try {
            Optional<T> builtIn = question.apply(new FilePlaces());
            if (builtIn.isPresent()) {
                return builtIn.get();
            }
            for (Cloud cloud : ServiceLoader.load(Cloud.class, loader())) {
                Optional<T> answer = question.apply(cloud);
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
        } catch (IllegalArgumentException e) {
            throw CommandException.badInput(e.getMessage());
        } catch (ServiceConfigurationError | LinkageError e) {
            throw CommandException.couldNot(
                    "a plugin in `" + folder().map(Path::toString).orElse("")
                            + "` can't be loaded: take the one of version " + Version.text());
        }
        throw unknown(uri);
    }

    private CommandException unknown(URI uri) {
        String jar = uri.getScheme().toLowerCase(Locale.ROOT);
        String plugin = jar.equals("s3") || jar.equals("dynamodb") || jar.startsWith("http") || jar.startsWith("aws")
                ? "`cordon-aws.jar`"
                : "its plugin's jar";
        return CommandException.badInput("no plugin knows `" + uri + "`: put " + plugin + " into "
                + folder().map(known -> "`" + known + "`, or name another folder with --plugins DIR")
                        .orElse("a folder, and name that with --plugins DIR"));
    }

    /** The folder that was named, or the one beside the jar of this program. */
    private Optional<Path> folder() {
        if (folder != null) {
            return Optional.of(folder);
        }
        try {
            Path program = Path.of(PluginOptions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(program) ? Optional.of(program.resolveSibling("plugins")) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private ClassLoader loader() throws CommandException {
        List<URL> jars = new ArrayList<>();
        Path place = folder().orElse(null);
        if (place != null && (folder != null || Files.isDirectory(place))) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.sorted().toList()) {
                    if (file.toString().endsWith(".jar")) {
                        jars.add(url(file));
                    }
                }
            } catch (IOException e) {
                throw InputFiles.unreadable("plugin folder", place, e);
            }
        }
        return new URLClassLoader(jars.toArray(new URL[0]), Cloud.class.getClassLoader());
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
