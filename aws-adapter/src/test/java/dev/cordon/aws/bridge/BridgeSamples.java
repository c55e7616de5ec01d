package dev.cordon.aws.bridge;

/** Events as AWS documents them. */
public final class BridgeSamples {

    private BridgeSamples() {}

    /** A call of an API; {@code more} are members of its detail, each with a comma behind it. */
    static String call(String service, String name, String more) {
        return """
                {"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                 "detail-type": "AWS API Call via CloudTrail", "source": "aws.%1$s", "account": "123456789012",
                 "time": "2026-11-29T12:00:30Z", "region": "eu-central-1", "resources": [],
                 "detail": {"eventVersion": "1.08", "userIdentity": {"type": "AssumedRole", "arn":
                   "arn:aws:sts::123456789012:assumed-role/deployer/ci"}, "eventTime": "2026-11-29T12:00:00Z",
                   "eventSource": "%1$s.amazonaws.com", "eventName": "%2$s", "awsRegion": "eu-central-1",
                   "sourceIPAddress": "198.51.100.7", "userAgent": "aws-cli/2", %3$s
                   "requestID": "a1", "eventID": "e0c2", "readOnly": false, "eventType": "AwsApiCall",
                   "managementEvent": true, "recipientAccountId": "123456789012"}}
                """.formatted(service, name, more);
    }

    /** A call about a function. */
    public static String function(String name, String asked, String answered) {
        return call("lambda", name, "\"requestParameters\": {" + asked + "}, \"responseElements\": " + answered + ",");
    }

    /** A deployment of an ECS service. */
    static String deployment(String name) {
        return """
                {"version": "0", "id": "ddca6449-b258-46c0-8653-e0e3aEXAMPLE",
                 "detail-type": "ECS Deployment State Change", "source": "aws.ecs", "account": "123456789012",
                 "time": "2026-11-29T12:31:14Z", "region": "eu-central-1",
                 "resources": ["arn:aws:ecs:eu-central-1:123456789012:service/shop/payments-api"],
                 "detail": {"eventType": "INFO", "eventName": "%s", "deploymentId": "ecs-svc/123",
                   "updatedAt": "2026-11-29T12:11:11Z", "reason": "ECS deployment ecs-svc/123"}}
                """.formatted(name);
    }
}
