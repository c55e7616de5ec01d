package dev.cordon.tests.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One route of an API.
 *
 * @param method an HTTP method, or {@code ANY}
 * @param template such as {@code /charges/{id}}; a last segment {@code {rest+}} takes all that remain
 */
public record ApiRoute(String method, String template) {

    /**
     * A route that a call fits.
     *
     * @param route the route
     * @param parameters the values of its parameters, as they were sent
     */
    public record Match(ApiRoute route, Map<String, String> parameters) {}

    /** Reads {@code POST /charges}. */
    public static ApiRoute of(String text) {
        String[] parts = text.split(" ", 2);
        return new ApiRoute(parts[0], parts[1]);
    }

    /** The route that a call fits, the one with more literal text before the one with less. */
    public static Optional<Match> find(List<ApiRoute> routes, String method, String path) {
        List<Match> fitting = new ArrayList<>();
        for (ApiRoute route : routes) {
            if (route.method.equals("ANY") || route.method.equals(method)) {
                route.match(path).ifPresent(fitting::add);
            }
        }
        return fitting.stream()
                .min((one, other) -> Integer.compare(
                        one.parameters().size(), other.parameters().size()));
    }

    private Optional<Match> match(String path) {
        String[] wanted = template.substring(1).split("/", -1);
        String[] actual = path.substring(1).split("/", -1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (i >= actual.length) {
                return Optional.empty();
            }
            if (wanted[i].endsWith("+}")) {
                String rest = String.join("/", List.of(actual).subList(i, actual.length));
                parameters.put(wanted[i].substring(1, wanted[i].length() - 2), rest);
                return Optional.of(new Match(this, parameters));
            }
            if (wanted[i].startsWith("{")) {
                parameters.put(wanted[i].substring(1, wanted[i].length() - 1), actual[i]);
            } else if (!wanted[i].equals(actual[i])) {
                return Optional.empty();
            }
        }
        return wanted.length == actual.length ? Optional.of(new Match(this, parameters)) : Optional.empty();
    }
}
