package dev.cordon.mesh.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cordon.chain.ChainedLine;
import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.Fault;
import dev.cordon.chain.Link;
import dev.cordon.chain.LogHead;
import dev.cordon.chain.Opening;
import dev.cordon.chain.RecordChain;
import dev.cordon.chain.Verdict;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChainedLogTest {

    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    Path folder;

    private Path file;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void name() {
        file = folder.resolve("decisions.log");
    }

    private ChainedLog open() throws IOException {
        return open(Long.MAX_VALUE);
    }

    private ChainedLog open(long largest) throws IOException {
        return ChainedLog.at(file, new LogSettings(Optional.of(KEY), largest, () -> now, RANDOM, notices::add));
    }

    private static void write(ChainedLog log, int... numbers) {
        for (int number : numbers) {
            assertThat(log.append(
                            lines -> lines.append("{\"n\":").append(number).append('}')))
                    .isTrue();
        }
        assertThat(log.flush()).isZero();
    }

    private Verdict verdict() throws IOException {
        return Verification.of(file, Optional.of(KEY.publicKeys()));
    }

    private void assertWhole(long lines) throws IOException {
        Verdict verdict = verdict();
        assertThat(verdict.fault()).isEmpty();
        assertThat(verdict.lines().count()).isEqualTo(lines);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    private void damage(String text) throws IOException {
        Files.writeString(file, text);
    }

    @Test
    void a_log_begins_goes_on_after_a_restart_and_ends_in_order() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2, 3);
        }
        try (ChainedLog log = open()) {
            write(log, 4);
        }
        assertThat(lines().get(0)).contains("\"after\":\"\"", "\"opened\":\"begun\"", "\"seq\":0,");
        assertThat(lines())
                .filteredOn(line -> line.contains("\"opened\":\"restarted\""))
                .hasSize(1);
        Verdict verdict = verdict();
        assertThat(verdict.fault()).isEmpty();
        assertThat(verdict.signed().last())
                .hasValueSatisfying(last -> assertThat(last.closed()).isTrue());
        assertThat(verdict.signed().after()).isZero();
        assertThat(verdict.notes().head()).contains(now);
        assertThat(LogHead.read(Files.readAllBytes(folder.resolve("decisions.log.head"))))
                .hasValueSatisfying(head -> assertThat(head.stand().closed()).isTrue());
        assertThat(notices).isEmpty();
    }

    @Test
    void checkpoints_come_a_second_after_records_and_none_where_nothing_came() throws Exception {
        try (ChainedLog log = open()) {
            assertThat(log.isDue()).isFalse();
            write(log, 1);
            assertThat(verdict().signed().after()).isEqualTo(1);
            assertThat(log.isDue()).isFalse();
            now = now.plus(Duration.ofSeconds(1));
            assertThat(log.isDue()).isTrue();
            assertThat(log.flush()).isZero();
            assertThat(verdict().signed().after()).isZero();
            now = now.plus(Duration.ofHours(1));
            assertThat(log.isDue()).isFalse();
        }
    }

    @Test
    void many_records_within_a_second_have_checkpoints_among_them() throws Exception {
        try (ChainedLog log = open()) {
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                log.append(lines -> lines.append("{\"n\":").append(number).append('}'));
                if (i % 64 == 0) {
                    log.flush();
                }
            }
            log.flush();
            assertThat(verdict().signed().checkpoints()).isEqualTo(3);
        }
        assertThat(verdict().fault()).isEmpty();
    }

    @Test
    void after_a_crash_the_log_goes_on_behind_the_half_line_wherever_it_was_cut() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        try (ChainedLog log = open()) {
            write(log, 1);
        }
        String sound = Files.readString(file);
        byte[] head = opened(folder.resolve("decisions.log.head"));
        try (ChainedLog log = open()) {
            write(log, 2, 3, 4);
        }
        String longer = Files.readString(file);
        for (int i = 0; i < 60; i++) {
            damage(longer.substring(0, sound.length() + random.nextInt(longer.length() - sound.length())));
            Files.write(folder.resolve("decisions.log.head"), head);
            String before = Files.readString(file);
            try (ChainedLog log = open()) {
                write(log, 5);
            }
            assertThat(Files.readString(file)).startsWith(before);
            assertThat(verdict().fault()).as(before).isEmpty();
        }
        assertThat(notices).isEmpty();
    }

    /** The head as who opens the log makes it before the first line. */
    private static byte[] opened(Path head) throws IOException {
        Checkpoint closed = LogHead.read(Files.readAllBytes(head)).orElseThrow().stand();
        assertThat(closed.closed()).isTrue();
        return new LogHead(new Checkpoint(closed.log(), closed.covers(), closed.time(), false), Optional.empty())
                .toBytes();
    }

    /** Lines that fit the chain, as anyone can make them who reads the log. */
    private String forged(String... objects) throws IOException {
        List<String> lines = lines();
        RecordChain chain =
                new RecordChain(ChainedLine.read(lines.get(lines.size() - 1).getBytes(StandardCharsets.US_ASCII))
                        .orElseThrow()
                        .link());
        StringBuilder text = new StringBuilder();
        for (String object : objects) {
            int start = text.length();
            text.append(object);
            chain.append(text, start);
            text.append('\n');
        }
        return text.toString();
    }

    private void assertFault(Fault.Kind kind, long line) throws IOException {
        Fault fault = verdict().fault().orElseThrow();
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.place().line()).isEqualTo(line);
        assertThat(fault.sequence()).isEqualTo(line - 1);
    }

    @Test
    void lines_added_while_nobody_wrote_the_log_are_found_and_not_gone_on_from() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2);
        }
        int sound = lines().size();
        damage(Files.readString(file) + forged("{\"forged\":1}", "{\"forged\":2}"));
        assertFault(Fault.Kind.INSERTED, sound + 1);

        try (ChainedLog log = open()) {
            write(log, 3);
        }
        assertThat(notices).singleElement().asString().contains("has lines behind its end, which nobody opened");
        assertThat(lines().get(sound + 2)).contains("\"opened\":\"begun\"");
        assertFault(Fault.Kind.INSERTED, sound + 1);
    }

    @Test
    void an_opening_that_somebody_forged_is_found_though_an_older_head_makes_the_log_go_on_from_it() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2);
        }
        int sound = lines().size();
        byte[] head = opened(folder.resolve("decisions.log.head"));
        Opening opening =
                Opening.read(lines().get(0).getBytes(StandardCharsets.US_ASCII)).orElseThrow();
        Link last = ChainedLine.read(lines().get(sound - 1).getBytes(StandardCharsets.US_ASCII))
                .orElseThrow()
                .link();
        for (Opening.How how : List.of(Opening.How.RESTARTED, Opening.How.ROTATED, Opening.How.RECOVERED)) {
            String before = Files.readString(file);
            Opening forged = new Opening(opening.log(), how, last.value(), now, opening.details());
            damage(before + forged(forged.toLine(), "{\"forged\":1}"));
            Files.write(folder.resolve("decisions.log.head"), head);
            try (ChainedLog log = open()) {
                write(log, 3);
            }
            assertThat(notices).isEmpty();
            assertThat(lines().get(sound + 2)).contains("\"opened\":\"restarted\"");
            Verdict verdict = verdict();
            assertFault(Fault.Kind.UNSIGNED, sound + 1);
            assertThat(verdict.fault().orElseThrow().what()).contains("no checkpoint follows that tells by whom");
            damage(before);
        }
    }

    @Test
    void a_log_that_was_opened_and_not_closed_tells_how_much_nobody_had_signed() throws Exception {
        ChainedLog crashed = open();
        write(crashed, 1, 2, 3);
        byte[] left = Files.readAllBytes(file);
        byte[] head = Files.readAllBytes(folder.resolve("decisions.log.head"));
        crashed.close();
        Files.write(file, left);
        Files.write(folder.resolve("decisions.log.head"), head);
        try (ChainedLog log = open()) {
            write(log, 4);
        }
        assertThat(notices).isEmpty();
        assertWhole(9);
        assertThat(verdict().notes().takenOver()).isEqualTo(3);
    }

    @Test
    void an_empty_file_with_a_head_goes_on_with_a_word() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1);
        }
        Files.move(file, folder.resolve("decisions.log-20261128-120000"));
        try (ChainedLog log = open()) {
            write(log, 2);
        }
        assertThat(notices).singleElement().asString().contains("is empty, and its head knows of 4 lines");
        assertThat(verdict().fault()).isEmpty();
    }

    @Test
    void lines_that_the_head_knows_and_the_file_lacks_stay_missing_for_ever() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2, 3);
        }
        List<String> lines = lines();
        damage(String.join("\n", lines.subList(0, 3)) + "\n");
        try (ChainedLog log = open()) {
            write(log, 4);
        }
        Fault fault = verdict().fault().orElseThrow();

        assertThat(fault.kind()).isEqualTo(Fault.Kind.REMOVED);
        assertThat(fault.sequence()).isEqualTo(3);
        assertThat(fault.what()).contains("lines 3 to 5 are not here", "gone when it was opened again");
        assertThat(notices).singleElement().asString().contains("lacks its last 3 lines");
    }

    @Test
    void a_damaged_or_foreign_end_makes_another_log_begin_and_the_place_is_named() throws Exception {
        String sound = "";
        for (String end : List.of("{\"id\":\"x\",\"outcome\":\"allow\"}\n", "{}", "\n\n")) {
            Files.deleteIfExists(folder.resolve("decisions.log.head"));
            Files.deleteIfExists(file);
            try (ChainedLog log = open()) {
                write(log, 1);
            }
            sound = Files.readString(file);
            damage(sound + end);
            notices.clear();
            try (ChainedLog log = open()) {
                write(log, 2);
            }
            assertThat(verdict().fault()).as(end).isPresent();
            assertThat(verdict().fault().get().place().line())
                    .isEqualTo(sound.lines().count() + 1);
            assertThat(notices).singleElement().asString().contains("another log begins there");
        }
        damage("{\"an\":\"old log\"}\n");
        try (ChainedLog log = open()) {
            write(log, 2);
        }
        assertThat(verdict().fault().orElseThrow().place().line()).isEqualTo(1);
        assertThat(lines().get(1)).contains("\"opened\":\"begun\"");
    }

    @Test
    void an_end_of_the_same_log_that_was_made_anew_is_not_gone_on_from() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2, 3);
        }
        List<String> lines = lines();
        StringBuilder text = new StringBuilder(String.join("\n", lines.subList(0, 3)) + "\n");
        RecordChain chain = new RecordChain(ChainedLine.read(lines.get(2).getBytes(StandardCharsets.US_ASCII))
                .orElseThrow()
                .link());
        for (int i = 0; i < 9; i++) {
            int start = text.length();
            text.append("{\"forged\":1}");
            chain.append(text, start);
            text.append('\n');
        }
        damage(text.toString());
        try (ChainedLog log = open()) {
            write(log, 4);
        }
        assertThat(notices).singleElement().asString().contains("does not end as its head knows it");
        assertThat(verdict().fault().orElseThrow().kind()).isEqualTo(Fault.Kind.ANOTHER_LOG);
    }

    @Test
    void an_end_of_another_log_is_not_gone_on_from() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2, 3);
        }
        Path other = folder.resolve("other.log");
        try (ChainedLog log = ChainedLog.at(
                other, new LogSettings(Optional.of(KEY), Long.MAX_VALUE, () -> now, RANDOM, notices::add))) {
            write(log, 1, 2, 4, 5);
        }
        Files.write(file, Files.readAllBytes(other));
        try (ChainedLog log = open()) {
            write(log, 6);
        }
        assertThat(notices).singleElement().asString().contains("has the head of another log");
        List<String> lines = lines();
        assertThat(verdict().fault().orElseThrow().kind()).isEqualTo(Fault.Kind.ANOTHER_LOG);
        assertThat(lines.get(7)).contains("\"opened\":\"begun\"");
    }

    @Test
    void a_file_that_is_moved_away_is_followed_by_another_once_it_is_told() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1);
            log.reopen();
            assertThat(Verification.files(file)).hasSize(1);
            assertThat(notices).isEmpty();
            Files.move(file, folder.resolve("decisions.log-1"));
            write(log, 2);
            assertThat(file).doesNotExist();
            log.reopen();
            write(log, 3);
        }
        assertThat(lines().get(0)).contains("\"opened\":\"rotated\"");
        assertThat(Files.readString(folder.resolve("decisions.log-1"))).contains("{\"n\":2,");
        assertThat(verdict().fault()).isEmpty();
        assertThat(verdict().lines().first()).isZero();
    }

    @Test
    void a_file_that_was_moved_while_nobody_wrote_is_followed_too() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1);
        }
        Files.move(file, folder.resolve("decisions.log-1"));
        try (ChainedLog log = open()) {
            write(log, 2);
        }
        assertThat(lines().get(0)).contains("\"opened\":\"rotated\"");
        assertThat(verdict().fault()).isEmpty();
    }

    @Test
    void a_large_file_is_set_aside_and_the_chain_goes_on() throws Exception {
        String filler = "x".repeat(100);
        try (ChainedLog log = open(5_000)) {
            for (int i = 0; i < 200; i++) {
                now = now.plusMillis(100);
                log.append(
                        lines -> lines.append("{\"filler\":\"").append(filler).append("\"}"));
                assertThat(log.flush()).isZero();
            }
        }
        List<Path> files = Verification.files(file);
        assertThat(files).hasSizeGreaterThan(4);
        assertThat(files.get(0).getFileName()).asString().matches("decisions\\.log-20261128-1200[0-9]{2}");
        assertThat(verdict().fault()).isEmpty();
        Files.delete(files.get(1));
        assertThat(verdict().fault().orElseThrow().place().file())
                .isEqualTo(String.valueOf(files.get(2).getFileName()));
    }

    @Test
    void two_processes_do_not_write_one_file() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1);
            assertThatIOException().isThrownBy(this::open).withMessageContaining("another process writes it");
            write(log, 2);
        }
        assertThat(verdict().fault()).isEmpty();
    }

    @Test
    void where_the_head_can_not_be_written_it_is_told_once_and_the_log_goes_on() throws Exception {
        Files.createDirectory(folder.resolve(".decisions.log.head.part"));
        try (ChainedLog log = open()) {
            for (int i = 0; i < 3; i++) {
                now = now.plusSeconds(1);
                write(log, i);
            }
        }
        assertThat(notices).singleElement().asString().contains("head can't be written");
        assertThat(verdict().fault()).isEmpty();
    }

    /** Takes so many bytes, then none until it is emptied. */
    private static final class Filling implements WritableByteChannel {
        private final StringBuilder taken = new StringBuilder();
        private int room = Integer.MAX_VALUE;

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            if (room == 0) {
                throw new IOException("no space left");
            }
            byte[] some = new byte[Math.min(room, bytes.remaining())];
            bytes.get(some);
            taken.append(new String(some, StandardCharsets.US_ASCII));
            room -= some.length;
            return some.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void wherever_a_write_fails_the_chain_goes_on_and_every_lost_line_is_counted() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            Filling disk = new Filling();
            LogSettings settings = new LogSettings(Optional.of(KEY), Long.MAX_VALUE, () -> now, RANDOM, notices::add);
            int lost = 0;
            int made = 0;
            try (ChainedLog log = ChainedLog.on(disk, settings)) {
                for (int batch = 0; batch < 12; batch++) {
                    disk.room = random.nextInt(3) == 0 ? random.nextInt(700) : Integer.MAX_VALUE;
                    now = now.plusMillis(random.nextInt(900));
                    for (int lines = random.nextInt(4); lines > 0; lines--) {
                        int number = made++;
                        log.append(line ->
                                line.append("{\"record\":").append(number).append('}'));
                    }
                    lost += log.flush();
                }
                disk.room = Integer.MAX_VALUE;
            }
            Files.writeString(file, disk.taken, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            Verdict verdict = verdict();
            assertThat(verdict.fault())
                    .as("round %d %s%n%s", round, verdict.fault(), disk.taken)
                    .isEmpty();
            assertThat(lines())
                    .filteredOn(line -> line.matches("\\{\"record\":[0-9]+,\"seq\":.*\"}"))
                    .hasSize(made - lost);
        }
    }

    @Test
    void a_stream_without_a_line_stays_empty() throws Exception {
        Filling stream = new Filling();
        LogSettings settings = new LogSettings(Optional.of(KEY), Long.MAX_VALUE, () -> now, RANDOM, notices::add);
        try (ChainedLog log = ChainedLog.on(stream, settings)) {
            assertThat(log.flush()).isZero();
            assertThat(log.isDue()).isFalse();
        }
        assertThat(stream.taken).isEmpty();
    }

    @Test
    void a_form_that_fails_makes_no_line() throws Exception {
        try (ChainedLog log = open()) {
            assertThat(log.append(lines -> {
                        lines.append("{\"half\":");
                        throw new IllegalArgumentException("no form");
                    }))
                    .isFalse();
            assertThat(log.append(lines -> {})).isTrue();
            write(log, 1);
        }
        assertThat(Files.readString(file)).doesNotContain("half").contains("{\"n\":1,\"seq\":2,");
        assertWhole(4);
    }

    @Test
    void a_signer_that_is_gone_is_not_asked_again_at_once_however_many_lines_wait() throws Exception {
        Signer gone = new Signer() {
            @Override
            public SignatureAlgorithm algorithm() {
                return SignatureAlgorithm.EDDSA;
            }

            @Override
            public String keyId() {
                return "k";
            }

            @Override
            public byte[] sign(byte[] input) throws SignerUnavailableException {
                throw new SignerUnavailableException("gone");
            }
        };
        LogSettings settings = new LogSettings(Optional.of(gone), Long.MAX_VALUE, () -> now, RANDOM, notices::add);
        try (ChainedLog log = ChainedLog.at(file, settings)) {
            for (int i = 0; i < 2 * Checkpoint.MOST_BETWEEN; i++) {
                log.append(lines -> lines.append("{\"n\":1}"));
            }
            log.flush();

            assertThat(log.isDue()).isFalse();
        }
    }

    @Test
    void a_log_whose_head_is_gone_goes_on_with_a_word() throws Exception {
        try (ChainedLog log = open()) {
            write(log, 1, 2, 3);
        }
        Files.delete(folder.resolve("decisions.log.head"));
        try (ChainedLog log = open()) {
            write(log, 4);
        }

        assertThat(notices).anyMatch(notice -> notice.contains("has no head beside it"));
    }
}
