package dev.cordon.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyCodecTest {

    /** One of each part, as short as it can be. */
    static final String SMALL = "{\"catalog\":{\"operations\":[\"POST /charges\",\"GET /charges/{id}\"],"
            + "\"parties\":[\"segment:ordering\",\"service:payments-api\",\"trust:partner\"],\"scopes\":[\"charge\"]},"
            + "\"environments\":[\"production\"],"
            + "\"flows\":[{\"from\":0,\"id\":\"charge\",\"operations\":[0],"
            + "\"rate\":{\"burst\":20,\"calls\":10,\"per\":\"s\"},\"scopes\":[0],\"to\":1,"
            + "\"when\":[{\"network\":[\"10.0.0.0/8\"]},{\"mtls\":\"required\"}]}],"
            + "\"forbids\":[{\"from\":2,\"id\":\"no-partner\",\"operations\":\"all\",\"to\":1,\"when\":[]}],"
            + "\"issuers\":[],\"name\":\"shop\","
            + "\"segments\":[{\"authentication\":\"token\",\"denyAfterMillis\":5000,\"name\":\"ordering\","
            + "\"refreshMillis\":2000,\"token\":{\"bind\":[\"mtls\"],\"strictReplay\":false,\"ttlSeconds\":300},"
            + "\"trust\":\"internal\"}],"
            + "\"services\":[{\"hosts\":[],\"identities\":[{\"spiffe\":\"spiffe://shop.example/payments\"}],"
            + "\"name\":\"payments-api\",\"operations\":[0,1],\"segment\":\"ordering\"}]}";

    private static Policy decode(String text) throws InvalidDocumentException {
        return PolicyCodec.decode(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void every_policy_reads_back_equal_and_has_one_text() throws Exception {
        RandomPolicies policies = new RandomPolicies(1);
        for (int i = 0; i < 2_000; i++) {
            Policy policy = policies.next();
            byte[] text = PolicyCodec.encode(policy);
            Policy again = PolicyCodec.decode(text);

            assertThat(again).as("run %d", i).isEqualTo(policy);
            assertThat(PolicyCodec.encode(again)).isEqualTo(text);
            assertThat(Json.parse(text).toCanonicalBytes()).isEqualTo(text);
        }
    }

    @Test
    void the_format_does_not_change_by_accident() throws Exception {
        Policy policy = decode(SMALL);

        assertThat(new String(PolicyCodec.encode(policy), StandardCharsets.UTF_8))
                .isEqualTo(SMALL);
        assertThat(PolicyCodec.revision(PolicyCodec.encode(policy)))
                .isEqualTo(PolicyCodec.revision(SMALL.getBytes(StandardCharsets.UTF_8)))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void limits_are_written_where_there_are_any() throws Exception {
        String limited = SMALL.replace(
                        "\"scopes\":[0],", "\"ratePerCaller\":{\"burst\":2,\"calls\":1,\"per\":\"m\"},\"scopes\":[0],")
                .replace(
                        "\"refreshMillis\"",
                        "\"rate\":{\"burst\":9,\"calls\":8,\"per\":\"s\"},\"ratePerCaller\":{\"burst\":7,\"calls\":6,\"per\":\"h\"},"
                                + "\"refreshMillis\"")
                .replace("\"trust\":\"internal\"", "\"trust\":\"internal\",\"uncounted\":\"local\"");
        Policy policy = decode(limited);

        assertThat(policy.flows().get(0).rate().perCaller()).hasToString("Optional[1/m burst 2]");
        assertThat(policy.segments().get(0).limits().rate().together()).hasToString("Optional[8/s burst 9]");
        assertThat(policy.segments().get(0).limits().rate().perCaller()).hasToString("Optional[6/h burst 7]");
        assertThat(policy.segments().get(0).limits().uncounted()).hasToString("local");
        assertThat(new String(PolicyCodec.encode(policy), StandardCharsets.UTF_8))
                .isEqualTo(limited);
    }

    @Test
    void rotation_is_written_where_there_is_any() throws Exception {
        for (String rotation :
                List.of("{\"graceSeconds\":60}", "{\"everySeconds\":3600,\"graceSeconds\":60,\"minAgeSeconds\":61}")) {
            String rotating = SMALL.replace("\"token\":", "\"rotation\":" + rotation + ",\"token\":");
            Policy policy = decode(rotating);

            assertThat(policy.segments().get(0).rotation()).isPresent();
            assertThat(new String(PolicyCodec.encode(policy), StandardCharsets.UTF_8))
                    .isEqualTo(rotating);
        }
        assertThat(decode(SMALL).segments().get(0).rotation()).isEmpty();
    }

    @Test
    void members_are_written_where_there_are_any() throws Exception {
        String members = "\"members\":[{\"accounts\":[\"a\",\"b\"],\"tags\":[\"team=pay\"]},"
                + "{\"accounts\":[],\"spiffe\":\"spiffe://shop.example/pay/*\",\"tags\":[]}],";
        String joined = SMALL.replace("\"name\":\"ordering\"", members + "\"name\":\"ordering\"");
        Policy policy = decode(joined);

        assertThat(policy.segments().get(0).members()).hasSize(2);
        assertThat(new String(PolicyCodec.encode(policy), StandardCharsets.UTF_8))
                .isEqualTo(joined);
    }

    /** What is changed, into what, and the place and problem that are named. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ,"name":"shop"                | ,                                   | column
                    "name":"shop"                 | "name":7                            | /name`: this must be a string
                    "name":"shop"                 | "name":"Shop"                       | is no policy name
                    "name":"shop"                 | "name":"shop","name":"shop"         | /name`: this member is unknown, repeated
                    "name":"shop"                 | "more":1,"name":"shop"              | /more`: this member is unknown, repeated
                    "issuers":[],                 | ` `                                 | member `issuers` is missing
                    "issuers":[],"name":"shop"    | "name":"shop","issuers":[]          | member `issuers` is missing
                    "issuers":[]                  | "issuers": []                       | not in canonical form
                    "issuers":[]                  | "issuers":{}                        | /issuers`: this must be an array
                    "id":"charge"                 | "id":"ch\\u0061rge"                 | not in canonical form
                    "id":"charge"                 | "id":"charge","mode":"enforce"      | /flows/0/mode`: this is `shadow` or left out
                    "id":"charge"                 | "id":"charge","onward":[]           | an empty list is left out
                    "id":"charge"                 | "id":"charge","onward":["x"]        | goes onward to an unknown flow
                    "operations":[0],             | ` `                                 | member `operations` is missing
                    "operations":[0],             | "operations":"some",                | /flows/0/operations`: this is `all`
                    "operations":[0],             | "operations":[],                    | operations are at least one
                    "operations":[0],             | "operations":[2],                   | /flows/0/operations/0`: `2` names none
                    "operations":[0],             | "operations":[1],                   | not in the order of first use
                    "operations":[0],             | "operations":[-1],                  | /flows/0/operations/0`: `-1` names none
                    "operations":[0],             | "operations":[0,0],                 | each named once
                    "calls":10                    | "calls":0                           | /flows/0/rate`: a rate and its burst
                    "calls":10                    | "calls":1.5                         | this must be a whole number
                    "calls":10                    | "calls":-0                          | zero has no sign
                    "calls":10                    | "calls":99999999999999999999        | larger than every reader
                    "per":"s"                     | "per":"d"                           | /flows/0/rate/per`: `d` is none of [s, m, h]
                    "scopes":[0],                 | "ratePerCaller":{},"scopes":[0],    | /flows/0/ratePerCaller
                    "refreshMillis":2000          | "rate":7,"refreshMillis":2000       | /segments/0/rate
                    "name":"ordering"             | "members":[],"name":"ordering"      | an empty list is left out
                    "name":"ordering"             | "members":[{"accounts":[],"tags":[]}],"name":"ordering" | known by their tags or their SPIFFE IDs
                    "name":"ordering"             | "members":[{"accounts":[],"tags":["a=b"]}],"name":"ordering" | only in accounts that are listed
                    "name":"ordering"             | "members":[{"accounts":["a"],"tags":["ab"]}],"name":"ordering" | a tag is `key=value`
                    "name":"ordering"             | "members":[{"accounts":["a b"],"tags":["a=b"]}],"name":"ordering" | is no account
                    "name":"ordering"             | "members":[{"accounts":["a","a"],"tags":["a=b"]}],"name":"ordering" | repeats a value
                    "name":"ordering"             | "members":[{"accounts":[],"spiffe":"spiffe://shop.example/*","tags":[]}],"name":"ordering" | members' SPIFFE IDs
                    "token":                      | "rotation":{},"token":              | /segments/0/rotation
                    "token":                      | "rotation":{"graceSeconds":59},"token": | a grace has 1 minute to 7 days
                    "token":                      | "rotation":{"everySeconds":3600,"graceSeconds":3600},"token": | outlives the grace
                    "trust":"internal"            | "trust":"internal","uncounted":"deny" | this is one of `local`, `allow`, or left out
                    "trust":"internal"            | "trust":"restricted","uncounted":"allow" | its calls can't go on uncounted
                    "scopes":[0],                 | "scopes":[0,0],                     | repeats a value
                    "scopes":[0],                 | "scopes":[],                        | the scopes list values that nothing uses
                    "charge"]},                   | "charge","charge"]},                | twice
                    10.0.0.0/8                    | 10.0.0.1/8                          | no network block
                    10.0.0.0/8                    | ::ffff:10.0.0.0/104                 | is written `10.0.0.0/8`
                    {"mtls":"required"}           | {"mtls":"maybe"}                    | /flows/0/when/1/mtls`: this is `required`
                    {"mtls":"required"}           | {}                                  | member `time` is missing
                    {"mtls":"required"}           | {"mtls":"required","time":[]}       | /flows/0/when/1/time`: this member is unknown
                    {"mtls":"required"}           | {"network":[]}                      | lists at least one value
                    trust:partner                 | trust:nobody                        | write `service:`, `segment:` or `trust:`
                    service:payments-api          | service:payment-api                 | names unknown service
                    segment:ordering              | trust:internal                      | must name a service or segment at both ends
                    ["mtls"]                      | ["mtls","environment"]              | not in its order
                    "strictReplay":false          | "strictReplay":0                    | this must be true or false
                    "ttlSeconds":300              | "ttlSeconds":0                      | /segments/0/token`: a token's ttl
                    "hosts":[]                    | "hosts":["h.example"]               | names its `publicUrl`
                    {"spiffe"                     | {"x":1,"spiffe"                     | member `thumbprint` is missing
                    POST /charges                 | POST charges                        | must start with `/`
                    POST /charges                 | post /charges                       | an operation is a method, a space and a path
                    "segment":"ordering"}]        | "segment":"ordering","x":1}]        | /services/0/x`: this member is unknown
                    "segment":"ordering"}]}       | "segment":"ordering"}]}{}           | something follows
                    """)
    void a_document_that_is_not_exactly_right_is_refused(String from, String to, String message) {
        String changed = SMALL.replace(from, to.strip());

        assertThat(changed).isNotEqualTo(SMALL);
        assertThatThrownBy(() -> decode(changed))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void what_can_not_be_written_is_not_written_differently() throws Exception {
        Policy small = decode(SMALL);
        ClaimValue nested = new ClaimValue.Many(List.of(new ClaimValue.Many(List.of())));
        ClaimValue half = new ClaimValue.Text("\ud800");

        for (ClaimValue value : List.of(nested, half)) {
            Condition claim = new Condition.Claim("c", new ClaimTest.Equal(value));
            Forbid forbid = new Forbid(
                    small.forbids().get(0).id(), small.forbids().get(0).edge(), List.of(claim));
            Policy policy = new Policy(
                    small.name(),
                    small.environments(),
                    small.issuers(),
                    small.segments(),
                    small.services(),
                    small.flows(),
                    List.of(forbid));

            assertThatIllegalArgumentException().isThrownBy(() -> PolicyCodec.encode(policy));
        }
    }
}
