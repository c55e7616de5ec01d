package dev.cordon.cli.policy;

import dev.cordon.cli.openapi.OpenApiOperation;
import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.policy.Operation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a service offers, listed in the policy or in an OpenAPI document. */
final class OfferReader {

    private static final String ALL = "all";

    private final Report report;
    private final OpenApiFiles documents;

    OfferReader(Report report, OpenApiFiles documents) {
        this.report = report;
        this.documents = documents;
    }

    /** An offer of which nothing is known. */
    static Offer unknown() {
        return new Offer(Offer.Kind.NOTHING, Map.of(), false);
    }

    Offer read(YamlNode.Scalar service, Fields fields) {
        Optional<YamlNode.Scalar> openapi = fields.text("openapi");
        if (fields.has("operations") && fields.has("openapi")) {
            report.add(PolicyFault.OPERATIONS_AND_OPENAPI, fields.at("openapi"), service.text());
            return unknown();
        }
        if (openapi.isPresent()) {
            return documents.read(openapi.get(), report).map(this::fromDocument).orElse(unknown());
        }
        if (fields.text("operations").filter(word -> word.text().equals(ALL)).isPresent()) {
            return new Offer(Offer.Kind.ALL, Map.of(), true);
        }
        return fields.has("operations") ? listed(fields) : new Offer(Offer.Kind.NOTHING, Map.of(), true);
    }

    private Offer listed(Fields fields) {
        OperationReader reader = new OperationReader(report);
        Shapes shapes = new Shapes(report);
        boolean certain = true;
        for (YamlNode.Scalar text : fields.texts("operations")) {
            Optional<Operation> operation = reader.read(text);
            operation.ifPresent(one -> shapes.add(one, text.at()));
            certain &= operation.isPresent();
        }
        return new Offer(Offer.Kind.LISTED, shapes.operations, certain && !shapes.operations.isEmpty());
    }

    private Offer fromDocument(OpenApiFiles.Document document) {
        Report own = new Report(document.findings(), report.suggestions());
        OperationReader reader = new OperationReader(own);
        Shapes shapes = new Shapes(own);
        for (OpenApiOperation operation : document.operations()) {
            reader.path(operation.path().text(), operation.path().at())
                    .ifPresent(path -> shapes.add(new Operation(operation.method(), path), operation.at()));
        }
        return new Offer(
                Offer.Kind.LISTED, shapes.operations, !document.findings().hasErrors());
    }

    /** Operations of which no two take the same calls. */
    private static final class Shapes {

        private final Map<String, Operation> operations = new LinkedHashMap<>();
        private final Map<String, Position> places = new HashMap<>();
        private final Report report;

        private Shapes(Report report) {
            this.report = report;
        }

        private void add(Operation operation, Position at) {
            String shape = operation.shape();
            Operation first = operations.putIfAbsent(shape, operation);
            Position place = places.putIfAbsent(shape, at);
            // The very same text is a value that stands twice in its list, which is reported there.
            if (first != null && place != null && !(first.equals(operation) && place.equals(at))) {
                report.add(PolicyFault.SAME_SHAPE, at, operation.toString(), first.toString(), place.line());
            }
        }
    }
}
