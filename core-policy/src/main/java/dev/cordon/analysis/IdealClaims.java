package dev.cordon.analysis;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.ServiceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims of an ideal external token, as its issuer would write them. */
final class IdealClaims {

    private static final String SUBJECT = "sub";

    private IdealClaims() {}

    /** @param standard the claims by their names in RFC 9068, and the caller by the policy's name of it */
    static Map<String, Object> asWritten(ClaimMapping mapping, Map<String, Object> standard) {
        if (mapping.isStandard()) {
            return standard;
        }
        ClaimNames from = ClaimNames.STANDARD;
        ClaimNames to = mapping.names();
        Map<String, Object> claims = new LinkedHashMap<>(standard);
        Object caller = standard.getOrDefault(from.caller(), "");
        Object alias = alias(mapping, String.valueOf(caller));
        claims.replace(SUBJECT, caller, alias);
        claims.remove(from.caller());
        move(claims, from.groups(), to.groups());
        move(claims, from.id(), to.id());
        move(claims, from.roles(), to.roles());
        scopes(claims, to.scopes());
        claims.put(to.caller(), alias);
        mapping.required().forEach((name, value) -> claims.put(name, plain(value)));
        return claims;
    }

    private static String alias(ClaimMapping mapping, String caller) {
        for (Map.Entry<String, ServiceName> one : mapping.services().callers().entrySet()) {
            if (one.getValue().text().equals(caller)) {
                return one.getKey();
            }
        }
        return caller;
    }

    private static void move(Map<String, Object> claims, String from, String to) {
        if (!from.equals(to) && claims.containsKey(from)) {
            claims.put(to, claims.remove(from));
        }
    }

    /** A claim of another name may hold something else, too, such as roles. */
    private static void scopes(Map<String, Object> claims, String to) {
        String from = ClaimNames.STANDARD.scopes();
        if (!from.equals(to) && claims.remove(from) instanceof String text && !text.isEmpty()) {
            List<Object> all = new ArrayList<>(List.of((Object[]) text.split(" ", -1)));
            if (claims.get(to) instanceof List<?> others) {
                all.addAll(others);
            }
            claims.put(to, all);
        }
    }

    private static Object plain(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            return text.value();
        } else if (value instanceof ClaimValue.Whole whole) {
            return whole.value();
        }
        return value instanceof ClaimValue.Flag flag && flag.value();
    }
}
