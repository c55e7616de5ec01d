package dev.cordon.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "`orders-api` is no party", "caf\u00e9, \u6f22\u5b57, \ud83d\ude00", "back\\slash"})
    void what_can_be_seen_stays(String text) {
        assertThat(VisibleText.of(text)).isSameAs(text);
    }

    @Test
    void what_moves_colours_turns_or_hides_is_a_question_mark() {
        assertThat(VisibleText.of("a\nb\r\u001b[2J")).isEqualTo("a?b??[2J");
        assertThat(VisibleText.of("allow\u202eyned\u2028x\u00ad")).isEqualTo("allow?yned?x?");
        assertThat(VisibleText.of("\ud800.\ue000\udbff\udfff")).isEqualTo("?.??");
    }
}
