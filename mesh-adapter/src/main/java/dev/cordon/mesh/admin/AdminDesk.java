package dev.cordon.mesh.admin;

import dev.cordon.audit.AdministrationRecord;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Answers operators, whichever way they ask, and records each change that was asked for, whether it was made or
 * refused. Safe for use by many threads; blocks as long as the store does.
 */
final class AdminDesk {

    /** What of arguments and answers is recorded: none of it can be a secret, whatever was written there. */
    private static final Set<String> RECORDED = Set.of(
            "caller",
            "direction",
            "disposition",
            "ends",
            "environment",
            "expires",
            "generation",
            "issuer",
            "kind",
            "networks",
            "owner",
            "proof",
            "purpose",
            "quarantines",
            "reason",
            "revision",
            "revoked",
            "scopes",
            "second",
            "segment",
            "service",
            "state",
            "target",
            "until",
            "windows");

    private static final Set<String> IDS = Set.of("id", "transaction");

    /** No token is so short, and each API key has its prefix, whole or not. */
    private static final Pattern ID = Pattern.compile("(?!cordon_)[A-Za-z0-9._:~-]{1,96}");

    /** What a message quotes of what was asked, where that may be a key or a token. */
    private static final Pattern QUOTED = Pattern.compile("`(cordon_[^`]*|[^`]{97,})`");

    /**
     * API keys, JSON Web Tokens, also those whose header begins with a space or a line, and what an Authorization
     * header holds, wherever somebody wrote them; what is shorter may be a word. What was matched is never given back,
     * and three parts with dots begin at a part's beginning alone, so that the time grows with the text alone.
     */
    private static final Pattern SECRET = Pattern.compile("cordon_[A-Za-z0-9_-]++"
            + "|eyJ[A-Za-z0-9_-]{5,}+(?:\\.[A-Za-z0-9_.-]*+)?"
            + "|(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{22,}+"
            + "|(?i:bearer|dpop|basic)[\\s:=\"']++[A-Za-z0-9._~+/=-]{16,}+");

    private final AdminHandler handler;
    private final AdminSettings settings;
    private final Consumer<String> notices;
    private final RareNotices rare;

    /** @param notices takes a line for every change that is asked for, without secrets */
    AdminDesk(AdminHandler handler, AdminSettings settings, Consumer<String> notices) {
        this.handler = handler;
        this.settings = settings;
        this.notices = notices;
        this.rare = new RareNotices(settings.clock(), notices);
    }

    /**
     * The answer; nothing is thrown.
     *
     * @param by who asks
     */
    AdminAnswer answer(AdminRequest request, Asker by) {
        AdminAnswer answer = handler.answer(request, by);
        if (AdminHandler.changes(request)) {
            boolean done = answer.status() == Status.DONE;
            AdministrationRecord.Outcome outcome = new AdministrationRecord.Outcome(
                    answer.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    done ? Optional.empty() : Optional.of(withoutSecrets(answer)),
                    done ? recorded(answer.reveal()) : Json.object().build());
            settings.log()
                    .offer(new AdministrationRecord(
                            settings.clock().instant(),
                            by.toString(),
                            request.operation(),
                            recorded(request.arguments()),
                            outcome));
            tell(request, answer);
        }
        return answer;
    }

    /** Events that are not taken may be many: whoever sends them may go on. */
    private void tell(AdminRequest request, AdminAnswer answer) {
        boolean done = answer.status() == Status.DONE;
        String kind = done ? disposition(answer) : answer.status().name();
        String line = "administration: `" + request.operation() + "`: " + (done ? kind : withoutSecrets(answer));
        if (request.operation().equals(EventOperations.SEND) && !kind.equals("taken")) {
            rare.tell(kind, line);
        } else {
            notices.accept(line);
        }
    }

    private static String disposition(AdminAnswer answer) {
        return answer.reveal().find("disposition").orElse(new Json.Null()) instanceof Json.Text text
                ? text.value()
                : "done";
    }

    /** What an answer says, for the log: nothing in it that may be a key or a token. */
    static String withoutSecrets(AdminAnswer answer) {
        return masked(QUOTED.matcher(answer.message()).replaceAll("`...`"));
    }

    /** An id is recorded where it looks like one: somebody may have put a key or a token there. */
    private static Json.Members recorded(Json.Members members) {
        JsonObjectBuilder recorded = Json.object();
        members.map().forEach((name, value) -> {
            if (RECORDED.contains(name) || IDS.contains(name) && isId(value)) {
                recorded.put(name, masked(value));
            }
        });
        return recorded.build();
    }

    private static Json masked(Json value) {
        if (value instanceof Json.Text text) {
            return Json.of(masked(text.value()));
        } else if (value instanceof Json.Items items) {
            return Json.array(items.list().stream().map(AdminDesk::masked).toList());
        } else if (value instanceof Json.Members members) {
            JsonObjectBuilder all = Json.object();
            members.map().forEach((name, member) -> all.put(name, masked(member)));
            return all.build();
        }
        return value;
    }

    private static String masked(String text) {
        return SECRET.matcher(text).replaceAll("...");
    }

    private static boolean isId(Json value) {
        return value instanceof Json.Text text && ID.matcher(text.value()).matches();
    }
}
