package dev.cordon.cli;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.cloud.Cloud;
import dev.cordon.cloud.DeadLetters;
import dev.cordon.mesh.FilePlaces;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.Signer;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cloud whose buckets are folders and whose keys are files: what a plugin would bring. */
public final class FakeCloud implements Cloud {

    /** For the service loader. */
    public FakeCloud() {}

    @Override
    public Optional<Place> place(URI place) {
        if (!"fake".equals(place.getScheme())) {
            return Optional.empty();
        }
        if (place.getQuery() != null) {
            throw new IllegalArgumentException("`" + place + "` has a query: write it like fake:///FOLDER");
        }
        return new FilePlaces().place(URI.create("file://" + place.getPath()));
    }

    @Override
    public Optional<AdministeredStores> control(URI place, InstantSource clock) {
        return Optional.empty();
    }

    @Override
    public Optional<DeadLetters> deadLetters(URI dead, URI queue) {
        return "fakequeue".equals(dead.getScheme())
                ? Optional.of(new FolderLetters(Path.of(dead.getPath()), Path.of(queue.getPath())))
                : Optional.empty();
    }

    /** Files of one folder, which are sent to another one. */
    private record FolderLetters(Path dead, Path queue) implements DeadLetters {

        @Override
        public List<Letter> look() throws StoreUnavailableException {
            try (Stream<Path> files = Files.list(dead)) {
                List<Letter> letters = new ArrayList<>();
                for (Path file : files.sorted().limit(2).toList()) {
                    letters.add(new Letter(file.getFileName().toString(), Files.readString(file), file.toString()));
                }
                return letters;
            } catch (IOException e) {
                throw new StoreUnavailableException("the queue `" + dead + "` does not answer", e);
            }
        }

        @Override
        public void sendAgain(Letter letter) throws StoreUnavailableException {
            try {
                Files.move(Path.of(letter.receipt()), queue.resolve(letter.id()));
            } catch (IOException e) {
                throw new StoreUnavailableException("the queue `" + queue + "` does not answer", e);
            }
        }
    }

    @Override
    public Optional<Signer> signer(URI key) {
        if (!"fakekms".equals(key.getScheme())) {
            return Optional.empty();
        }
        try {
            return Optional.of(SigningKey.parse(Files.readString(Path.of(key.getPath()))));
        } catch (IOException | InvalidKeyFileException e) {
            throw new IllegalArgumentException("there is no key `" + key + "`", e);
        }
    }
}
