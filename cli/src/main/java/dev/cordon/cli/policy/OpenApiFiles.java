package dev.cordon.cli.policy;

import dev.cordon.cli.openapi.OpenApiOperation;
import dev.cordon.cli.openapi.OpenApiReader;
import dev.cordon.cli.yaml.Fault;
import dev.cordon.cli.yaml.Findings;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.cli.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The OpenAPI documents that a policy names; each is read once. */
final class OpenApiFiles {

    /** A document's operations, and what is wrong with it. */
    record Document(List<OpenApiOperation> operations, Findings findings) {}

    private final Path policy;
    private final Map<Path, Document> documents = new LinkedHashMap<>();

    OpenApiFiles(Path policy) {
        this.policy = policy;
    }

    /** All documents read so far, by their paths. */
    Map<Path, Document> documents() {
        return documents;
    }

    /** The document at a path from the policy's folder; empty where it can't be opened, which is reported. */
    Optional<Document> read(YamlNode.Scalar where, Report report) {
        try {
            Path relative = Path.of(where.text());
            if (relative.isAbsolute()) {
                report.add(PolicyFault.OPENAPI_ABSOLUTE, where.at(), where.text());
                return Optional.empty();
            }
            Path file = policy.resolveSibling(relative).normalize();
            Document known = documents.get(file);
            if (known != null) {
                return Optional.of(known);
            }
            if (Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file)) {
                throw new IOException(Fault.quoted(where.text()) + " is no ordinary file");
            }
            Findings findings = new Findings();
            Document document =
                    new Document(OpenApiReader.read(YamlReader.bytes(file, where.text()), findings), findings);
            documents.put(file, document);
            return Optional.of(document);
        } catch (InvalidPathException e) {
            report.add(PolicyFault.OPENAPI_ABSOLUTE, where.at(), where.text());
        } catch (IOException e) {
            Object why = Report.our(String.valueOf(e.getMessage()));
            report.add(PolicyFault.OPENAPI_UNREADABLE, where.at(), why);
        }
        return Optional.empty();
    }
}
