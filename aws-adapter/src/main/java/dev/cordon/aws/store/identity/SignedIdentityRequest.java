package dev.cordon.aws.store.identity;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A signed request that asks AWS who signed it, as a workload hands it over instead of sending it: the serialized form
 * that AWS workload identities have elsewhere, {@code {"url", "method", "headers": [{"key", "value"}]}}. Only what has
 * that one meaning is read: the action, its host and the headers are fixed, and the audience is signed. Nothing in it
 * is believed yet. Immutable.
 *
 * @param region whose endpoint it asks
 * @param host of that endpoint
 * @param signedAt when it was signed, as it says
 * @param audience whom it was made for, as it says
 * @param signature in hexadecimal: as good as a password until it is too old
 * @param headers what is sent with it, but for {@code Host}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
record SignedIdentityRequest(
        String region, String host, Instant signedAt, String audience, String signature, Map<String, String> headers) {

    /** What is asked. */
    static final SortedMap<String, String> PARAMETERS = Collections.unmodifiableSortedMap(
            new TreeMap<>(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15")));

    /** The same, as it stands in the URL. */
    static final String QUERY = "Action=GetCallerIdentity&Version=2011-06-15";

    /** The header that says whom the request was made for. */
    static final String AUDIENCE = "x-cordon-audience";

    static final String DATE = "x-amz-date";
    static final String HOST = "host";
    static final String SESSION = "x-amz-security-token";
    static final String AUTHORIZATION = "authorization";

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private static final int LONGEST = 16 * 1024;
    private static final Set<String> MEMBERS = Set.of("url", "method", "headers");
    private static final Set<String> PAIR = Set.of("key", "value");

    /** What a request of roles always has; others are of users, who are nobody here. */
    private static final Set<String> NEEDED = Set.of(AUTHORIZATION, HOST, DATE, SESSION, AUDIENCE);

    /** Which some signers add: that the body is empty. */
    private static final String CONTENT = "x-amz-content-sha256";

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final Pattern URL = Pattern.compile(
            "https://(sts\\.([a-z]{2}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2})\\.amazonaws\\.com(?:\\.cn)?)/\\?(.{1,64})");
    private static final Pattern SIGNATURE = Pattern.compile("AWS4-HMAC-SHA256 Credential=[A-Z0-9]{16,128}/([0-9]{8})/"
            + "([a-z0-9-]{1,32})/sts/aws4_request, ?SignedHeaders=([a-z0-9;-]{1,128}), ?Signature=([0-9a-f]{64})");
    private static final Pattern VALUE = Pattern.compile("[!-~](?:[ -~]{0,8190}[!-~])?");

    /** Copies the map. */
    SignedIdentityRequest {
        headers = Map.copyOf(headers);
    }

    /**
     * Reads one.
     *
     * @throws InvalidAssertionException where it is none
     */
    static SignedIdentityRequest read(String json) throws InvalidAssertionException {
        if (json.length() > LONGEST) {
            throw new InvalidAssertionException("the signed request has more than " + LONGEST + " characters");
        }
        Json.Members request = members(json);
        Map<String, String> headers = headers(request);
        Matcher url = URL.matcher(text(request, "url"));
        if (!text(request, "method").equals("POST")
                || !url.matches()
                || !url.group(3).equals(QUERY)) {
            throw new InvalidAssertionException("the signed request is not `POST https://sts.REGION.amazonaws.com/?"
                    + QUERY + "`, which regional endpoints take");
        }
        Matcher signature = SIGNATURE.matcher(header(headers, AUTHORIZATION));
        if (!signature.matches()) {
            throw new InvalidAssertionException("the signed request has no signature of version 4 for `sts`");
        }
        String date = header(headers, DATE);
        if (!signature.group(2).equals(url.group(2)) || !date.startsWith(signature.group(1))) {
            throw new InvalidAssertionException("the signed request contradicts its signature's region or date");
        }
        if (!header(headers, HOST).equals(url.group(1))) {
            throw new InvalidAssertionException("the signed request contradicts its host");
        }
        requireSigned(headers, signature.group(3));
        Map<String, String> sent = new TreeMap<>(headers);
        sent.remove(HOST);
        return new SignedIdentityRequest(
                url.group(2), url.group(1), time(date), header(headers, AUDIENCE), signature.group(4), sent);
    }

    private static Json.Members members(String json) throws InvalidAssertionException {
        try {
            if (Json.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof Json.Members members
                    && MEMBERS.equals(members.map().keySet())) {
                return members;
            }
        } catch (InvalidDocumentException e) {
            // said below; what it quotes may be as good as a password
        }
        throw new InvalidAssertionException("the assertion is no signed request: a JSON object with "
                + MEMBERS.stream().sorted().toList());
    }

    private static Map<String, String> headers(Json.Members request) throws InvalidAssertionException {
        List<Json> pairs = request.map().get("headers") instanceof Json.Items items ? items.list() : new ArrayList<>();
        Map<String, String> headers = new TreeMap<>();
        for (Json pair : pairs) {
            if (!(pair instanceof Json.Members members)
                    || !PAIR.equals(members.map().keySet())) {
                throw new InvalidAssertionException("a header of the signed request is no pair of `key` and `value`");
            }
            String name = text(members, "key").toLowerCase(Locale.ROOT);
            String value = text(members, "value");
            boolean taken = NEEDED.contains(name) || name.equals(CONTENT) && value.equals(EMPTY);
            if (!taken || !VALUE.matcher(value).matches() || headers.put(name, value) != null) {
                throw new InvalidAssertionException("the signed request has a header beside "
                        + NEEDED.stream().sorted().toList() + ", one twice, or one of another form");
            }
        }
        return headers;
    }

    private static String header(Map<String, String> headers, String name) throws InvalidAssertionException {
        return Optional.ofNullable(headers.get(name))
                .orElseThrow(() -> new InvalidAssertionException("the signed request has no header `" + name + "`"));
    }

    private static String text(Json.Members members, String name) {
        return members.map().get(name) instanceof Json.Text text ? text.value() : "";
    }

    /** What is not signed could be changed by whoever relays the request. */
    private static void requireSigned(Map<String, String> headers, String names) throws InvalidAssertionException {
        String all = headers.keySet().stream()
                .filter(name -> !name.equals(AUTHORIZATION))
                .sorted()
                .collect(Collectors.joining(";"));
        if (!headers.keySet().containsAll(NEEDED) || !names.equals(all)) {
            throw new InvalidAssertionException("the signed request must have and sign the headers "
                    + NEEDED.stream().sorted().toList());
        }
    }

    private static Instant time(String date) throws InvalidAssertionException {
        try {
            return TIME.parse(date, Instant::from);
        } catch (DateTimeException e) {
            throw new InvalidAssertionException("the signed request's `" + DATE + "` is no time");
        }
    }

    /** Shows nothing that is as good as a password. */
    @Override
    public String toString() {
        return "signed request for " + audience;
    }
}
