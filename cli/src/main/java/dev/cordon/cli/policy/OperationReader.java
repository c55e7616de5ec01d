package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Method;
import dev.cordon.policy.Operation;
import dev.cordon.policy.PathTemplate;
import dev.cordon.request.PathDefect;
import dev.cordon.request.RequestPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads operations, and refuses those that no call can ever reach. */
final class OperationReader {

    private static final List<String> METHODS =
            Arrays.stream(Method.values()).map(Method::name).toList();

    private final Report report;

    OperationReader(Report report) {
        this.report = report;
    }

    /** Reads {@code POST /charges}. */
    Optional<Operation> read(YamlNode.Scalar scalar) {
        String text = scalar.text();
        int space = text.indexOf(' ');
        if (space <= 0) {
            report.add(PolicyFault.OPERATION, scalar.at(), text);
            return Optional.empty();
        }
        Optional<Method> method = Method.of(text.substring(0, space));
        if (method.isEmpty()) {
            YamlNode.Scalar word =
                    new YamlNode.Scalar(text.substring(0, space), scalar.kind(), scalar.quoted(), scalar.at());
            report.unknown("method", word, METHODS);
        }
        Optional<PathTemplate> path = path(text.substring(space + 1), scalar.at());
        return method.flatMap(name -> path.map(template -> new Operation(name, template)));
    }

    /** Reads a path template. */
    Optional<PathTemplate> path(String text, Position at) {
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '`')) {
            report.add(PolicyFault.PATH, at, "path '" + text + "' has a character that no path has");
            return Optional.empty();
        }
        Optional<String> problem = PathTemplate.problem(text);
        if (problem.isPresent()) {
            report.add(PolicyFault.PATH, at, Report.our(problem.get()));
            return Optional.empty();
        }
        PathTemplate template = new PathTemplate(text);
        return isReachable(template, at) ? Optional.of(template) : Optional.empty();
    }

    private boolean isReachable(PathTemplate template, Position at) {
        String sample = template.segments().stream()
                .map(segment -> PathTemplate.isParameter(segment) ? "x" : segment)
                .collect(Collectors.joining("/", "/", ""));
        RequestPath read = RequestPath.read(sample);
        if (read.defect().isPresent()) {
            PathDefect defect = read.defect().get();
            report.add(PolicyFault.PATH_REFUSED, at, template.text(), Report.our(defect.finding()));
            return false;
        }
        if (!read.canonical().equals(sample)) {
            String[] canonical = read.canonical().split("/", -1);
            String[] written = sample.split("/", -1);
            int i = Arrays.mismatch(canonical, written);
            report.add(PolicyFault.PATH_SPELLING, at, written[i], canonical[i]);
            return false;
        }
        return true;
    }
}
