package dev.cordon.mesh;

import dev.cordon.administration.AdministeredStores;
import dev.cordon.cloud.Cloud;
import dev.cordon.cloud.DeadLetters;
import dev.cordon.token.Signer;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Places that are folders: {@code file:///var/lib/cordon}, or {@code file:state} for one below where the program runs.
 * Whoever can write the folder can also put its head back; where that matters, use a cloud's.
 */
public final class FilePlaces implements Cloud {

    /** The only one that is needed. */
    public FilePlaces() {}

    @Override
    public Optional<Place> place(URI place) {
        if (!"file".equals(place.getScheme())) {
            return Optional.empty();
        }
        String path = place.isOpaque() ? place.getSchemeSpecificPart() : place.getPath();
        boolean plain = place.getAuthority() == null && place.getQuery() == null && place.getFragment() == null;
        if (!plain || path.isEmpty() || path.indexOf('?') >= 0) {
            throw new IllegalArgumentException(
                    "`" + place + "` names no folder: write it like file:///var/lib/cordon or file:state");
        }
        Path folder = Path.of(path);
        return Optional.of(new Place(new FileObjectStore(folder), new FileHeadStore(folder)));
    }

    @Override
    public Optional<AdministeredStores> control(URI place, InstantSource clock) {
        return Optional.empty();
    }

    @Override
    public Optional<DeadLetters> deadLetters(URI dead, URI queue) {
        return Optional.empty();
    }

    @Override
    public Optional<Signer> signer(URI key) {
        return Optional.empty();
    }
}
