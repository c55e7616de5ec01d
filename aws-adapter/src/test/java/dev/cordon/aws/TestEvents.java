package dev.cordon.aws;

import dev.cordon.aws.event.EventKind;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** Events of all kinds: samples after the documentation, and made ones. */
public final class TestEvents {

    /** The ARN of the samples' API and stage. */
    public static final String STAGE = "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/";

    private TestEvents() {}

    /** The sample of a kind, with {@code Bearer TOKEN} from 192.0.2.1 to {@code GET /request} or {@code $connect}. */
    public static String sample(EventKind kind) {
        try (InputStream in = TestEvents.class.getResourceAsStream(kind.text() + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a caller does, as API Gateway sees it.
     *
     * @param method the HTTP method
     * @param path the path below the stage
     * @param template the resource or the path of the route key
     * @param authorization the header
     * @param proof the header {@code DPoP}
     * @param source the address
     * @param certificate the certificate in PEM
     */
    public record Doing(
            String method,
            String path,
            String template,
            Optional<String> authorization,
            Optional<String> proof,
            String source,
            Optional<String> certificate) {

        /** The same from another address. */
        public Doing from(String address) {
            return new Doing(method, path, template, authorization, proof, address, certificate);
        }

        /** The same to another operation. */
        public Doing to(String otherMethod, String otherPath, String otherTemplate) {
            return new Doing(otherMethod, otherPath, otherTemplate, authorization, proof, source, certificate);
        }
    }

    /** A call with a bearer token from 192.0.2.1. */
    public static Doing doing(String method, String path, String token) {
        return new Doing(
                method, path, path, Optional.of("Bearer " + token), Optional.empty(), "192.0.2.1", Optional.empty());
    }

    /** The ARN of a call. */
    public static String arn(EventKind kind, Doing doing) {
        return kind == EventKind.WEBSOCKET ? STAGE + "$connect" : STAGE + doing.method() + doing.path();
    }

    /** The event of a call. */
    public static byte[] event(EventKind kind, Doing doing) {
        String arn = arn(kind, doing);
        JsonObjectBuilder event = Json.object().put("type", kind == EventKind.REST_TOKEN ? "TOKEN" : "REQUEST");
        if (kind == EventKind.REST_TOKEN) {
            return event.put("methodArn", arn)
                    .put("authorizationToken", doing.authorization().orElse(""))
                    .build()
                    .toCanonicalBytes();
        }
        event.put("headers", headers(doing));
        if (kind == EventKind.HTTP_2) {
            http(event.put("routeArn", arn), doing);
        } else {
            event.put("methodArn", arn);
            JsonObjectBuilder identity = identity(doing);
            if (kind != EventKind.WEBSOCKET) {
                event.put("httpMethod", doing.method())
                        .put("resource", doing.template())
                        .put("path", kind == EventKind.HTTP_1 ? "/test" + doing.path() : doing.path());
            }
            event.put(
                    "requestContext",
                    Json.object().put("identity", identity.build()).build());
        }
        if (kind.isHttpApi()) {
            event.put("version", kind == EventKind.HTTP_1 ? "1.0" : "2.0");
        }
        return event.build().toCanonicalBytes();
    }

    private static void http(JsonObjectBuilder event, Doing doing) {
        Json http = Json.object()
                .put("method", doing.method())
                .put("sourceIp", doing.source())
                .build();
        JsonObjectBuilder context = Json.object().put("http", http);
        if (doing.certificate().isPresent()) {
            context.put(
                    "authentication",
                    Json.object().put("clientCert", certificate(doing)).build());
        }
        event.put("routeKey", doing.method() + " " + doing.template())
                .put("rawPath", "/test" + doing.path())
                .put("requestContext", context.build());
    }

    private static JsonObjectBuilder identity(Doing doing) {
        JsonObjectBuilder identity = Json.object().put("sourceIp", doing.source());
        return doing.certificate().isPresent() ? identity.put("clientCert", certificate(doing)) : identity;
    }

    private static Json certificate(Doing doing) {
        return Json.object()
                .put("clientCertPem", doing.certificate().orElseThrow())
                .build();
    }

    private static Json headers(Doing doing) {
        JsonObjectBuilder headers = Json.object();
        doing.authorization().ifPresent(value -> headers.put("authorization", value));
        doing.proof().ifPresent(value -> headers.put("DPoP", value));
        return headers.build();
    }
}
