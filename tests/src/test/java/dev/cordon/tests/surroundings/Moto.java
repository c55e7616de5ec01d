package dev.cordon.tests.surroundings;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The emulator of AWS, empty, on a free port. It does not outlive this process. */
public final class Moto implements AutoCloseable {

    /** The region that everything is in. */
    public static final String REGION = "eu-central-1";

    /** An archive of nothing. */
    private static final String EMPTY_ZIP = "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==";

    private static final Pattern READY = Pattern.compile("Running on http://127\\.0\\.0\\.1:(\\d+)");

    private static final Pattern KEY = Pattern.compile("<AccessKeyId>([^<]+)</AccessKeyId>");

    private final Child process;
    private final int port;

    /** By which it tells accounts apart. */
    private final String accessKey;

    private Moto(Child process, int port, String accessKey) {
        this.process = process;
        this.port = port;
        this.accessKey = accessKey;
    }

    /** Starts it. */
    public static Moto start() throws IOException, InterruptedException {
        String program = RealProgram.find("moto_server").toString();
        Child process = Child.start(Path.of("."), Map.of(), List.of(program, "-H", "127.0.0.1", "-p", "0"));
        Matcher ready = READY.matcher(process.await(line -> READY.matcher(line).find()));
        if (!ready.find()) {
            throw new IOException("moto_server does not start");
        }
        return new Moto(process, Integer.parseInt(ready.group(1)), "test");
    }

    /** The same one, as somebody in another account sees it, who has a role there. */
    public Moto inAccount(String account) throws IOException, InterruptedException {
        String role = "Action=AssumeRole&Version=2011-06-15&RoleSessionName=anyone&RoleArn=arn:aws:iam::" + account
                + ":role/anyone";
        Matcher key = KEY.matcher(send("sts", post("/", "application/x-www-form-urlencoded", role)));
        if (!key.find()) {
            throw new IOException("no credentials for the account " + account);
        }
        return new Moto(process, port, key.group(1));
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** What points AWS's programs here, and to nothing of the user's. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + port,
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", accessKey,
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true",
                "NO_PROXY", "127.0.0.1");
    }

    /** Asks a service of AWS. */
    public String get(String service, String path) throws IOException, InterruptedException {
        return send(service, HttpRequest.newBuilder(at(path)));
    }

    /**
     * Takes a bucket's policy away. The emulator obeys it, but for its conditions: what the policy denies where there
     * is no TLS, it denies always.
     *
     * @return the policy, to be put back
     */
    public String takeBucketPolicy(String name) throws IOException, InterruptedException {
        String policy = get("s3", "/" + name + "?policy");
        send("s3", HttpRequest.newBuilder(at("/" + name + "?policy")).DELETE());
        return policy;
    }

    /** Puts a bucket's policy back. */
    public void putBucketPolicy(String name, String policy) throws IOException, InterruptedException {
        send("s3", HttpRequest.newBuilder(at("/" + name + "?policy")).PUT(HttpRequest.BodyPublishers.ofString(policy)));
    }

    /** Makes a bucket. */
    public void makeBucket(String name) throws IOException, InterruptedException {
        String place = "<CreateBucketConfiguration><LocationConstraint>" + REGION
                + "</LocationConstraint></CreateBucketConfiguration>";
        send("s3", HttpRequest.newBuilder(at("/" + name)).PUT(HttpRequest.BodyPublishers.ofString(place)));
    }

    /** Makes a table with the key that a head needs. */
    public void makeTable(String name) throws IOException, InterruptedException {
        String table = "{\"TableName\":\"" + name + "\",\"BillingMode\":\"PAY_PER_REQUEST\","
                + "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
                + "\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}";
        String unused = call("dynamodb", "DynamoDB_20120810.CreateTable", table);
    }

    /** Makes a table with the keys that what the control plane keeps needs. */
    public void makeControlTable(String name) throws IOException, InterruptedException {
        String table = "{\"TableName\":\"" + name + "\",\"BillingMode\":\"PAY_PER_REQUEST\","
                + "\"KeySchema\":[{\"AttributeName\":\"kind\",\"KeyType\":\"HASH\"},"
                + "{\"AttributeName\":\"id\",\"KeyType\":\"RANGE\"}],"
                + "\"AttributeDefinitions\":[{\"AttributeName\":\"kind\",\"AttributeType\":\"S\"},"
                + "{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}";
        String unused = call("dynamodb", "DynamoDB_20120810.CreateTable", table);
    }

    /** Makes a key of KMS that signs, and says its id. */
    public String makeSigningKey() throws IOException, InterruptedException {
        String made =
                call("kms", "TrentService.CreateKey", "{\"KeySpec\":\"ECC_NIST_P256\",\"KeyUsage\":\"SIGN_VERIFY\"}");
        Matcher id = Pattern.compile("\"KeyId\": ?\"([^\"]+)\"").matcher(made);
        if (!id.find()) {
            throw new IOException("a key without an id: " + made);
        }
        return id.group(1);
    }

    /** Makes a function that others may name, says its ARN, and never runs it: that is the test's to do. */
    public String makeFunction(String name) throws IOException, InterruptedException {
        String role = "Action=CreateRole&Version=2010-05-08&RoleName=" + name + "&AssumeRolePolicyDocument=%7B%7D";
        send("iam", post("/", "application/x-www-form-urlencoded", role));
        String made = send(
                "lambda",
                post(
                        "/2015-03-31/functions",
                        "application/json",
                        "{\"FunctionName\":\"" + name + "\",\"Runtime\":\"java17\",\"Handler\":\"a\","
                                + "\"Role\":\"arn:aws:iam::123456789012:role/" + name + "\","
                                + "\"Code\":{\"ZipFile\":\"" + EMPTY_ZIP + "\"}}"));
        Matcher arn = Pattern.compile("\"FunctionArn\": ?\"([^\"]+)\"").matcher(made);
        if (!arn.find()) {
            throw new IOException("a function without an ARN: " + made);
        }
        return arn.group(1);
    }

    private HttpRequest.Builder post(String path, String type, String body) {
        return HttpRequest.newBuilder(at(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Calls a service of those that take JSON. */
    public String call(String service, String target, String json) throws IOException, InterruptedException {
        return send(service, post("/", "application/x-amz-json-1.1", json).header("X-Amz-Target", target));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The emulator tells services apart by the signature's scope, and checks no signature. */
    private String send(String service, HttpRequest.Builder request) throws IOException, InterruptedException {
        request.header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKey + "/20260101/" + REGION + "/" + service
                        + "/aws4_request, SignedHeaders=host, Signature=0");
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(service + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
