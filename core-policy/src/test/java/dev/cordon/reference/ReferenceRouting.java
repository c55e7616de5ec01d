package dev.cordon.reference;

import dev.cordon.decision.Reason;
import dev.cordon.policy.Method;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which operation of which service a path means: every template is tried, those that match are ranked.
 *
 * @param denial why none, or null
 * @param service the service, or null
 * @param operation the operation; empty for a service that takes every path
 */
record ReferenceRouting(Reason denial, Service service, Optional<Operation> operation) {

    private record Offer(Service service, Operation operation) {
        List<String> segments() {
            return operation.path().segments();
        }
    }

    static ReferenceRouting find(Policy policy, Call call, String path) {
        List<Service> services = new ArrayList<>();
        for (Service service : policy.services()) {
            boolean meant = call.target().byHost()
                    ? service.hosts().contains(host(call.target().text()))
                    : service.name().text().equals(call.target().text());
            if (meant) {
                services.add(service);
            }
        }
        if (services.isEmpty()) {
            return denied(call.target().byHost() ? Reason.HOST_UNKNOWN : Reason.SERVICE_UNKNOWN);
        }
        List<Offer> offers = new ArrayList<>();
        for (Service service : services) {
            if (service.operations().orElse(null) instanceof Operations.All) {
                return known(call.method())
                        ? new ReferenceRouting(null, service, Optional.empty())
                        : denied(Reason.METHOD_UNKNOWN);
            }
            if (service.operations().orElse(null) instanceof Operations.Listed listed) {
                listed.list().forEach(operation -> offers.add(new Offer(service, operation)));
            }
        }
        return among(offers, call.method(), path);
    }

    private static ReferenceRouting among(List<Offer> offers, String method, String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        Optional<Offer> best = offers.stream()
                .filter(offer -> matches(offer.segments(), segments))
                .min(Comparator.comparing(offer -> literalsFirst(offer.segments())));
        if (best.isEmpty()) {
            return denied(Reason.OPERATION_UNKNOWN);
        }
        if (hidesLiteral(best.get().segments(), offers, segments)) {
            return denied(Reason.PATH_AMBIGUOUS);
        }
        String shape = shape(best.get().segments());
        for (Offer offer : offers) {
            if (shape(offer.segments()).equals(shape)
                    && offer.operation().method().name().equals(method)) {
                return new ReferenceRouting(null, offer.service(), Optional.of(offer.operation()));
            }
        }
        return denied(Reason.METHOD_UNKNOWN);
    }

    private static boolean matches(List<String> template, List<String> segments) {
        if (template.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean fits = PathTemplate.isParameter(template.get(i))
                    ? !segments.get(i).isEmpty()
                    : template.get(i).equals(segments.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Sorts as text: a literal comes before a parameter, the leftmost difference counts. */
    private static String literalsFirst(List<String> template) {
        StringBuilder rank = new StringBuilder();
        template.forEach(segment -> rank.append(PathTemplate.isParameter(segment) ? '1' : '0'));
        return rank.toString();
    }

    /** Whether at a parameter of the chosen template some literal stands that differs from the path in case only. */
    private static boolean hidesLiteral(List<String> chosen, List<Offer> offers, List<String> segments) {
        for (int i = 0; i < chosen.size(); i++) {
            if (PathTemplate.isParameter(chosen.get(i))) {
                String place = shape(chosen.subList(0, i));
                for (Offer offer : offers) {
                    List<String> other = offer.segments();
                    if (other.size() > i
                            && !PathTemplate.isParameter(other.get(i))
                            && shape(other.subList(0, i)).equals(place)
                            && !other.get(i).equals(segments.get(i))
                            && lower(other.get(i)).equals(lower(segments.get(i)))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    static String shape(List<String> template) {
        StringBuilder shape = new StringBuilder();
        template.forEach(segment -> shape.append('/').append(PathTemplate.isParameter(segment) ? "{}" : segment));
        return shape.toString();
    }

    private static boolean known(String method) {
        for (Method one : Method.values()) {
            if (one.name().equals(method)) {
                return true;
            }
        }
        return false;
    }

    private static String host(String text) {
        return lower(text.replaceFirst("(?s)^(.+):[0-9]*$", "$1"));
    }

    /** Lowers ASCII letters only, whatever the language. */
    static String lower(String text) {
        StringBuilder lower = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lower.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
        }
        return lower.toString();
    }

    private static ReferenceRouting denied(Reason reason) {
        return new ReferenceRouting(reason, null, Optional.empty());
    }
}
