package dev.cordon.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that the specification publishes, and others. */
final class StatusListTest {

    /** draft-ietf-oauth-status-list, appendix C.1: one bit, 2^20 places. */
    private static final String PUBLISHED = "eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogE"
            + "AAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            + "AAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAA"
            + "A7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAA"
            + "ACAZC8L2AEb";

    @Test
    void the_published_list_of_one_bit_is_read() throws Exception {
        assertThat(values(1, "eNrbuRgAAhcBXQ")).containsExactly(1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1);
    }

    @Test
    void the_published_list_of_two_bits_is_read() throws Exception {
        assertThat(values(2, "eNo76fITAAPfAgc")).containsExactly(1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3);
    }

    @Test
    void the_published_list_of_a_million_places_is_read_and_written_for_any_reader() throws Exception {
        StatusList list = StatusList.decode(1, PUBLISHED);
        BitSet expected = new BitSet();
        IntStream.of(0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345)
                .forEach(expected::set);

        assertThat(list.size()).isEqualTo(1 << 20);
        for (int i = 0; i < 1 << 20; i++) {
            assertThat(list.at(i).orElseThrow() == 1).as("place %d", i).isEqualTo(expected.get(i));
        }
        assertThat(inflated(StatusList.of(1 << 20, expected).encode())).isEqualTo(inflated(PUBLISHED));
        assertThat(inflated(list.encode())).isEqualTo(inflated(PUBLISHED));
    }

    private static int[] values(int bits, String lst) throws Exception {
        StatusList list = StatusList.decode(bits, lst);
        return IntStream.range(0, (int) list.size())
                .map(i -> list.at(i).orElseThrow())
                .toArray();
    }

    /** By the library's streams, which this code does not use. */
    private static byte[] inflated(String lst) throws IOException {
        return new InflaterInputStream(
                        new ByteArrayInputStream(Base64.getUrlDecoder().decode(lst)))
                .readAllBytes();
    }

    private static String deflated(byte[] statuses) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream stream = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            stream.write(statuses);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void each_size_of_a_status_is_read_where_it_stands(int bits) throws Exception {
        SplittableRandom random = new SplittableRandom(bits);
        byte[] statuses = new byte[1_000];
        random.nextBytes(statuses);
        StatusList list = StatusList.decode(bits, deflated(statuses));

        assertThat(list.bits()).isEqualTo(bits);
        assertThat(list.size()).isEqualTo(8_000 / bits);
        for (int i = 0; i < list.size(); i++) {
            int value = 0;
            for (int bit = 0; bit < bits; bit++) {
                int at = i * bits + bit;
                value |= (statuses[at / 8] >> at % 8 & 1) << bit;
            }
            assertThat(list.at(i)).as("place %d of %d bits", i, bits).hasValue(value);
        }
    }

    @Test
    void there_is_no_status_beyond_the_list() throws Exception {
        StatusList list = StatusList.decode(1, "eNrbuRgAAhcBXQ");

        assertThat(list.at(15)).hasValue(1);
        assertThat(list.at(16)).isEmpty();
        assertThat(list.at(-1)).isEmpty();
        assertThat(list.at(Long.MAX_VALUE)).isEmpty();
        assertThat(list.at((1L << 32) + 15)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 3, 5, 16, (1L << 32) + 1})
    void a_status_has_no_other_size(long bits) {
        assertThatExceptionOfType(UnreadableStatusListException.class)
                .isThrownBy(() -> StatusList.decode(bits, "eNrbuRgAAhcBXQ"))
                .withMessage("a status has 1, 2, 4 or 8 bits");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "eNrbuRgAAhcBXQ==",
                "eNrbuRgAAhcBXR",
                "eNrbuRgAAhcBX",
                "eNrbuRgAAhcBXf",
                "eNrbuRgAAhc",
                "uaM",
                "eNrbuRgAAhcBXQAA",
                "e N",
                "\u0141NrbuRgAAhcBXQ",
                "eLsAAAAAAAA"
            })
    void what_is_no_list_is_refused(String lst) {
        assertThatExceptionOfType(UnreadableStatusListException.class).isThrownBy(() -> StatusList.decode(1, lst));
    }

    @Test
    void a_list_is_not_unpacked_beyond_4_mebibytes() throws Exception {
        String bomb = deflated(new byte[64 * 1024 * 1024]);
        assertThatExceptionOfType(UnreadableStatusListException.class)
                .isThrownBy(() -> StatusList.decode(1, bomb))
                .withMessageContaining("at most 4 MiB");
        assertThat(StatusList.decode(1, deflated(new byte[4 * 1024 * 1024])).size())
                .isEqualTo(32L * 1024 * 1024);
        assertThatExceptionOfType(UnreadableStatusListException.class)
                .isThrownBy(() -> StatusList.decode(1, deflated(new byte[4 * 1024 * 1024 + 1])));
    }

    @Test
    void a_list_is_made_of_whole_bytes_and_has_no_place_beyond_its_end() {
        BitSet nine = new BitSet();
        nine.set(8);

        assertThat(StatusList.of(16, nine).at(8)).hasValue(1);
        for (int size : new int[] {0, -8, 7, 12, 8}) {
            assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(size, nine));
        }
        for (int size : new int[] {0, -8, StatusList.MOST_BYTES * 8 + 8}) {
            assertThatIllegalArgumentException().isThrownBy(() -> StatusList.of(size, new BitSet()));
        }
        assertThat(StatusList.of(StatusList.MOST_BYTES * 8, new BitSet()).size())
                .isEqualTo(StatusList.MOST_BYTES * 8L);
    }

    @Test
    void a_list_in_which_nothing_is_revoked_takes_next_to_nothing() {
        assertThat(StatusList.of(1 << 20, new BitSet()).encode()).hasSizeLessThan(500);
    }

    @Test
    void the_figures_of_a_list_of_a_million_tokens() {
        SplittableRandom random = new SplittableRandom(1);
        for (int revoked : new int[] {0, 100, 10_000, 500_000}) {
            BitSet bits = new BitSet();
            for (int i = 0; i < revoked; i++) {
                bits.set(random.nextInt(1 << 20));
            }
            int length = StatusList.of(1 << 20, bits).encode().length();
            System.out.printf("a list of 2^20 places, %,d revoked: %,d characters%n", revoked, length);
            assertThat(length).isLessThan(180_000);
        }
    }
}
