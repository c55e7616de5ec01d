package dev.cordon.tests.aws;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.FrontCall;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the event that API Gateway sends its authorizer, with all the members that the documentation shows.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">REST
 *     APIs</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">HTTP
 *     APIs</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">WebSocket
 *     APIs</a>
 */
final class EventWriter {

    private static final DateTimeFormatter VALIDITY = DateTimeFormatter.ofPattern(
                    "MMM ppd HH:mm:ss yyyy 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final GatewayApi api;
    private final FrontCall call;
    private final ApiRoute.Match match;
    private final List<String> identity;

    EventWriter(GatewayApi api, FrontCall call, ApiRoute.Match match, List<String> identity) {
        this.api = api;
        this.call = call;
        this.match = match;
        this.identity = identity;
    }

    /** The ARN of the call. */
    String arn() {
        return api.authorizer().kind() == Kind.WEBSOCKET
                ? api.arn("$connect")
                : api.arn(call.method()
                        + call.target().path().substring(api.prefix().length()));
    }

    byte[] write() throws CertificateEncodingException {
        JsonObjectBuilder event = switch (api.authorizer().kind()) {
            case REST_TOKEN ->
                Json.object()
                        .put("type", "TOKEN")
                        .put("authorizationToken", identity.get(0))
                        .put("methodArn", arn());
            case REST_REQUEST -> rest();
            case HTTP_1 ->
                rest().put("version", "1.0")
                        .put("identitySource", String.join(",", identity))
                        .put("authorizationToken", String.join(",", identity));
            case HTTP_2 -> second();
            case WEBSOCKET -> connection();
        };
        return event.build().toCanonicalBytes();
    }

    private JsonObjectBuilder rest() throws CertificateEncodingException {
        String path = call.target().path().substring(api.prefix().length());
        return request()
                .put("resource", match.route().template())
                .put("path", path)
                .put("httpMethod", call.method())
                .put("pathParameters", texts(match.parameters()))
                .put(
                        "requestContext",
                        context()
                                .put("path", call.target().path())
                                .put("resourceId", "05c7jb")
                                .put("resourcePath", match.route().template())
                                .put("httpMethod", call.method())
                                .put("protocol", "HTTP/1.1")
                                .put("identity", peer("clientCert").build())
                                .build());
    }

    private JsonObjectBuilder connection() throws CertificateEncodingException {
        return request()
                .put(
                        "requestContext",
                        context()
                                .put("routeKey", "$connect")
                                .put("eventType", "CONNECT")
                                .put("messageDirection", "IN")
                                .put("connectionId", "EB1a2cJHDoECI5g=")
                                .put("connectedAt", 1_674_162_806_344L)
                                .put("requestTimeEpoch", 1_674_162_806_345L)
                                .put("identity", peer("clientCert").build())
                                .build());
    }

    /** What payload 1.0, REST and WebSocket APIs have in common: names as sent, lists beside single values. */
    private JsonObjectBuilder request() {
        JsonObjectBuilder headers = Json.object();
        JsonObjectBuilder all = Json.object();
        call.headers().forEach((name, values) -> {
            headers.put(name, values.get(values.size() - 1));
            all.put(name, Json.texts(values));
        });
        return Json.object()
                .put("type", "REQUEST")
                .put("methodArn", arn())
                .put("headers", headers.build())
                .put("multiValueHeaders", all.build())
                .put("queryStringParameters", query())
                .put("stageVariables", Json.object().build());
    }

    private JsonObjectBuilder second() throws CertificateEncodingException {
        String key = match.route().method() + " " + match.route().template();
        JsonObjectBuilder headers = Json.object();
        call.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        JsonObjectBuilder context = context()
                .put("routeKey", key)
                .put("domainPrefix", api.id())
                .put("time", "12/Mar/2020:19:03:58 +0000")
                .put("timeEpoch", 1_583_348_638_390L)
                .put(
                        "http",
                        Json.object()
                                .put("method", call.method())
                                .put("path", call.target().path())
                                .put("protocol", "HTTP/1.1")
                                .put("sourceIp", call.peer().address())
                                .put("userAgent", "test")
                                .build());
        if (call.peer().certificate().isPresent()) {
            context.put(
                    "authentication",
                    Json.object().put("clientCert", certificate()).build());
        }
        return Json.object()
                .put("version", "2.0")
                .put("type", "REQUEST")
                .put("routeArn", arn())
                .put("identitySource", Json.texts(identity))
                .put("routeKey", key)
                .put("rawPath", call.target().path())
                .put("rawQueryString", call.target().query())
                .put("headers", headers.build())
                .put("queryStringParameters", query())
                .put("pathParameters", texts(match.parameters()))
                .put("stageVariables", Json.object().build())
                .put("requestContext", context.build());
    }

    private JsonObjectBuilder context() {
        return Json.object()
                .put("accountId", api.account())
                .put("apiId", api.id())
                .put("stage", api.stage())
                .put("requestId", UUID.randomUUID().toString())
                .put("domainName", api.domain());
    }

    private JsonObjectBuilder peer(String certificate) throws CertificateEncodingException {
        JsonObjectBuilder identity = Json.object().put("sourceIp", call.peer().address());
        return identity.put(certificate, certificate());
    }

    private Optional<Json> certificate() throws CertificateEncodingException {
        if (call.peer().certificate().isEmpty()) {
            return Optional.empty();
        }
        X509Certificate shown = call.peer().certificate().get();
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(shown.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Optional.of(Json.object()
                .put("clientCertPem", pem)
                .put("subjectDN", shown.getSubjectX500Principal().getName())
                .put("issuerDN", shown.getIssuerX500Principal().getName())
                .put("serialNumber", shown.getSerialNumber().toString())
                .put(
                        "validity",
                        Json.object()
                                .put(
                                        "notBefore",
                                        VALIDITY.format(shown.getNotBefore().toInstant()))
                                .put(
                                        "notAfter",
                                        VALIDITY.format(shown.getNotAfter().toInstant()))
                                .build())
                .build());
    }

    private Json query() {
        JsonObjectBuilder parameters = Json.object();
        Arrays.stream(call.target().query().split("&", -1))
                .filter(pair -> pair.contains("="))
                .forEach(pair ->
                        parameters.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)));
        return parameters.build();
    }

    private static Json texts(Map<String, String> values) {
        JsonObjectBuilder object = Json.object();
        values.forEach(object::put);
        return object.build();
    }
}
