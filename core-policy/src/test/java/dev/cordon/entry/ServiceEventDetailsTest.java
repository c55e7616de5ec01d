package dev.cordon.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.policy.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.WorkloadIdentity.SpiffeId;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.Endpoint;
import dev.cordon.registry.ServiceEvent.Details;
import dev.cordon.registry.ServiceEvent.Kind;
import dev.cordon.registry.Workload;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceEventDetailsTest {

    private static Details read(Kind kind, String text) throws InvalidDocumentException {
        return ServiceEventDetails.read(kind, (Json.Members) Json.parse(text));
    }

    @Test
    void a_deploy_tells_what_the_service_is() throws Exception {
        assertThat(read(
                        Kind.DEPLOYED,
                        "{\"revisions\":[\"42\"],\"endpoints\":[\"https://pay.example\"],\"account\":\"prod\",\"tags\":[\"team=pay\",\"a=\"],"
                                + "\"spiffe\":\"spiffe://shop.example/pay\",\"other\":1}"))
                .isEqualTo(new Details(
                        Set.of("42"),
                        Optional.of(Set.of(new Endpoint("https://pay.example"))),
                        Optional.empty(),
                        Optional.of(new Workload(
                                Optional.of("prod"),
                                Set.of(new Tag("team", "pay"), new Tag("a", "")),
                                Optional.of(new SpiffeId("spiffe://shop.example/pay"))))));
        assertThat(read(Kind.CONFIGURED, "{\"tags\":[]}").workload())
                .as("which takes its tags away")
                .contains(new Workload(Optional.empty(), Set.of(), Optional.empty()));
        assertThat(read(Kind.DEPLOYED, "{}")).isEqualTo(Details.NONE);
    }

    @Test
    void a_deprecation_tells_until_when_and_for_whom() throws Exception {
        assertThat(read(Kind.DEPRECATED, "{}").deprecation()).contains(Deprecation.ANNOUNCED);
        assertThat(read(
                                Kind.DEPRECATED,
                                "{\"until\":\"2027-01-01T00:00:00Z\",\"callers\":[\"web\",\"web\"],"
                                        + "\"operations\":[\"GET /v1/{id}\"]}")
                        .deprecation())
                .contains(new Deprecation(
                        Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                        Set.of(new ServiceName("web")),
                        Set.of(Operation.parse("GET /v1/{id}"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    RETIRED     | {"until":"2027-01-01T00:00:00Z"} | `until` is for deprecated alone
                    DEPLOYED    | {"callers":[]}                   | `callers` is for deprecated alone
                    DEPRECATED  | {"tags":[]}                      | `tags` is for deployed and configured alone
                    ROLLED_BACK | {"account":"a"}                  | `account` is for deployed and configured alone
                    SCALED      | {"spiffe":"spiffe://a.example/b"} | `spiffe` is for deployed and configured alone
                    DEPLOYED    | {"revisions":42}                 | `revisions` must be an array
                    RETIRED     | {"revisions":["42"]}             | `revisions` is for deployed, rolled-back and scaled
                    DEPLOYED    | {"revisions":[""]}               | an event's revision has 1 to 256 characters
                    SCALED      | {"endpoints":[]}                 | `endpoints` is for deployed and configured alone
                    DEPLOYED    | {"endpoints":["orders.example"]} | an endpoint is a URL
                    DEPLOYED    | {"endpoints":["https://u@a/"]}   | an endpoint is a URL
                    DEPRECATED  | {"callers":[]}                   | `callers` lists one at least
                    DEPRECATED  | {"operations":[]}                | `operations` lists one at least
                    DEPLOYED    | {"operations":[]}                | `operations` is for deprecated alone
                    DEPRECATED  | {"operations":["get /orders"]}   | an operation is a method, a space and a path
                    DEPRECATED  | {"operations":["GET orders"]}    | path
                    DEPLOYED    | {"tags":"a=b"}                   | `tags` must be an array
                    DEPLOYED    | {"tags":[1]}                     | `tags` must be an array
                    DEPLOYED    | {"tags":["ab"]}                  | `tags` are texts `key=value`
                    DEPLOYED    | {"account":"a b"}                | an account, project or subscription
                    DEPLOYED    | {"spiffe":"a"}                   | a SPIFFE ID is
                    DEPRECATED  | {"until":"tomorrow"}             | `until` must be an instant
                    DEPRECATED  | {"until":"1969-12-31T00:00:00Z"} | `until` must be an instant
                    DEPRECATED  | {"callers":["No Name"]}          | service name
                    """)
    void what_is_not_of_its_form_or_not_for_its_kind_is_said(Kind kind, String text, String problem) {
        assertThatThrownBy(() -> read(kind, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem.replace("|", ""));
    }
}
