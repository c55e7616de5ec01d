package dev.cordon.cli;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.cloud.Cloud;
import dev.cordon.mesh.FilePlaces;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.Signer;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

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
