package dev.cordon.aws.bridge;

import dev.cordon.aws.bridge.BridgeReading.Passed;
import dev.cordon.aws.bridge.BridgeReading.Refused;
import dev.cordon.aws.bridge.BridgeReading.Told;
import dev.cordon.aws.bridge.BridgeReading.Why;
import dev.cordon.aws.event.EventFields;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.policy.Environment;
import dev.cordon.registry.ServiceEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads events as EventBridge hands them on. Only AWS itself can put events whose {@code source} begins with
 * {@code aws.} onto a bus, so an event of any other source is refused. Immutable; safe for use by many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html">Sources</a>
 */
public final class BridgeEvents {

    /** EventBridge takes events of 256 KB at most. */
    private static final int LARGEST = 512 * 1024;

    private static final String BY_CLOUD_TRAIL = "AWS API Call via CloudTrail";
    private static final String BY_ECS = "ECS Deployment State Change";

    private final BridgeRules rules;

    /** By those rules. */
    public BridgeEvents(BridgeRules rules) {
        this.rules = rules;
    }

    /**
     * Something that happened to a resource.
     *
     * @param what as {@link ServiceEvent#kind} says it
     * @param resource which resource, as {@link BridgeRules#names} has them
     * @param called what AWS calls it; empty where that is no name
     * @param revision the revision that runs from then on; empty where there is none to tell of
     * @param id the event's id at its source
     * @param at when it happened there
     */
    record Happened(
            ServiceEvent.Kind what,
            String resource,
            Optional<String> called,
            Optional<String> revision,
            String id,
            Instant at) {}

    /** Reads an event. Never fails: what can't be read is refused. */
    public BridgeReading read(byte[] utf8) {
        try {
            if (utf8.length <= LARGEST && Json.parseWithNumbersAsText(utf8) instanceof Json.Members members) {
                return read(new EventFields("", members));
            }
            return new Refused("the event is no JSON object, or is larger than " + LARGEST + " bytes");
        } catch (InvalidDocumentException e) {
            return new Refused("the event is no JSON");
        } catch (UnreadableEventException e) {
            return new Refused(e.why());
        } catch (DateTimeException e) {
            return new Refused("a time of the event is none");
        } catch (IllegalArgumentException e) {
            return new Refused("a text of the event is longer than it may be, or has characters that it may not have");
        }
    }

    private BridgeReading read(EventFields event) throws UnreadableEventException {
        String source = event.required("source");
        if (!source.startsWith("aws.")) {
            return new Refused("the event is not AWS's own: its source does not begin with `aws.`");
        }
        Environment environment = rules.accounts().get(event.required("account"));
        if (environment == null) {
            return new Refused("the event is of an account that is not listed");
        }
        String region = event.required("region");
        if (!rules.regions().contains(region)) {
            return new Refused("the event is of a region that is not listed");
        }
        String type = event.required("detail-type");
        EventFields detail = event.object("detail");
        if (type.equals(BY_CLOUD_TRAIL)) {
            detail.agree("awsRegion", region, "its region");
            return reading(ApiCalls.read(detail), event, environment);
        }
        return type.equals(BY_ECS) && source.equals("aws.ecs")
                ? reading(EcsDeployments.read(event, detail), event, environment)
                : new Passed(Why.OTHER);
    }

    private BridgeReading reading(Outcome outcome, EventFields event, Environment environment)
            throws UnreadableEventException {
        if (outcome.happened().isEmpty()) {
            return new Passed(outcome.passed());
        }
        Happened happened = outcome.happened().get();
        ServiceEvent.Origin origin = new ServiceEvent.Origin(
                "aws:" + event.required("account") + ":" + event.required("region"), happened.id(), happened.at());
        return rules.service(happened.resource(), happened.called())
                .<BridgeReading>map(service -> new Told(new ServiceEvent(
                        happened.what(),
                        service,
                        environment,
                        happened.revision().map(ServiceEvent.Details::running).orElse(ServiceEvent.Details.NONE),
                        origin)))
                .orElse(new Passed(Why.NO_SERVICE));
    }

    /**
     * What happened, or why nothing did.
     *
     * @param happened empty where nothing did
     * @param passed why not
     */
    record Outcome(Optional<Happened> happened, Why passed) {

        static Outcome of(Happened happened) {
            return new Outcome(Optional.of(happened), Why.OTHER);
        }

        static Outcome passed(Why why) {
            return new Outcome(Optional.empty(), why);
        }
    }
}
