package dev.cordon.cli.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree from the parser's events. Not the library's own composer: that one resolves no more than we need, but
 * counts neither levels nor what aliases repeat.
 */
final class TreeBuilder {

    /** The most levels of nesting. */
    private static final int DEEPEST = 50;
    /** The most nodes that all aliases together may repeat. */
    private static final long MOST_REPEATED = 200_000;

    private record Anchored(YamlNode node, long size) {}

    private final String text;
    private final Findings findings;
    private final Iterator<Event> events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private long nodes;
    private long repeated;

    private TreeBuilder(String text, Findings findings) {
        this.text = text;
        this.findings = findings;
        // In one piece: between two, the library loses its place where a character takes two units.
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setBufferSize(text.length() + 1)
                .setCodePointLimit(YamlReader.LARGEST + 1)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    static Optional<YamlNode> build(String text, Findings findings) throws UnreadableYamlException {
        TreeBuilder builder = new TreeBuilder(text, findings);
        try {
            return builder.document();
        } catch (MarkedYamlEngineException e) {
            throw builder.syntax(e);
        } catch (YamlEngineException e) {
            // The library's one complaint without a place: a %YAML directive of another major version.
            throw builder.refuse(YamlFault.DIRECTIVE, Position.START);
        }
    }

    private Optional<YamlNode> document() throws UnreadableYamlException {
        events.next();
        Event start = events.next();
        if (!(start instanceof DocumentStartEvent document)) {
            return Optional.empty();
        }
        if (document.getSpecVersion().isPresent() || !document.getTags().isEmpty()) {
            throw refuse(YamlFault.DIRECTIVE, Position.START);
        }
        YamlNode root = node(events.next(), 1);
        events.next();
        Event after = events.next();
        if (after instanceof DocumentStartEvent) {
            throw refuse(YamlFault.SECOND_DOCUMENT, position(after));
        }
        boolean nothing = root instanceof YamlNode.Scalar scalar && scalar.kind() == ScalarKind.NOTHING;
        return nothing ? Optional.empty() : Optional.of(root);
    }

    private YamlNode node(Event event, int depth) throws UnreadableYamlException {
        if (event instanceof AliasEvent alias) {
            return repeat(alias);
        }
        if (depth > DEEPEST) {
            throw refuse(YamlFault.TOO_DEEP, position(event));
        }
        long before = nodes++;
        YamlNode node = event instanceof ScalarEvent scalar ? scalar(scalar) : collection(event, depth);
        if (event instanceof NodeEvent anchored) {
            anchored.getAnchor()
                    .ifPresent(anchor -> anchors.put(anchor.getValue(), new Anchored(node, nodes - before)));
        }
        return node;
    }

    private YamlNode repeat(AliasEvent alias) throws UnreadableYamlException {
        String name = alias.getAlias().getValue();
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            throw refuse(YamlFault.UNKNOWN_ANCHOR, position(alias), name, name);
        }
        nodes += anchored.size();
        repeated += anchored.size();
        if (repeated > MOST_REPEATED) {
            throw refuse(YamlFault.TOO_MANY_ALIASES, position(alias));
        }
        return anchored.node();
    }

    private YamlNode.Scalar scalar(ScalarEvent event) {
        event.getTag().ifPresent(tag -> findings.add(YamlFault.TAG, position(event), shortTag(tag)));
        ScalarKind kind = event.isPlain() ? ScalarKind.ofPlain(event.getValue()) : ScalarKind.TEXT;
        return new YamlNode.Scalar(event.getValue(), kind, !event.isPlain(), position(event));
    }

    private YamlNode collection(Event event, int depth) throws UnreadableYamlException {
        if (event instanceof CollectionStartEvent start) {
            start.getTag().ifPresent(tag -> findings.add(YamlFault.TAG, position(event), shortTag(tag)));
        }
        return event instanceof SequenceStartEvent ? sequence(event, depth) : mapping(event, depth);
    }

    private YamlNode sequence(Event start, int depth) throws UnreadableYamlException {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth + 1));
        }
        return new YamlNode.Sequence(List.copyOf(items), position(start));
    }

    private YamlNode mapping(Event start, int depth) throws UnreadableYamlException {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Position> keys = new HashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Position at = position(event);
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (key instanceof YamlNode.Scalar scalar) {
                Position first = keys.putIfAbsent(scalar.text(), at);
                if (first == null) {
                    entries.add(new YamlNode.Entry(scalar, value));
                } else {
                    findings.add(YamlFault.DUPLICATE_KEY, at, scalar.text(), first.line());
                }
            } else {
                findings.add(YamlFault.KEY_NOT_SCALAR, at, key.described());
            }
        }
        return new YamlNode.Mapping(List.copyOf(entries), position(start));
    }

    private UnreadableYamlException syntax(MarkedYamlEngineException problem) {
        Optional<Mark> mark = problem.getProblemMark();
        Position at = mark.map(TreeBuilder::position).orElse(Position.START);
        int index = mark.map(Mark::getIndex).orElse(0);
        int here = text.offsetByCodePoints(0, Math.min(index, text.codePointCount(0, text.length())));
        if (text.startsWith("\t", here)) {
            return refuse(YamlFault.TAB, at);
        }
        if (here > 0 && text.startsWith("/{", here - 1)) {
            return refuse(YamlFault.UNQUOTED_BRACE, at);
        }
        String words = problem.getProblem();
        return refuse(YamlFault.YAML_SYNTAX, at, words == null ? "not YAML" : words.toLowerCase(Locale.ROOT));
    }

    private UnreadableYamlException refuse(Fault fault, Position at, Object... gaps) {
        findings.add(fault, at, gaps);
        return new UnreadableYamlException();
    }

    private static String shortTag(String tag) {
        String core = "tag:yaml.org,2002:";
        return tag.startsWith(core) ? "!!" + tag.substring(core.length()) : tag;
    }

    private static Position position(Event event) {
        return event.getStartMark().map(TreeBuilder::position).orElse(Position.START);
    }

    private static Position position(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
