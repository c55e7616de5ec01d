package dev.cordon.document;

import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.EnforcementPoint;
import dev.cordon.policy.EnforcementPointName;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Membership;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.Scope;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.policy.Vouching;
import dev.cordon.policy.WorkloadIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads policies, member by member in canonical order. Used once. */
final class PolicyReader {

    /** What silence on a flow's tokens does not mean. */
    private static final List<TokenKind> OTHER_TOKENS =
            List.of(TokenKind.EXTERNAL, TokenKind.API_KEY, TokenKind.VOUCHED);

    /** What silence on calls that can't be counted does not mean. */
    private static final List<Uncounted> LAXER_COUNTS = List.of(Uncounted.LOCAL, Uncounted.ALLOW);

    private final JsonReader json;
    private final ValueReader values;
    private final IssuerReader issuer;
    private final ValueReader.Value<Condition> condition;
    private final ValueReader.Value<FlowId> next;
    private final ValueReader.Value<RateLimit> rate;
    private final ValueReader.Value<Membership> membership;
    private final ValueReader.Value<Rotation> rotation;
    private final ValueReader.Value<TokenRules> tokenRules;
    private final ValueReader.Value<WorkloadIdentity> identity;
    private final ValueReader.Value<String> text;

    /** Each way to read an item is made once: to make one anew for every list costs more than to read the list. */
    PolicyReader(JsonReader json) {
        this.json = json;
        this.values = new ValueReader(json);
        ConditionReader conditions = new ConditionReader(values);
        this.condition = conditions::read;
        this.issuer = new IssuerReader(values, conditions);
        this.next = () -> new FlowId(json.text());
        this.rate = this::rate;
        this.membership = this::membership;
        this.rotation = this::rotation;
        this.tokenRules = this::tokenRules;
        this.identity = this::identity;
        this.text = json::text;
    }

    /** The document's one value, complete. */
    Policy read() throws InvalidDocumentException {
        json.next();
        Policy policy = values.valid(this::document);
        json.end();
        return policy;
    }

    private Policy document() throws InvalidDocumentException {
        json.beginObject();
        json.required("catalog");
        Catalog catalog = new Catalog(values);
        List<EnforcementPoint> points =
                json.optional("enforcementPoints") ? values.someItems(() -> enforcementPoint(catalog)) : List.of();
        List<Environment> environments = values.list("environments", () -> new Environment(json.text()));
        List<Flow> flows = values.list("flows", () -> flow(catalog));
        List<Forbid> forbids = values.list("forbids", () -> forbid(catalog));
        List<Issuer> issuers = values.list("issuers", () -> issuer.read(catalog));
        PolicyName name = new PolicyName(values.text("name"));
        List<Segment> segments = values.list("segments", () -> segment(catalog));
        List<Service> services = values.list("services", () -> service(catalog));
        json.endObject();
        catalog.requireUsed();
        return new Policy(name, environments, issuers, segments, services, flows, forbids, points);
    }

    private EnforcementPoint enforcementPoint(Catalog catalog) throws InvalidDocumentException {
        json.beginObject();
        EnforcementPointName name = new EnforcementPointName(values.text("name"));
        ServiceName service = catalog.service(values.text("service"));
        List<Vouching> vouchesFor = values.list("vouchesFor", () -> values.word(Vouching.values()));
        json.endObject();
        EnforcementPoint point = new EnforcementPoint(name, service, vouchesFor);
        values.requireKept(vouchesFor, point.vouchesFor());
        return point;
    }

    private Flow flow(Catalog catalog) throws InvalidDocumentException {
        json.beginObject();
        Party from = catalog.party("from");
        FlowId id = new FlowId(values.text("id"));
        Mode mode = json.optional("mode") ? values.other(Mode.SHADOW) : Mode.ENFORCE;
        List<FlowId> onward = json.optional("onward") ? values.someItems(next) : List.of();
        Operations operations = catalog.operations();
        Rates rates = rates();
        List<Scope> scopes = catalog.scopes();
        Party to = catalog.party("to");
        TokenKind tokens = json.optional("tokens") ? values.other(OTHER_TOKENS) : TokenKind.SEGMENT;
        List<Condition> when = values.list("when", condition);
        json.endObject();
        Flow flow = new Flow(id, new Edge(from, to, operations), scopes, when, rates, mode, tokens, onward);
        values.requireKept(scopes, flow.scopes());
        values.requireKept(when, flow.when());
        values.requireKept(onward, flow.onward());
        return flow;
    }

    private Forbid forbid(Catalog catalog) throws InvalidDocumentException {
        json.beginObject();
        Party from = catalog.party("from");
        ForbidId id = new ForbidId(values.text("id"));
        Operations operations = catalog.operations();
        Party to = catalog.party("to");
        List<Condition> when = values.list("when", condition);
        json.endObject();
        Forbid forbid = new Forbid(id, new Edge(from, to, operations), when);
        values.requireKept(when, forbid.when());
        return forbid;
    }

