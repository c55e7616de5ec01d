package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.document.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What follows from an event of a service, as far as the server that runs can tell how much of it is done. */
final class Aftermath {

    private static final Set<String> UNDERWAY = Set.of("planned", "staged", "tested");

    private final StoreAccess access;
    private final String service;

    Aftermath(StoreAccess access, String service) {
        this.access = access;
        this.service = service;
    }

    /**
     * What is not done.
     *
     * @param what a line for people
     * @param isStuck whether it won't be done before somebody has looked
     */
    record Open(String what, boolean isStuck) {}

    /**
     * What is not done of a deploy or a way back; empty where nothing is left, or nothing was to be done, as where
     * secrets are left to people, or the service was retired since.
     */
    Optional<Open> ofDeploy() throws CommandException {
        for (Json.Members generation : generations()) {
            String state = Answers.shown(generation, "state");
            if (state.equals("parked")) {
                return Optional.of(new Open(described(generation), true));
            } else if (UNDERWAY.contains(state) || state.equals("current") && !isSettled(generation)) {
                return Optional.of(new Open(described(generation), false));
            }
        }
        return Optional.empty();
    }

    /** What is not done of a retirement; empty where nothing is left, or the service is back since with what it has. */
    Optional<Open> ofRetirement() throws CommandException {
        Json.Members registered = registered();
        if (registered.find("closing").isPresent()) {
            return Optional.of(new Open("what service `" + service + "` was given is not all revoked", false));
        }
        boolean isBack = !Answers.shown(registered, "stage").equals("retired");
        for (Json.Members generation : isBack ? List.<Json.Members>of() : generations()) {
            if (!Answers.shown(generation, "state").equals("revoked") || !isSettled(generation)) {
                return Optional.of(new Open(described(generation), false));
            }
        }
        return Optional.empty();
    }

    private Json.Members registered() throws CommandException {
        return Answers.items(access.ask("services/list", Json.object().put("service", service)), "services").stream()
                .findFirst()
                .orElseThrow(() -> CommandException.couldNot("service `" + service + "` is not registered any more"));
    }

    private List<Json.Members> generations() throws CommandException {
        return Answers.items(access.ask("rotations/list", Json.object().put("service", service)), "rotations");
    }

    private static boolean isSettled(Json.Members generation) {
        return generation.find("settled").filter(Json.of(true)::equals).isPresent();
    }

    private String described(Json.Members generation) {
        return "generation " + Answers.shown(generation, "generation") + " of service `" + service + "` is "
                + Answers.shown(generation, "state")
                + (isSettled(generation) ? "" : ", with something left to do")
                + Answers.text(generation, "problem").map(why -> ": " + why).orElse("");
    }
}
