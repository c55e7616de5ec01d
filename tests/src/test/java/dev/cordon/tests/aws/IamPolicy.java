package dev.cordon.tests.aws;

import dev.cordon.document.Json;
import java.util.List;

/**
 * A policy that an authorizer answered, evaluated as IAM does: an explicit deny wins, then an allow, else it is denied.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Evaluation</a>
 */
final class IamPolicy {

    /** What a policy says of a call. */
    enum Effect {
        ALLOWED,
        DENIED,
        NOT_ALLOWED
    }

    private final List<Json> statements;

    /** @throws ClassCastException where it is no policy */
    IamPolicy(Json.Members document) {
        statements = list(document.find("Statement").orElseThrow());
    }

    Effect of(String arn) {
        Effect effect = Effect.NOT_ALLOWED;
        for (Json statement : statements) {
            Json.Members members = (Json.Members) statement;
            if (matches(members, "Action", "execute-api:Invoke") && matches(members, "Resource", arn)) {
                if (members.find("Effect").orElseThrow().equals(Json.of("Deny"))) {
                    return Effect.DENIED;
                }
                effect = Effect.ALLOWED;
            }
        }
        return effect;
    }

    private static boolean matches(Json.Members statement, String name, String value) {
        return list(statement.find(name).orElseThrow()).stream()
                .anyMatch(pattern -> matches(((Json.Text) pattern).value(), 0, value, 0));
    }

    private static List<Json> list(Json oneOrMany) {
        return oneOrMany instanceof Json.Items items ? items.list() : List.of(oneOrMany);
    }

    /** {@code *} stands for any characters, slashes too, and {@code ?} for one. */
    private static boolean matches(String pattern, int at, String text, int from) {
        if (at == pattern.length()) {
            return from == text.length();
        }
        char next = pattern.charAt(at);
        if (next == '*') {
            for (int end = from; end <= text.length(); end++) {
                if (matches(pattern, at + 1, text, end)) {
                    return true;
                }
            }
            return false;
        }
        return from < text.length()
                && (next == '?' || next == text.charAt(from))
                && matches(pattern, at + 1, text, from + 1);
    }
}