    private Rates rates() throws InvalidDocumentException {
        Optional<RateLimit> together = json.optional("rate") ? Optional.of(values.valid(rate)) : Optional.empty();
        Optional<RateLimit> perCaller =
                json.optional("ratePerCaller") ? Optional.of(values.valid(rate)) : Optional.empty();
        return together.isEmpty() && perCaller.isEmpty() ? Rates.NONE : new Rates(together, perCaller);
    }

    private RateLimit rate() throws InvalidDocumentException {
        json.beginObject();
        long burst = values.whole("burst");
        long calls = values.whole("calls");
        RateLimit.Per per = values.word("per", RateLimit.Per.values());
        json.endObject();
        return new RateLimit(calls, per, burst);
    }

    private Segment segment(Catalog catalog) throws InvalidDocumentException {
        json.beginObject();
        CallerAuthentication authentication = values.word("authentication", CallerAuthentication.values());
        Duration denyAfter = Duration.ofMillis(values.whole("denyAfterMillis"));
        List<Membership> members = json.optional("members") ? values.someItems(membership) : List.of();
        SegmentName name = catalog.segment(values.text("name"));
        Rates rates = rates();
        Duration refresh = Duration.ofMillis(values.whole("refreshMillis"));
        Optional<Rotation> rotates = json.optional("rotation") ? Optional.of(values.valid(rotation)) : Optional.empty();
        json.required("token");
        TokenRules token = values.valid(tokenRules);
        Trust trust = values.word("trust", Trust.values());
        Uncounted uncounted = json.optional("uncounted") ? values.other(LAXER_COUNTS) : Uncounted.DENY;
        json.endObject();
        Segment.Freshness freshness = new Segment.Freshness(refresh, denyAfter);
        Segment segment = new Segment(
                name, trust, authentication, token, freshness, new Segment.Limits(rates, uncounted), rotates, members);
        values.requireKept(members, segment.members());
        return segment;
    }

    private Membership membership() throws InvalidDocumentException {
        json.beginObject();
        List<String> accounts = values.list("accounts", text);
        Optional<String> spiffe = json.optional("spiffe") ? Optional.of(json.text()) : Optional.empty();
        List<Tag> tags = values.list("tags", this::tag);
        json.endObject();
        Membership membership = new Membership(accounts, tags, spiffe);
        values.requireKept(accounts, membership.accounts());
        values.requireKept(tags, membership.tags());
        return membership;
    }

    private Tag tag() throws InvalidDocumentException {
        return Tag.parse(json.text())
                .orElseThrow(() -> new IllegalArgumentException("a tag is `key=value` of printable ASCII"));
    }

    private Rotation rotation() throws InvalidDocumentException {
        json.beginObject();
        Optional<Duration> every = seconds("everySeconds");
        Duration grace = Duration.ofSeconds(values.whole("graceSeconds"));
        Optional<Duration> minAge = seconds("minAgeSeconds");
        json.endObject();
        return new Rotation(minAge, every, grace);
    }

    private Optional<Duration> seconds(String name) throws InvalidDocumentException {
        return json.optional(name) ? Optional.of(Duration.ofSeconds(json.whole())) : Optional.empty();
    }

    private TokenRules tokenRules() throws InvalidDocumentException {
        json.beginObject();
        List<Binding> bind = values.list("bind", () -> values.word(Binding.values()));
        boolean strictReplay = values.flag("strictReplay");
        Duration ttl = Duration.ofSeconds(values.whole("ttlSeconds"));
        json.endObject();
        TokenRules rules = new TokenRules(ttl, bind, strictReplay);
        values.requireKept(bind, rules.bind());
        return rules;
    }

    private Service service(Catalog catalog) throws InvalidDocumentException {
        json.beginObject();
        List<String> hosts = values.list("hosts", text);
        List<WorkloadIdentity> identities = values.list("identities", identity);
        ServiceName name = catalog.service(values.text("name"));
        Optional<Operations> operations =
                json.optional("operations") ? Optional.of(catalog.operationsHere()) : Optional.empty();
        Optional<String> publicUrl = json.optional("publicUrl") ? Optional.of(json.text()) : Optional.empty();
        SegmentName segment = catalog.segment(values.text("segment"));
        json.endObject();
        Service service = new Service(name, segment, hosts, operations, identities, publicUrl);
        values.requireKept(hosts, service.hosts());
        values.requireKept(identities, service.identities());
        if (!service.publicUrl().equals(publicUrl)) {
            throw json.wrong("a service with a host names its `publicUrl`");
        }
        return service;
    }

    private WorkloadIdentity identity() throws InvalidDocumentException {
        json.beginObject();
        WorkloadIdentity identity;
        if (json.optional("dns")) {
            identity = new WorkloadIdentity.DnsName(json.text());
        } else if (json.optional("spiffe")) {
            identity = new WorkloadIdentity.SpiffeId(json.text());
        } else if (json.optional("subject")) {
            identity = new WorkloadIdentity.SubjectName(json.text());
        } else {
            identity = new WorkloadIdentity.Thumbprint(new KeyThumbprint(values.text("thumbprint")));
        }
        json.endObject();
        return identity;
    }
}
