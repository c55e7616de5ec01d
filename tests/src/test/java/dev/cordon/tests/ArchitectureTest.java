package dev.cordon.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The shape of the project, as rules that fail the build. */
@AnalyzeClasses(locations = MainClasses.class)
final class ArchitectureTest {
    /**
     * Scratch objects, each confined to one thread: they spare the hot path allocations or gather what is then frozen.
     * And the one cache, whose two generations are swapped together; and what counts calls, each guarded by its own
     * lock.
     */
    private static final Set<String> MUTABLE_CORE_CLASSES = Set.of(
            "dev.cordon.analysis.EdgeCount",
            "dev.cordon.analysis.EdgeSummary",
            "dev.cordon.chain.Coverage",
            "dev.cordon.chain.LogVerifier",
            "dev.cordon.chain.RecordChain",
            "dev.cordon.chain.TornLines",
            "dev.cordon.decision.Evaluation",
            "dev.cordon.decision.PathTrieBuilder",
            "dev.cordon.decision.PathWords$Builder",
            "dev.cordon.decision.RecentTokens",
            "dev.cordon.decision.EdgeIndex$Builder",
            "dev.cordon.limit.LocalCounterStore$Cell",
            "dev.cordon.limit.Share",
            "dev.cordon.policy.RuleEdges$Builder",
            "dev.cordon.document.JsonReader",
            "dev.cordon.document.Table",
            "dev.cordon.request.PathReader",
            "dev.cordon.token.VerifiedClaims");

    private static final String[] CORE = {
        "dev.cordon.network..",
        "dev.cordon.policy..",
        "dev.cordon.request..",
        "dev.cordon.certificate..",
        "dev.cordon.token..",
        "dev.cordon.decision..",
        "dev.cordon.revocation..",
        "dev.cordon.status..",
        "dev.cordon.limit..",
        "dev.cordon.audit..",
        "dev.cordon.chain..",
        "dev.cordon.gate..",
        "dev.cordon.document..",
        "dev.cordon.credential..",
        "dev.cordon.registry..",
        "dev.cordon.entry..",
        "dev.cordon.rotation..",
        "dev.cordon.lifecycle..",
        "dev.cordon.ledger..",
        "dev.cordon.apikey..",
        "dev.cordon.issuance..",
        "dev.cordon.administration..",
        "dev.cordon.publication..",
        "dev.cordon.cloud..",
        "dev.cordon.discovery..",
        "dev.cordon.upstream..",
        "dev.cordon.analysis..",
        "dev.cordon.authzen..",
    };

    /** What takes something as verified because a record says so. */
    private static final Set<String> REPLAY = Set.of(
            "dev.cordon.decision.RecordedCall",
            "dev.cordon.decision.RecordedVerification",
            "dev.cordon.decision.Replay",
            "dev.cordon.token.RecordedToken");

    private static final String CLI = "dev.cordon.cli..";
    private static final String MESH = "dev.cordon.mesh..";
    private static final String MESH_STORE = "dev.cordon.mesh.store..";
    private static final String AWS = "dev.cordon.aws..";
    private static final String AWS_CONTROL = "dev.cordon.aws.control..";
    private static final String AWS_HOST = "dev.cordon.aws.host..";
    private static final String AWS_STORE = "dev.cordon.aws.store..";
    private static final String DYNAMODB = "software.amazon.awssdk.services.dynamodb.DynamoDbClient";
    private static final String DECISION = "dev.cordon.decision..";
    private static final String TOKEN = "dev.cordon.token..";
    private static final String DOCUMENT = "dev.cordon.document..";

    private static final String[] JOSE = {"com.nimbusds.."};
    private static final String[] JSON = {"com.fasterxml.jackson.."};

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("dev.cordon.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a package in a cycle cannot be understood, tested or changed alone");

