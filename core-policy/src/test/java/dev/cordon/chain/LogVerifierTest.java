package dev.cordon.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.chain.Fault.Kind;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A log that was altered in any way: the first record that is not as it was written is the one that is named. */
final class LogVerifierTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_128L);
    private static final int ROUNDS = FULL ? 100_000 : 500;

    private static final List<SampleLog> LOGS = logs();

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static List<SampleLog> logs() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<SampleLog> logs = new ArrayList<>();
        for (int i = 0; i < (FULL ? 500 : 60); i++) {
            logs.add(SampleLog.of(random));
        }
        return logs;
    }

    private SampleLog any() {
        return LOGS.get(random.nextInt(LOGS.size()));
    }

    /** A way to alter a log; the same where this one can't be altered so. */
    private interface Alteration {
        List<String> of(List<String> files);
    }

    private void names_the_first(Map<Kind, Integer> kinds, Alteration alteration, Kind... expected) {
        for (int i = 0; i < ROUNDS; i++) {
            SampleLog log = any();
            List<String> altered = alteration.of(log.files);
            if (altered.equals(log.files)) {
                continue;
            }
            Verdict verdict = SampleLog.verdict(altered, log.trust());
            Place first = firstDifference(log.files, altered);
            String story = "seed " + SEED + " round " + i + " at " + first + "\n" + excerpt(altered, first);
            assertThat(verdict.fault()).as(story).isPresent();
            Fault fault = verdict.fault().get();
            assertThat(fault.place()).as("%s%n%s", fault, story).isIn(amongHalves(altered, first));
            assertThat(Arrays.asList(expected)).as("%s%n%s", fault, story).contains(fault.kind());
            kinds.merge(fault.kind(), 1, Integer::sum);
        }
    }

    private static String excerpt(List<String> files, Place place) {
        int file = Integer.parseInt(place.file().substring("file-".length()));
        List<String> lines = file < files.size() ? lines(files.get(file)) : List.of();
        int at = (int) Math.min(lines.size(), place.line() - 1);
        return String.join("\n", lines.subList(Math.max(0, at - 2), Math.min(lines.size(), at + 3)));
    }

    /** Where half lines lie there, any of them: none is of the chain by itself. */
    private static List<Place> amongHalves(List<String> files, Place place) {
        int file = Integer.parseInt(place.file().substring("file-".length()));
        List<String> lines = file < files.size() ? lines(files.get(file)) : List.of();
        int first = (int) place.line();
        int last = first;
        while (first > 1 && lines.get(first - 2).equals(SampleLog.HALF)) {
            first--;
        }
        while (last <= lines.size() && lines.get(last - 1).equals(SampleLog.HALF)) {
            last++;
        }
        List<Place> places = new ArrayList<>();
        LongStream.rangeClosed(first, last).forEach(line -> places.add(new Place(place.file(), line)));
        if (first == 1 && file > 0 && files.get(file - 1).endsWith(SampleLog.HALF + "\n")) {
            places.addAll(amongHalves(
                    files,
                    new Place("file-" + (file - 1), lines(files.get(file - 1)).size())));
        }
        return places;
    }

    /** Where the first line is that is another one, or lacks. */
    private static Place firstDifference(List<String> sound, List<String> altered) {
        for (int file = 0; file < altered.size(); file++) {
            List<String> before = file < sound.size() ? lines(sound.get(file)) : List.of();
            List<String> after = lines(altered.get(file));
            int same = 0;
            while (same < Math.min(before.size(), after.size())
                    && before.get(same).equals(after.get(same))) {
                same++;
            }
            if (same < after.size() || same < before.size() && file == altered.size() - 1) {
                return new Place("file-" + file, same + 1L);
            }
            if (same < before.size()) {
                return new Place("file-" + (file + 1), 1);
            }
        }
        int end = altered.size() - 1;
        return new Place("file-" + end, lines(altered.get(end)).size() + 1L);
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (text.endsWith("\n")) {
            lines.remove(lines.size() - 1);
        } else {
            lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " without its end");
        }
        return lines;
    }

    private List<String> inOneFile(List<String> files, UnaryOperator<List<String>> change) {
        List<String> altered = new ArrayList<>(files);
        int file = random.nextInt(files.size());
        List<String> lines = new ArrayList<>(List.of(files.get(file).split("\n")));
        List<String> changed = change.apply(lines);
        altered.set(file, changed.isEmpty() ? "" : String.join("\n", changed) + "\n");
        return altered;
    }

    @Test
    void a_log_as_it_was_written_is_whole() {
        for (SampleLog log : LOGS) {
            Verdict verdict = SampleLog.verdict(log.files, log.trust());

            assertThat(verdict.fault()).as("%s", log.files).isEmpty();
            assertThat(verdict.log()).isEqualTo(log.log());
            assertThat(verdict.lines().first()).isZero();
            assertThat(verdict.lines().last()).isEqualTo(log.head().stand().covers());
            assertThat(verdict.lines().count()).isEqualTo(verdict.lines().last().sequence() + 1);
            assertThat(verdict.signed().after()).isZero();
            assertThat(verdict.signed().last())
                    .hasValueSatisfying(last -> assertThat(last.closed()).isTrue());
            assertThat(verdict.notes().head()).contains(log.head().stand().time());
        }
    }

    @Test
    void a_byte_that_is_changed_anywhere_is_found_in_its_line() {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        names_the_first(
                kinds,
                files -> {
                    List<String> altered = new ArrayList<>(files);
                    int file = random.nextInt(files.size());
                    StringBuilder text = new StringBuilder(files.get(file));
                    int at = random.nextInt(text.length());
                    text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(8)));
                    altered.set(file, text.toString());
                    return altered;
                },
                Kind.values());
        assertThat(kinds).containsKeys(Kind.ALTERED, Kind.INSERTED);
    }

    @Test
    void lines_that_are_removed_are_missed_where_they_were() {
        names_the_first(
                new EnumMap<>(Kind.class),
                files -> inOneFile(files, lines -> {
                    int from = random.nextInt(lines.size());
                    lines.subList(from, Math.min(lines.size(), from + 1 + random.nextInt(3)))
                            .clear();
                    return lines;
                }),
                Kind.REMOVED,
                Kind.TRUNCATED,
                Kind.START_CUT,
                Kind.INSERTED);
    }

    @Test
    void lines_that_stand_twice_or_come_from_elsewhere_are_found() {
        SampleLog other = any();
        names_the_first(
                new EnumMap<>(Kind.class),
                files -> inOneFile(files, lines -> {
                    List<String> from = random.nextBoolean() ? List.copyOf(lines) : lines(other.files.get(0));
                    String line = from.get(random.nextInt(from.size()));
                    // another log's first line before all others makes this a log of that name
                    int at = 1 + random.nextInt(lines.size());
                    boolean same = at < lines.size() && lines.get(at).equals(line);
                    lines.add(same ? at + 1 : at, line);
                    return lines;
                }),
                Kind.INSERTED,
                Kind.ALTERED,
                Kind.REMOVED,
                Kind.REORDERED,
                Kind.START_CUT,
                Kind.ANOTHER_LOG);
    }

    @Test
    void an_inserted_line_of_no_chain_is_found() {
        for (String line : List.of("", "{}", "half a line", "{\"id\":\"x\",\"outcome\":\"allow\"}", "[]", "null")) {
            names_the_first(
                    new EnumMap<>(Kind.class),
                    files -> inOneFile(files, lines -> {
                        lines.add(random.nextInt(lines.size() + 1), line);
                        return lines;
                    }),
                    Kind.INSERTED);
        }
    }

    @Test
    void lines_that_change_places_are_reordered_and_the_one_that_is_due_is_found() {
        Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
        names_the_first(
                kinds,
                files -> inOneFile(files, lines -> {
                    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
                    return lines;
                }),
                Kind.REORDERED,
                Kind.START_CUT,
                Kind.INSERTED,
                Kind.REMOVED,
                Kind.ALTERED);
        assertThat(kinds.get(Kind.REORDERED)).isGreaterThan(kinds.getOrDefault(Kind.INSERTED, 0));
    }

    @Test
    void an_end_that_is_cut_off_is_missed_by_the_head() {
        names_the_first(
                new EnumMap<>(Kind.class),
                files -> {
                    List<String> altered = new ArrayList<>(files);
                    String last = files.get(files.size() - 1);
                    int cut = 1 + random.nextInt(last.length() - 1);
                    altered.set(files.size() - 1, last.charAt(cut) == '\n' ? last : last.substring(0, cut));
                    return altered;
                },
                Kind.TRUNCATED,
                Kind.INSERTED);
    }

    @Test
    void without_a_head_a_half_line_is_all_that_tells_of_a_cut() {
        SampleLog log = any();
        LogTrust blind = new LogTrust(Optional.of(SampleLog.KEY.publicKeys()), SampleLog.SIGNATURES, Optional.empty());
        String last = log.files.get(log.files.size() - 1);
        List<String> half = new ArrayList<>(log.files);
        half.set(half.size() - 1, last.substring(0, last.length() - 10));

        assertThat(SampleLog.verdict(log.files, blind).isWhole()).isTrue();
        assertThat(SampleLog.verdict(half, blind).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.TRUNCATED));
    }

    @Test
    void a_start_that_is_cut_off_is_found_unless_a_whole_file_is_kept_elsewhere() {
        names_the_first(
                new EnumMap<>(Kind.class),
                files -> {
                    List<String> altered = new ArrayList<>(files);
                    List<String> lines = lines(files.get(0));
                    int cut = 1 + random.nextInt(lines.size() - 1);
                    altered.set(0, String.join("\n", lines.subList(cut, lines.size())) + "\n");
                    return altered;
                },
                Kind.START_CUT,
                Kind.INSERTED);
        SampleLog log = logOfFiles(3);
        Verdict later = SampleLog.verdict(log.files.subList(1, 3), log.trust());
        assertThat(later.isWhole()).isTrue();
        assertThat(later.lines().first()).isPositive();
    }

    private SampleLog logOfFiles(int files) {
        SampleLog log = any();
        return log.files.size() == files ? log : logOfFiles(files);
    }

    @Test
    void files_that_are_missing_replaced_or_out_of_order_are_named() {
        SampleLog log = logOfFiles(3);
        List<String> files = log.files;
        String foreign = logOfFiles(3).files.get(1);

        assertThat(fault(List.of(files.get(0), files.get(2)), log)).isEqualTo(new Place("file-1", 1) + " REMOVED");
        assertThat(fault(List.of(files.get(0), files.get(2), files.get(1)), log))
                .isEqualTo(new Place("file-1", 1) + " REORDERED");
        assertThat(fault(List.of(files.get(0), foreign, files.get(2)), log))
                .isEqualTo(new Place("file-1", 1) + " ANOTHER_LOG");
        assertThat(fault(List.of(files.get(0), files.get(1)), log))
                .isEqualTo(new Place("file-1", lines(files.get(1)).size() + 1L) + " TRUNCATED");
        assertThat(fault(List.of(files.get(0), files.get(0), files.get(1)), log))
                .isEqualTo(new Place("file-1", 1) + " ANOTHER_LOG");
        assertThat(fault(List.of(), log)).endsWith("START_CUT");
        assertThat(fault(List.of(""), log)).endsWith("START_CUT");
    }

    private static String fault(List<String> files, SampleLog log) {
        Fault fault = SampleLog.verdict(files, log.trust()).fault().orElseThrow();
        return fault.place() + " " + fault.kind();
    }

    @Test
    void two_logs_that_are_spliced_are_found_at_the_seam() {
        names_the_first(
                new EnumMap<>(Kind.class),
                files -> {
                    List<String> mine = lines(files.get(0));
                    List<String> theirs = lines(any().files.get(0));
                    int at = 1 + random.nextInt(Math.min(mine.size(), theirs.size()) - 1);
                    List<String> spliced = new ArrayList<>(mine.subList(0, at));
                    spliced.addAll(theirs.subList(at, theirs.size()));
                    return List.of(String.join("\n", spliced) + "\n");
                },
                Kind.ALTERED,
                Kind.ANOTHER_LOG,
                Kind.INSERTED,
                Kind.REMOVED,
                Kind.REORDERED,
                Kind.TRUNCATED);
    }

    /** Alters a record and makes all values from there on anew, as anybody can who has no key. */
    private static List<String> rechained(List<String> files, long sequence, boolean withoutCheckpoints) {
        RecordChain chain = new RecordChain(Link.START);
        List<String> made = new ArrayList<>();
        for (String file : files) {
            StringBuilder text = new StringBuilder();
            for (String line : lines(file)) {
                Optional<ChainedLine> read = ChainedLine.read(SampleLog.bytes(line));
                if (read.isEmpty()) {
                    text.append(line).append('\n');
                    continue;
                }
                if (withoutCheckpoints && line.startsWith("{\"checkpoint\"")) {
                    continue;
                }
                String object = line.substring(0, line.lastIndexOf(",\"seq\":")) + "}";
                boolean target = read.get().link().sequence() == sequence;
                object = target ? object.replace("\"time\":\"2026", "\"time\":\"2025") : object;
                object = object.replaceAll(
                        "\"after\":\"[^\"]*\"", "\"after\":\"" + chain.last().value() + "\"");
                int start = text.length();
                text.append(object);
                chain.append(text, start);
                text.append('\n');
            }
            made.add(text.toString());
        }
        return made;
    }

    @Test
    void who_makes_the_chain_anew_without_the_key_is_found_between_two_checkpoints() {
        for (int i = 0; i < ROUNDS / 4; i++) {
            SampleLog log = any();
            long target = random.nextLong(log.head().stand().covers().sequence());
            List<String> altered = rechained(log.files, target, false);
            if (altered.equals(log.files)) {
                continue;
            }
            Verdict verdict = SampleLog.verdict(altered, log.trust());
            Fault fault = verdict.fault().orElseThrow();
            assertThat(fault.kind()).isEqualTo(Kind.ALTERED);
            assertThat(fault.sequence()).as("%s", fault).isLessThanOrEqualTo(target);
            assertThat(verdict.lines().last().sequence()).as("%s", fault).isGreaterThanOrEqualTo(target);
            LogTrust keyless = new LogTrust(Optional.empty(), SampleLog.SIGNATURES, Optional.empty());
            assertThat(SampleLog.verdict(altered, keyless).isWhole())
                    .as("what nobody can see who looks at no signature")
                    .isTrue();
        }
    }

    @Test
    void who_takes_the_signatures_out_is_found_with_and_without_a_head() {
        SampleLog log = any();
        List<String> altered = rechained(log.files, 2, true);
        LogTrust blind = new LogTrust(Optional.of(SampleLog.KEY.publicKeys()), SampleLog.SIGNATURES, Optional.empty());

        assertThat(SampleLog.verdict(altered, blind).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.UNSIGNED));
        assertThat(SampleLog.verdict(altered, log.trust()).isWhole()).isFalse();
        SampleLog unsigned = SampleLog.of(random, Optional.empty());
        assertThat(SampleLog.verdict(unsigned.files, blind).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.UNSIGNED));
    }

    /** Lines that are written by hand, of the log `log`. */
    private static final class Forged {
        private final StringBuilder text = new StringBuilder();
        private RecordChain chain = new RecordChain(Link.START);

        Forged line(String object) {
            int start = text.length();
            text.append(object);
            chain.append(text, start);
            text.append('\n');
            return this;
        }

        Forged opening(Opening.How how, Optional<String> key, Optional<TornPart> torn) {
            return line(new Opening("log", how, chain.last().value(), Instant.EPOCH, new Opening.Details(key, 0, torn))
                    .toLine());
        }

        Forged signed() {
            Checkpoint checkpoint = new Checkpoint("log", chain.last(), Instant.EPOCH, false);
            return line(checkpoint.toLine(SampleLog.signed(checkpoint, SampleLog.KEY)));
        }

        Fault fault(boolean keyed) {
            Optional<JsonWebKeys> keys = keyed ? Optional.of(SampleLog.KEY.publicKeys()) : Optional.empty();
            LogTrust trust = new LogTrust(keys, SampleLog.SIGNATURES, Optional.empty());
            return SampleLog.verdict(List.of(text.toString()), trust).fault().orElseThrow();
        }
    }

    private static final Optional<String> KID = Optional.of(SampleLog.KEY.keyId());

    @Test
    void a_run_without_checkpoints_that_no_writer_leaves_is_unsigned() {
        Forged log =
                new Forged().opening(Opening.How.BEGUN, KID, Optional.empty()).signed();
        for (int i = 0; i < 3 * Checkpoint.MOST_BETWEEN; i++) {
            log.line("{\"id\":\"a\"}");
        }
        Fault fault = log.fault(true);

        assertThat(fault.kind()).isEqualTo(Kind.UNSIGNED);
        assertThat(fault.place()).isEqualTo(new Place("file-0", 2));
    }

    @Test
    void from_where_nobody_signed_the_log_is_unsigned_though_a_later_checkpoint_holds() {
        Fault fault = new Forged()
                .opening(Opening.How.BEGUN, KID, Optional.empty())
                .signed()
                .opening(Opening.How.RESTARTED, Optional.empty(), Optional.empty())
                .line("{\"id\":\"a\"}")
                .signed()
                .fault(true);

        assertThat(fault.kind()).isEqualTo(Kind.UNSIGNED);
        assertThat(fault.sequence()).isEqualTo(2);
    }

    @Test
    void a_number_that_is_left_out_is_missed_though_the_hash_fits() {
        Forged log = new Forged().opening(Opening.How.BEGUN, KID, Optional.empty());
        log.chain = new RecordChain(new Link(4, log.chain.last().value()));
        Fault fault = log.line("{\"id\":\"a\"}").fault(false);

        assertThat(fault.kind()).isEqualTo(Kind.REMOVED);
        assertThat(fault.sequence()).isEqualTo(1);
    }

    @Test
    void a_record_is_no_half_line_though_the_log_tells_of_one() {
        String record = "{\"id\":\"x\",\"outcome\":\"allow\"}";
        Forged log = new Forged().opening(Opening.How.BEGUN, KID, Optional.empty());
        log.text.append(record).append('\n');
        Fault fault = log.opening(Opening.How.RECOVERED, KID, Optional.of(TornPart.of(SampleLog.bytes(record))))
                .fault(false);

        assertThat(fault.kind()).isEqualTo(Kind.INSERTED);
        assertThat(fault.place().line()).isEqualTo(2);
    }

    @Test
    void who_makes_an_unsigned_log_anew_and_leaves_its_head_is_found_by_the_head() {
        SampleLog log = SampleLog.of(random, Optional.empty());
        List<String> altered = rechained(log.files, 2, false);
        LogTrust keyless = new LogTrust(Optional.empty(), SampleLog.SIGNATURES, Optional.of(log.head()));
        Fault fault = SampleLog.verdict(altered, keyless).fault().orElseThrow();

        assertThat(altered).isNotEqualTo(log.files);
        assertThat(fault.kind()).isEqualTo(Kind.ALTERED);
        assertThat(fault.what()).contains("the head knows another line here");
    }

    @Test
    void a_key_that_may_not_sign_signs_nothing() {
        SampleLog log = any();
        SigningKey stranger = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        LogTrust strangers = new LogTrust(Optional.of(stranger.publicKeys()), SampleLog.SIGNATURES, Optional.empty());
        assertThat(SampleLog.verdict(log.files, strangers).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.SIGNATURE));

        LogHead forged = new LogHead(
                log.head().stand(), Optional.of(SampleLog.signed(log.head().stand(), stranger)));
        LogTrust deceived =
                new LogTrust(Optional.of(SampleLog.KEY.publicKeys()), SampleLog.SIGNATURES, Optional.of(forged));
        assertThat(SampleLog.verdict(log.files, deceived).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.SIGNATURE));
    }

    @Test
    void an_older_head_still_fits_and_a_head_kept_elsewhere_finds_that_both_were_set_back() {
        SampleLog log = logOfFiles(2);
        List<String> lines = lines(log.files.get(0));
        String last = lines.get(lines.size() - 1);
        Link then = ChainedLine.read(SampleLog.bytes(last)).orElseThrow().link();
        Checkpoint stand = new Checkpoint(log.log(), then, log.head().stand().time(), false);
        LogHead older = new LogHead(stand, Optional.of(SampleLog.signed(stand, SampleLog.KEY)));
        LogTrust set = new LogTrust(Optional.of(SampleLog.KEY.publicKeys()), SampleLog.SIGNATURES, Optional.of(older));

        assertThat(SampleLog.verdict(log.files, set).isWhole()).isTrue();
        assertThat(SampleLog.verdict(log.files.subList(0, 1), set).isWhole())
                .as("set back together, nobody sees it here")
                .isTrue();
        assertThat(SampleLog.verdict(log.files.subList(0, 1), log.trust()).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.TRUNCATED));
        SampleLog other = any();
        assertThat(SampleLog.verdict(log.files, other.trust()).fault())
                .hasValueSatisfying(fault -> assertThat(fault.kind()).isEqualTo(Kind.ANOTHER_LOG));
    }
}
