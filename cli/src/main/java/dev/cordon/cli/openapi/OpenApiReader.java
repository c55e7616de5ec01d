package dev.cordon.cli.openapi;

import dev.cordon.cli.yaml.Findings;
import dev.cordon.cli.yaml.Position;
import dev.cordon.cli.yaml.ScalarKind;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.cli.yaml.YamlReader;
import dev.cordon.policy.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the version and the {@code paths} of an OpenAPI 3.0 or 3.1 document, and nothing else of it: {@code servers}
 * are ignored, for the policy says under which hosts a service is called.
 */
public final class OpenApiReader {

    private static final Map<String, Method> METHODS = Map.of(
            "get", Method.GET,
            "head", Method.HEAD,
            "post", Method.POST,
            "put", Method.PUT,
            "patch", Method.PATCH,
            "delete", Method.DELETE,
            "options", Method.OPTIONS,
            "trace", Method.TRACE);

    /** What else a path item may have; none of it matters here. */
    private static final Set<String> IGNORED = Set.of("summary", "description", "servers", "parameters");

    private static final String MERGE = "<<";
    private static final String EXTENSION = "x-";

    private final Findings findings;
    private final List<OpenApiOperation> operations = new ArrayList<>();

    private OpenApiReader(Findings findings) {
        this.findings = findings;
    }

    /**
     * The operations that a document lists, in its order.
     *
     * @param bytes the document, in YAML or JSON
     * @param findings takes what is wrong; where that is an error the list may be incomplete
     */
    public static List<OpenApiOperation> read(byte[] bytes, Findings findings) {
        OpenApiReader reader = new OpenApiReader(findings);
        YamlReader.read(isJson(bytes) ? withoutTabs(bytes) : bytes, "openapi: 3.1.0", findings)
                .ifPresent(reader::document);
        return List.copyOf(reader.operations);
    }

    private static boolean isJson(byte[] bytes) {
        int i = 0;
        while (i < bytes.length && Character.isWhitespace(bytes[i])) {
            i++;
        }
        return i < bytes.length && bytes[i] == '{';
    }

    /** JSON may be indented by tabs, which YAML refuses; within its texts no tab stands as such. Columns stay right. */
    private static byte[] withoutTabs(byte[] bytes) {
        byte[] spaced = bytes.clone();
        for (int i = 0; i < spaced.length; i++) {
            spaced[i] = spaced[i] == '\t' ? (byte) ' ' : spaced[i];
        }
        return spaced;
    }

    private void document(YamlNode root) {
        if (!(root instanceof YamlNode.Mapping document)) {
            findings.add(OpenApiFault.NOT_OPENAPI, root.at());
            return;
        }
        Optional<YamlNode> swagger = document.get("swagger");
        Optional<YamlNode> version = document.get("openapi");
        if (swagger.isPresent()) {
            findings.add(OpenApiFault.OPENAPI_2, swagger.get().at());
        } else if (version.isEmpty()) {
            findings.add(OpenApiFault.NOT_OPENAPI, root.at());
        } else if (!isReadable(version.get())) {
            String shown = version.get() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            findings.add(OpenApiFault.OPENAPI_VERSION, version.get().at(), shown);
        } else {
            paths(document);
        }
    }

    private static boolean isReadable(YamlNode version) {
        return version instanceof YamlNode.Scalar scalar
                && scalar.kind() == ScalarKind.TEXT
                && (scalar.text().startsWith("3.0.") || scalar.text().startsWith("3.1."));
    }

    private void paths(YamlNode.Mapping document) {
        Optional<YamlNode> paths = document.get("paths");
        for (YamlNode.Entry entry : paths.map(node -> entries(node, "paths")).orElse(List.of())) {
            String path = entry.key().text();
            if (path.equals(MERGE)) {
                findings.add(OpenApiFault.OPENAPI_MERGE_KEY, entry.key().at());
            } else if (!path.startsWith(EXTENSION)) {
                pathItem(entry);
            }
        }
        if (operations.isEmpty() && !findings.hasErrors()) {
            Position at = paths.map(YamlNode::at).orElse(document.at());
            findings.add(OpenApiFault.OPENAPI_NO_PATHS, at);
        }
    }

    private void pathItem(YamlNode.Entry path) {
        for (YamlNode.Entry entry : entries(path.value(), path.key().text())) {
            String key = entry.key().text();
            Position at = entry.key().at();
            Method method = METHODS.get(key);
            if (method != null) {
                operations.add(new OpenApiOperation(method, path.key(), at));
            } else if (key.equals("$ref")) {
                findings.add(OpenApiFault.OPENAPI_REF, at, path.key().text());
            } else if (key.equals(MERGE)) {
                findings.add(OpenApiFault.OPENAPI_MERGE_KEY, at);
            } else if (!IGNORED.contains(key) && !key.startsWith(EXTENSION)) {
                findings.add(OpenApiFault.OPENAPI_KEY, at, path.key().text(), key);
            }
        }
    }

    private List<YamlNode.Entry> entries(YamlNode node, String name) {
        if (node instanceof YamlNode.Mapping mapping) {
            return mapping.entries();
        }
        findings.add(OpenApiFault.OPENAPI_NOT_A_MAPPING, node.at(), name, node.described());
        return List.of();
    }
}