    @ArchTest
    static final ArchRule core_depends_on_little = classes()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(CORE)
                    .or(resideInAnyPackage(
                            "java..", "javax.crypto..", "javax.net..", "javax.security..", "org.jspecify.."))
                    .or(resideInAnyPackage(JOSE))
                    .or(resideInAnyPackage(JSON))
                    .or(describe(
                            "primitive types",
                            type -> type.getBaseComponentType().isPrimitive())))
            .because("the core must run unchanged in every cloud, beside every proxy and in a test");

    @ArchTest
    static final ArchRule jose_stays_in_token = library(JOSE, TOKEN)
            .because("what a signature means is decided in one package, whichever library checks it");

    @ArchTest
    static final ArchRule json_stays_in_document = library(JSON, DOCUMENT)
            .because("two JSON parsers, or two settings of one, could read one document in two ways");

    @ArchTest
    static final ArchRule yaml_and_command_lines_stay_in_cli = library(
                    new String[] {"org.snakeyaml..", "info.picocli..", "picocli.."}, CLI)
            .because("only authors write YAML and only people type commands; everything else loads bundles");

    @ArchTest
    static final ArchRule netty_stays_in_mesh =
            library(new String[] {"io.netty.."}, MESH).because("the server is one host of the core among several");

    @ArchTest
    static final ArchRule the_store_file_stays_in_its_store = library(new String[] {"org.h2.."}, MESH_STORE)
            .because("what is kept goes through the ports, whichever library writes the file");

    @ArchTest
    static final ArchRule core_knows_no_host = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, MESH, AWS)
            .because("arrows go one way: cli to mesh to core, and each cloud's adapter to core");

    @ArchTest
    static final ArchRule adapters_do_not_see_each_other = noClasses()
            .that()
            .resideInAnyPackage(AWS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, MESH)
            .because("a function carries what it needs and nothing else");

    @ArchTest
    static final ArchRule hosts_do_not_know_the_function = noClasses()
            .that()
            .resideInAnyPackage(CLI, MESH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AWS)
            .because("what a cloud brings to the command line is found as a plugin");

    @ArchTest
    static final ArchRule cloud_libraries_stay_in_their_store = library(new String[] {"software.amazon.."}, AWS_STORE)
            .because("the authorizer decides the same whatever library reads the bundle");

    @ArchTest
    static final ArchRule tables_are_never_scanned = classes()
            .should(not(accessTargetWhere(
                    target("a scan of a table", call -> reads(call, DYNAMODB, "scan", "scanPaginator")))))
            .because("a scan costs as much as all that is kept, and the functions' roles don't allow one");

    @ArchTest
    static final ArchRule lambda_stays_in_the_host = library(new String[] {"com.amazonaws..", "org.crac.."}, AWS_HOST)
            .because("questions and answers are bytes; who hands them over is the host's affair");

    @ArchTest
    static final ArchRule events_know_no_decision = noClasses()
            .that()
            .resideInAnyPackage("dev.cordon.aws.event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cordon.aws.authorizer..", AWS_HOST, AWS_STORE, DECISION, "dev.cordon.gate..")
            .because("what was asked is read before anybody thinks of an answer");

    @ArchTest
    static final ArchRule mesh_does_not_know_cli = noClasses()
            .that()
            .resideInAPackage(MESH)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(CLI)
            .because("the server can be embedded without the command line");

    @ArchTest
    static final ArchRule time_chance_and_environment_come_in_from_outside = classes()
            .that()
            .resideOutsideOfPackages(CLI, MESH, AWS_HOST)
            .should(not(accessTargetWhere(target(
                    "the time, a random id or the environment",
                    call -> reads(call, "java.time.Instant", "now")
                            || reads(call, "java.lang.System", "currentTimeMillis", "nanoTime", "getenv")
                            || reads(call, "java.util.UUID", "randomUUID")
                            || reads(call, "java.time.InstantSource", "system")
                            || (call.getOwner().isEquivalentTo(Clock.class)
                                    && call.getName().startsWith("system"))))))
            .because("the same snapshot, request and instant must give the same decision, in a replay and in a test");

    @ArchTest
    static final ArchRule only_cli_speaks_to_the_terminal = classes()
            .that()
            .resideOutsideOfPackage(CLI)
            .should(not(accessTargetWhere(
                    target("a standard stream", access -> reads(access, "java.lang.System", "in", "out", "err")))))
            .because("what is worth saying goes into a decision record or an answer, where it can be filtered");

    @ArchTest
    static final ArchRule only_decision_builds_decisions = classes()
            .that()
            .resideOutsideOfPackage(DECISION)
            .should(not(accessTargetWhere(target(
                    "the constructor of a decision",
                    call -> reads(call, "dev.cordon.decision.Decision$Allow", "<init>")
                            || reads(call, "dev.cordon.decision.Decision$Deny", "<init>")))))
            .because("an allow that nobody decided is a hole");

    @ArchTest
    static final ArchRule only_a_replay_believes_a_record = noClasses()
            .that()
            .resideOutsideOfPackage("dev.cordon.analysis..")
            .and(describe("are no part of the replay", type -> !isReplay(type)))
            .should()
            .dependOnClassesThat(describe("believe a record", ArchitectureTest::isReplay))
            .because("what a log says was verified must not open a gate");

    @ArchTest
    static final ArchRule tokens_are_verified_live_or_recorded = classes()
            .that()
            .implement("dev.cordon.decision.Verification")
            .should()
            .haveSimpleName("LiveVerification")
            .orShould()
            .haveSimpleName("RecordedVerification");

    @ArchTest
    static final ArchRule enforcement_points_know_no_analysis = noClasses()
            .that()
            .resideInAnyPackage("dev.cordon.gate..", "dev.cordon.authzen..", MESH, AWS)
            // the control plane decides again what was decided, and the authorizer's package has it not
            .and()
            .resideOutsideOfPackage(AWS_CONTROL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.cordon.analysis..")
            .because("what is asked about a policy or a log is asked beside the calls, not during one");

    @ArchTest
    static final ArchRule the_authorizer_knows_no_control_plane = noClasses()
            .that()
            .resideInAnyPackage("dev.cordon.aws.authorizer..", "dev.cordon.aws.event..", "dev.cordon.aws.connection..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AWS_CONTROL)
            .because("what takes a record's word for verified must not be within an enforcement point's reach");

    @ArchTest
    static final ArchRule core_fields_are_final = fields().that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(CORE)
            .and(describe(
                    "are no named exception",
                    (JavaField field) ->
                            !MUTABLE_CORE_CLASSES.contains(field.getOwner().getName())))
            .should()
            .beFinal()
            .because("state is published whole, as one immutable value");

    private static boolean isReplay(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return REPLAY.contains(nested < 0 ? name : name.substring(0, nested));
    }

    /** Only the named packages use the library. */
    private static ArchRule library(String[] library, String... users) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library);
    }

    private static DescribedPredicate<JavaAccess<?>> target(String description, Predicate<AccessTarget> predicate) {
        return describe("it is " + description, access -> predicate.test(access.getTarget()));
    }

    private static boolean reads(AccessTarget target, String owner, String... names) {
        return target.getOwner().getFullName().equals(owner) && List.of(names).contains(target.getName());
    }
}
