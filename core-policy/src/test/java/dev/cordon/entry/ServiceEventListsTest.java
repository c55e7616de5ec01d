package dev.cordon.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.registry.ServiceEvent.Details;
import dev.cordon.registry.ServiceEvent.Kind;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What events list, and the times that they tell, have an end. */
class ServiceEventListsTest {

    private static Details deprecated(String text) throws InvalidDocumentException {
        return ServiceEventDetails.read(Kind.DEPRECATED, (Json.Members) Json.parse(text));
    }

    private static String callers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"c" + i + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void a_thousand_may_be_listed_and_no_more() throws Exception {
        assertThat(deprecated("{\"callers\":" + callers(1_000) + "}")
                        .deprecation()
                        .orElseThrow()
                        .callers())
                .hasSize(1_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deprecated("{\"callers\":" + callers(1_001) + "}"))
                .withMessage("`callers` must be an array of at most 1000 strings");
    }

    @Test
    void a_year_of_more_than_four_digits_is_none() throws Exception {
        assertThat(deprecated("{\"until\":\"9999-12-31T23:59:59.123456789Z\"}").deprecation())
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deprecated("{\"until\":\"+12026-12-31T23:59:59.123456789Z\"}"))
                .withMessageStartingWith("`until` must be an instant");
    }
}
