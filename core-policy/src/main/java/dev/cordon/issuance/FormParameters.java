package dev.cordon.issuance;

import dev.cordon.policy.Scope;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a request to an OAuth endpoint: a form (RFC 6749 appendix B) in which each that counts stands once
 * (§3.2). One without a value is as one that is not there. Immutable.
 */
public final class FormParameters {

    /** The longest form, in characters: two tokens and an assertion fit well. */
    public static final int LONGEST = 64 * 1024;

    private static final int MOST = 64;

    private final Map<String, List<String>> values;

    private FormParameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a form.
     *
     * @param form the body of a request of the media type {@code application/x-www-form-urlencoded}
     * @throws TokenRefusedException with {@link OAuthError#INVALID_REQUEST} where it is none, or too long
     */
    public static FormParameters read(String form) throws TokenRefusedException {
        if (form.length() > LONGEST) {
            throw invalid("the form has more than " + LONGEST + " characters");
        }
        Map<String, List<String>> values = new HashMap<>();
        String[] pairs = form.isEmpty() ? new String[0] : form.split("&", -1);
        if (pairs.length > MOST) {
            throw invalid("the form has more than " + MOST + " parameters");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
        return new FormParameters(values);
    }

    /** What is no UTF-8 would become replacement characters, and two different texts the same. */
    static String decoded(String text) throws TokenRefusedException {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\uFFFD') < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // refused like what is no UTF-8; the library's message may quote a secret
        }
        throw invalid("a parameter is not encoded as a form's are, in UTF-8");
    }

    /**
     * The value of a parameter.
     *
     * @throws TokenRefusedException where it is there more than once
     */
    public Optional<String> single(String name) throws TokenRefusedException {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw invalid("parameter `" + name + "` is there more than once");
        }
        return all.stream().findFirst();
    }

    /**
     * The value of a parameter that must be there.
     *
     * @throws TokenRefusedException where it is not, or more than once
     */
    public String required(String name) throws TokenRefusedException {
        return single(name).orElseThrow(() -> invalid("parameter `" + name + "` is missing"));
    }

    /** All values of a parameter. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /**
     * The scopes of {@code scope} (RFC 6749 §3.3), each once.
     *
     * @throws TokenRefusedException where it is malformed, or there more than once
     */
    List<String> scopes() throws TokenRefusedException {
        Optional<String> text = single("scope");
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> scopes = List.of(text.get().split(" ", -1));
        if (!scopes.stream().allMatch(Scope::isValid)) {
            throw new TokenRefusedException(OAuthError.INVALID_SCOPE, "parameter `scope` is malformed");
        }
        return scopes.stream().distinct().toList();
    }

    private static TokenRefusedException invalid(String why) {
        return new TokenRefusedException(OAuthError.INVALID_REQUEST, why);
    }

    /** Names the parameters, not their values. */
    @Override
    public String toString() {
        return "parameters " + values.keySet();
    }
}
