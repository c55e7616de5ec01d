package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.connection.Changes;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.connection.SweepNote;
import dev.cordon.aws.connection.SweepNotes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SweepNotesOnAwsTest {

    @Test
    void what_is_noted_of_a_sweep_is_read_as_it_was_written() throws Exception {
        ControlShop shop = new ControlShop();
        SweepNotes notes = shop.kept().sweeps();
        SocketStage stage = new SocketStage("a1b2c3", "live");
        Changes changes = new Changes(1, 2, 3);
        SweepNote stopped =
                new SweepNote(changes, ControlShop.START, ControlShop.START.plusSeconds(1), false, Optional.of("c2="));
        SweepNote whole = new SweepNote(changes, ControlShop.START, ControlShop.START, true, Optional.empty());
        assertThat(notes.read(stage)).isEmpty();

        assertThat(notes.replace(stage, Optional.empty(), stopped)).isTrue();
        assertThat(notes.read(stage)).contains(stopped);
        assertThat(notes.replace(stage, Optional.of(whole), whole)).isFalse();
        assertThat(notes.replace(stage, Optional.of(stopped), whole)).isTrue();
        assertThat(notes.read(stage)).contains(whole);
    }
}
