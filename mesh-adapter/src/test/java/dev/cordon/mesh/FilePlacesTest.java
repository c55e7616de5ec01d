package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.cloud.Cloud;
import dev.cordon.publication.Head;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilePlacesTest {

    private final FilePlaces places = new FilePlaces();

    @TempDir
    private Path folder;

    @Test
    void a_folder_is_a_place_in_every_spelling_of_its_name() throws Exception {
        Path state = folder.resolve("a state");
        places.place(state.toUri()).orElseThrow().heads().replace(Optional.empty(), Head.none());

        for (String spelling : new String[] {
            "file:" + state.toUri().getRawPath(), "file://" + state.toUri().getRawPath()
        }) {
            Cloud.Place place = places.place(new URI(spelling)).orElseThrow();
            assertThat(place.heads().read()).contains(Head.none());
        }
        assertThat(places.place(new URI("file:no-such-folder"))
                        .orElseThrow()
                        .heads()
                        .read())
                .isEmpty();
    }

    @Test
    void other_places_are_others() throws Exception {
        assertThat(places.place(new URI("s3://bucket/prefix"))).isEmpty();
        assertThat(places.place(new URI("state"))).isEmpty();
        assertThat(places.signer(new URI("awskms:///alias/cordon"))).isEmpty();
    }

    @Test
    void what_names_no_folder_is_said_so() {
        for (String odd :
                new String[] {"file://host/state", "file:state?head=x", "file:///state?x", "file:///state#x"}) {
            assertThatIllegalArgumentException()
                    .as(odd)
                    .isThrownBy(() -> places.place(URI.create(odd)))
                    .withMessageContaining("file:state");
        }
    }
}
