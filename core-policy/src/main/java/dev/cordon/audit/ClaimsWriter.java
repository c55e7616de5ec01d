package dev.cordon.audit;

import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyWords;
import dev.cordon.document.Json;
import dev.cordon.document.JsonLine;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a verified token says, as far as a decision reads it. A claim that says what a member beside it says
 * already is left out; so is what the policy asks nobody for, such as the user's name.
 */
final class ClaimsWriter {

    private final JsonLine line;
    private final VerifiedToken token;
    private final Judgement judgement;
    private final @Nullable String flow;
    private final PolicyWords words;

    /** @param flow the flow that the record names beside the claims, if it names one */
    ClaimsWriter(JsonLine line, VerifiedToken token, Judgement judgement, @Nullable String flow) {
        this.line = line;
        this.token = token;
        this.judgement = judgement;
        this.flow = flow;
        this.words = judgement.reading().policy().words();
    }

    void write() {
        line.object("claims");
        audience();
        if (!token.chainIssuedAt().isEmpty()) {
            line.array("chain_iat");
            token.chainIssuedAt().forEach(line::item);
            line.endArray();
        }
        if (!token.caller().equals(judgement.caller().map(ServiceName::text).orElse(null))) {
            line.put("client_id", Words.name(token.caller()));
        }
        holder();
        String environment = token.environment();
        if (environment != null) {
            line.put("env", environment);
        }
        line.put("exp", token.expiresAt());
        if (token.generation() >= 0) {
            line.put("gen", token.generation());
        }
        line.put("iat", token.issuedAt());
        if (token.kind() != TokenKind.SEGMENT) {
            line.put("kind", token.kind().toString());
        }
        if (token.maxAge() >= 0) {
            line.put("max_age", token.maxAge());
        }
        if (token.notBefore() != token.issuedAt()) {
            line.put("nbf", token.notBefore());
        }
        texts("net", token.networks());
        authority();
        subject();
        tested();
        windows();
        line.endObject();
    }

    private void audience() {
        String target = judgement.target().map(ServiceName::text).orElse(null);
        if (token.audience().size() != 1 || !token.audience().get(0).equals(target)) {
            line.array("aud");
            token.audience().forEach(line::item);
            line.endArray();
        }
    }

    private void holder() {
        if (token.certificate() != null || token.key() != null) {
            line.object("cnf");
            if (token.key() != null) {
                line.put("jkt", token.key().text());
            }
            if (token.certificate() != null) {
                line.put("x5t#S256", token.certificate().text());
            }
            line.endObject();
        }
    }

    private void authority() {
        String purpose = token.purpose();
        if (purpose != null && !purpose.equals(flow)) {
            line.put("purpose", purpose);
        }
        if (!token.scopes().isEmpty()) {
            line.put("scope", String.join(" ", token.scopes()));
        }
    }

    private void subject() {
        VerifiedToken.Subject user = token.subject();
        if (user != null && words.asksForSubject()) {
            line.object("subject");
            asked("groups", user.groups(), words::asksForGroup);
            line.put("iss", Words.name(user.issuer()));
            asked("roles", user.roles(), words::asksForRole);
            line.endObject();
        }
    }

    private void asked(String member, List<String> held, Predicate<String> asked) {
        texts(member, held.stream().filter(asked).toList());
    }

    private void texts(String member, List<?> values) {
        if (!values.isEmpty()) {
            line.array(member);
            values.forEach(value -> line.item(value.toString()));
            line.endArray();
        }
    }

    private void tested() {
        if (!words.testsClaims()) {
            return;
        }
        Map<String, ClaimValue> tested = new TreeMap<>();
        token.all().forEach((name, value) -> {
            if (words.testsClaim(name)) {
                tested.put(name, value);
            }
        });
        if (!tested.isEmpty()) {
            line.object("tested");
            tested.forEach(this::claim);
            line.endObject();
        }
    }

    private void claim(String name, ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            line.put(name, text.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            line.put(name, flag.value());
        } else if (value instanceof ClaimValue.Whole number && isExact(number.value())) {
            line.put(name, number.value());
        } else {
            line.array(name);
            if (value instanceof ClaimValue.Many many) {
                many.values().forEach(this::element);
            } else {
                line.array().endArray();
            }
            line.endArray();
        }
    }

    private void element(ClaimValue value) {
        if (value instanceof ClaimValue.Text text) {
            line.item(text.value());
        } else if (value instanceof ClaimValue.Flag flag) {
            line.item(flag.value());
        } else if (value instanceof ClaimValue.Whole number && isExact(number.value())) {
            line.item(number.value());
        } else {
            line.array().endArray();
        }
    }

    /** No policy can hold another number, and an array in an array equals nothing that one can hold. */
    private static boolean isExact(long number) {
        return number <= Json.LARGEST && number >= -Json.LARGEST;
    }

    private void windows() {
        if (token.windows().isEmpty()) {
            return;
        }
        line.array("windows");
        for (TimeWindow window : token.windows()) {
            line.object().array("days");
            window.days().forEach(day -> line.item(day.name().substring(0, 3).toLowerCase(Locale.ROOT)));
            line.endArray()
                    .put("from", minute(window.startMinute()))
                    .put("to", minute(window.endMinute()))
                    .put("zone", window.zone().getId())
                    .endObject();
        }
        line.endArray();
    }

    private static String minute(int minute) {
        int hours = minute / 60;
        int rest = minute % 60;
        return (hours < 10 ? "0" : "") + hours + (rest < 10 ? ":0" : ":") + rest;
    }
}
