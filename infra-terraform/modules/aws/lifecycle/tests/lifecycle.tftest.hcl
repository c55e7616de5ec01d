mock_provider "aws" {
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/shop-lifecycle" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/shop-lifecycle" }
  }
  mock_resource "aws_lambda_function" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:shop-lifecycle" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:eu-central-1:123456789012:key/1b2c" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:eu-central-1:123456789012:shop-lifecycle" }
  }
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:eu-central-1:123456789012:rule/shop-lifecycle-1" }
  }
  mock_data "aws_secretsmanager_secrets" {
    defaults = { names = ["cordon/orders-api", "cordon/orders-api-2"] }
  }
}

variables {
  name        = "shop-lifecycle"
  policy      = "shop"
  environment = "production"
  bundle_keys = "{\"keys\":[]}"
  issuer      = "https://tokens.shop.example"
  package     = "terraform.tf"
  names       = { "lambda/orders-prod" = "orders-api", "ecs/shop/payments" = "payments-api" }

  state = {
    bucket            = "shop-bundles-1"
    bucket_arn        = "arn:aws:s3:::shop-bundles-1"
    prefix            = "shop/"
    head_table        = "shop-head"
    head_table_arn    = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
    control_table     = "shop-control"
    control_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
    kms_key_arn       = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
  }
}

run "the_function_is_told_all_that_it_must_know" {
  assert {
    condition = aws_lambda_function.lifecycle.environment[0].variables == tomap({
      CORDON_POLICY                = "shop"
      CORDON_ENVIRONMENT           = "production"
      CORDON_BUNDLE_KEYS           = "{\"keys\":[]}"
      CORDON_MINIMUM_SEQUENCE      = "0"
      CORDON_BUCKET                = "shop-bundles-1"
      CORDON_PREFIX                = "shop/"
      CORDON_HEAD_TABLE            = "shop-head"
      CORDON_CONTROL_TABLE         = "shop-control"
      CORDON_ISSUER                = "https://tokens.shop.example"
      CORDON_SIGNING_KEYS          = "arn:aws:kms:eu-central-1:123456789012:key/1b2c"
      CORDON_SECRETS_PREFIX        = "cordon/"
      CORDON_SECRETS_KEY           = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
      CORDON_SECRETS_RECOVERY_DAYS = "30"
      CORDON_EVENT_ACCOUNTS        = "123456789012"
      CORDON_EVENT_REGIONS         = "eu-central-1"
      CORDON_EVENT_NAMES           = "ecs/shop/payments=payments-api,lambda/orders-prod=orders-api"
      JAVA_TOOL_OPTIONS            = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
    })
    error_message = jsonencode(aws_lambda_function.lifecycle.environment[0].variables)
  }
}

run "what_fails_comes_again_and_in_the_end_lies_where_somebody_looks" {
  assert {
    condition     = toset(aws_lambda_event_source_mapping.events.function_response_types) == toset(["ReportBatchItemFailures"])
    error_message = "a batch fails as a whole"
  }
  assert {
    condition     = aws_sqs_queue.events.visibility_timeout_seconds == 6 * aws_lambda_function.lifecycle.timeout
    error_message = "messages are handed out again while they are worked at"
  }
  assert {
    condition     = jsondecode(aws_sqs_queue.events.redrive_policy).maxReceiveCount == 5 && aws_sqs_queue.dead.message_retention_seconds == 1209600
    error_message = "what is not taken is lost"
  }
  assert {
    condition     = alltrue([for target in aws_cloudwatch_event_target.events : target.dead_letter_config[0].arn == aws_sqs_queue.dead.arn])
    error_message = "what EventBridge can't deliver is lost"
  }
  assert {
    condition     = alltrue([for queue in [aws_sqs_queue.events, aws_sqs_queue.dead] : queue.sqs_managed_sse_enabled])
    error_message = "a queue is not encrypted"
  }
}

run "only_these_rules_may_send" {
  assert {
    condition     = alltrue([for queue in [aws_sqs_queue_policy.events, aws_sqs_queue_policy.dead] : alltrue([for statement in jsondecode(queue.policy).Statement : statement.Action == "sqs:SendMessage" && length(statement.Condition.ArnEquals["aws:SourceArn"]) > 0])])
    error_message = "somebody else may"
  }
  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.events : jsondecode(rule.event_pattern).account == ["123456789012"] && jsondecode(rule.event_pattern).region == ["eu-central-1"] && alltrue([for source in jsondecode(rule.event_pattern).source : startswith(source, "aws.")])])
    error_message = "events of others are sent"
  }
}

run "the_schedules_are_told_apart" {
  assert {
    condition     = { for name, schedule in aws_scheduler_schedule.lifecycle : schedule.schedule_expression => schedule.target[0].input } == { "rate(1 minute)" = "{\"schedule\":\"work\"}", "rate(10 minutes)" = "{\"schedule\":\"reconcile\"}" }
    error_message = "other schedules"
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.scheduler.policy).Statement : [statement.Action, statement.Resource]] == [["lambda:InvokeFunction", "arn:aws:lambda:eu-central-1:123456789012:function:shop-lifecycle"]]
    error_message = "the scheduler may more"
  }
}

run "the_role_may_what_it_must_and_no_more" {
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : statement.Sid if can(regex("[*]", jsonencode(statement.Resource)))] == ["KeepServicesSecrets", "WriteToOwnLog", "SendTraces"]
    error_message = "a wildcard without its reason"
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : statement.Resource if statement.Sid == "KeepServicesSecrets"] == ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:cordon/*"]
    error_message = "other secrets"
  }
  assert {
    condition     = !can(regex("dynamodb:(Scan|DeleteTable|[*])|secretsmanager:([*]|ListSecrets)|kms:[*]", aws_iam_role_policy.lifecycle.policy))
    error_message = "it may more"
  }
}

run "only_those_stages_forget" {
  variables {
    flushed_stages = [{ kind = "rest", api_id = "a1b2c3", stage = "live" }, { kind = "http", api_id = "d4e5f6", stage = "$default" }]
  }

  assert {
    condition     = aws_lambda_function.lifecycle.environment[0].variables["CORDON_FLUSHED_STAGES"] == "rest/a1b2c3/live,http/d4e5f6/$default"
    error_message = "others do"
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : statement if statement.Sid == "HaveStagesForget"] == [{ Sid = "HaveStagesForget", Effect = "Allow", Action = "apigateway:DELETE", Resource = ["arn:aws:apigateway:eu-central-1::/restapis/a1b2c3/stages/live/cache/authorizers", "arn:aws:apigateway:eu-central-1::/apis/d4e5f6/stages/$default/cache/authorizers"] }]
    error_message = aws_iam_role_policy.lifecycle.policy
  }
}

run "no_connections_are_closed_unless_wanted" {
  variables {
    state = {
      bucket                = "shop-bundles-1"
      bucket_arn            = "arn:aws:s3:::shop-bundles-1"
      prefix                = "shop/"
      head_table            = "shop-head"
      head_table_arn        = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
      control_table         = "shop-control"
      control_table_arn     = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
      connections_table     = "shop-connections"
      connections_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-connections"
      kms_key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    }
  }

  assert {
    condition     = length(setintersection(keys(aws_lambda_function.lifecycle.environment[0].variables), ["CORDON_CONNECTIONS_TABLE", "CORDON_WEBSOCKET_STAGES"])) == 0
    error_message = "some are"
  }
  assert {
    condition     = !can(regex("execute-api|shop-connections", aws_iam_role_policy.lifecycle.policy))
    error_message = aws_iam_role_policy.lifecycle.policy
  }
}

run "only_connections_of_those_stages_are_closed" {
  variables {
    websocket_stages = [{ api_id = "a1b2c3", stage = "live" }, { api_id = "d4e5f6", stage = "test" }]

    state = {
      bucket                = "shop-bundles-1"
      bucket_arn            = "arn:aws:s3:::shop-bundles-1"
      prefix                = "shop/"
      head_table            = "shop-head"
      head_table_arn        = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-head"
      control_table         = "shop-control"
      control_table_arn     = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-control"
      connections_table     = "shop-connections"
      connections_table_arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-connections"
      kms_key_arn           = "arn:aws:kms:eu-central-1:123456789012:key/0a1b"
    }
  }

  assert {
    condition     = aws_lambda_function.lifecycle.environment[0].variables["CORDON_WEBSOCKET_STAGES"] == "a1b2c3/live,d4e5f6/test" && aws_lambda_function.lifecycle.environment[0].variables["CORDON_CONNECTIONS_TABLE"] == "shop-connections"
    error_message = jsonencode(aws_lambda_function.lifecycle.environment[0].variables)
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : statement if statement.Sid == "CloseConnections"] == [{ Sid = "CloseConnections", Effect = "Allow", Action = "execute-api:ManageConnections", Resource = ["arn:aws:execute-api:eu-central-1:123456789012:a1b2c3/live/DELETE/@connections/*", "arn:aws:execute-api:eu-central-1:123456789012:d4e5f6/test/DELETE/@connections/*"] }]
    error_message = aws_iam_role_policy.lifecycle.policy
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : [statement.Sid, statement.Action] if can(regex("shop-connections", jsonencode(statement.Resource)))] == [["ReadAndForgetConnections", ["dynamodb:DeleteItem", "dynamodb:Query"]]]
    error_message = aws_iam_role_policy.lifecycle.policy
  }
}

run "nothing_is_listed_unless_wanted" {
  assert {
    condition     = !contains(keys(aws_lambda_function.lifecycle.environment[0].variables), "CORDON_INVENTORY_ACCOUNT")
    error_message = "something is"
  }
  assert {
    condition     = !can(regex("List(Functions|Clusters|Services)|apigateway:GET", aws_iam_role_policy.lifecycle.policy))
    error_message = "the role may"
  }
}

run "what_runs_is_listed_in_the_regions_that_count" {
  variables {
    inventory = true
    regions   = ["eu-central-1", "eu-west-1"]
    names     = { "apigateway/a1b2c3" = "orders-api" }
  }

  assert {
    condition     = aws_lambda_function.lifecycle.environment[0].variables["CORDON_INVENTORY_ACCOUNT"] == "123456789012"
    error_message = aws_lambda_function.lifecycle.environment[0].variables["CORDON_INVENTORY_ACCOUNT"]
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : statement.Condition.StringEquals["aws:RequestedRegion"] if statement.Sid == "ListWhatRuns"] == [["eu-central-1", "eu-west-1"]]
    error_message = aws_iam_role_policy.lifecycle.policy
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.lifecycle.policy).Statement : statement.Resource if statement.Sid == "ListApis"] == [["arn:aws:apigateway:eu-central-1::/restapis", "arn:aws:apigateway:eu-central-1::/apis", "arn:aws:apigateway:eu-west-1::/restapis", "arn:aws:apigateway:eu-west-1::/apis"]]
    error_message = aws_iam_role_policy.lifecycle.policy
  }
}

run "secrets_manager_may_ask_for_rotations_and_nobody_else" {
  variables {
    rotated_secrets = {
      orders   = { secret = "cordon/orders-api", days = 30 }
      database = { secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-a1b2c3", days = 7 }
    }
    rotation_layers = ["arn:aws:lambda:eu-central-1:123456789012:layer:database:3"]
  }

  assert {
    condition     = { for name, it in aws_secretsmanager_secret_rotation.secrets : it.secret_id => it.rotation_rules[0].automatically_after_days } == { "cordon/orders-api" = 30, "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-a1b2c3" = 7 }
    error_message = "others are rotated"
  }
  assert {
    condition     = aws_lambda_function.rotation.handler == "dev.cordon.aws.host.RotationHandler" && aws_lambda_function.rotation.environment[0].variables == aws_lambda_function.lifecycle.environment[0].variables && length(aws_lambda_function.rotation.layers) == 1
    error_message = "another function"
  }
  assert {
    condition     = aws_lambda_permission.rotation.principal == "secretsmanager.amazonaws.com" && aws_lambda_permission.rotation.source_account == "123456789012"
    error_message = "others may ask"
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.rotation.policy).Statement : statement.Sid if can(regex("[*]", jsonencode(statement.Resource)))] == ["KeepServicesSecrets", "LookAtVersionsOfServicesSecrets", "WriteToOwnLog", "SendTraces"]
    error_message = "a wildcard without its reason"
  }
  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.rotation.policy).Statement : statement.Resource if statement.Sid == "RotateOtherSecrets"] == [["arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-a1b2c3"]] && !can(regex("sqs:", aws_iam_role_policy.rotation.policy))
    error_message = "it may more, or less"
  }
}

run "without_other_secrets_it_may_none" {
  assert {
    condition     = length(aws_secretsmanager_secret_rotation.secrets) == 0 && !can(regex("RotateOtherSecrets", aws_iam_role_policy.rotation.policy))
    error_message = "it may more"
  }
}

run "keys_of_ones_own_sign" {
  variables {
    signing_key_arns = ["arn:aws:kms:eu-central-1:123456789012:key/one", "arn:aws:kms:eu-central-1:123456789012:key/two"]
  }

  assert {
    condition     = length(aws_kms_key.tokens) == 0 && aws_lambda_function.lifecycle.environment[0].variables["CORDON_SIGNING_KEYS"] == "arn:aws:kms:eu-central-1:123456789012:key/one,arn:aws:kms:eu-central-1:123456789012:key/two"
    error_message = "others do"
  }
}

run "several_accounts_by_list" {
  variables {
    accounts  = ["123456789012", "210987654321"]
    regions   = ["eu-central-1", "eu-west-1"]
    own_names = true
    event_bus = "arn:aws:events:eu-central-1:123456789012:event-bus/cordon"
  }

  assert {
    condition     = aws_lambda_function.lifecycle.environment[0].variables["CORDON_EVENT_ACCOUNTS"] == "123456789012,210987654321" && aws_lambda_function.lifecycle.environment[0].variables["CORDON_EVENT_OWN_NAMES"] == "yes"
    error_message = "not all"
  }
  assert {
    condition     = alltrue([for rule in aws_cloudwatch_event_rule.events : jsondecode(rule.event_pattern).account == ["123456789012", "210987654321"] && jsondecode(rule.event_pattern).region == ["eu-central-1", "eu-west-1"]])
    error_message = "not all are believed"
  }
  assert {
    condition = { for name, rule in aws_cloudwatch_event_rule.events : name => rule.event_bus_name } == merge([for what in keys(jsondecode(file("rules.json"))) : {
      (what)           = "default"
      "others-${what}" = "arn:aws:events:eu-central-1:123456789012:event-bus/cordon"
    }]...)
    error_message = "this account's events don't arrive, or those of others"
  }
  assert {
    condition     = { for name, target in aws_cloudwatch_event_target.events : name => [target.rule, target.event_bus_name, target.arn] } == { for name, rule in aws_cloudwatch_event_rule.events : name => [rule.name, rule.event_bus_name, aws_sqs_queue.events.arn] }
    error_message = "a rule leads nowhere"
  }
  assert {
    condition     = length(jsondecode(aws_sqs_queue_policy.events.policy).Statement[0].Condition.ArnEquals["aws:SourceArn"]) == 8
    error_message = "the queue does not take what a rule sends"
  }
}

run "the_default_bus_has_its_rules_once_however_it_is_called" {
  variables {
    event_bus = "arn:aws:events:eu-central-1:123456789012:event-bus/default"
  }

  assert {
    condition     = { for name, rule in aws_cloudwatch_event_rule.events : name => rule.event_bus_name } == { for what in keys(jsondecode(file("rules.json"))) : what => "default" }
    error_message = "twice, or not at all"
  }
  assert {
    condition     = alltrue([for name, rule in aws_cloudwatch_event_rule.events : { for key, value in jsondecode(rule.event_pattern) : key => value if !contains(["account", "region"], key) } == jsondecode(file("rules.json"))[name]])
    error_message = "other patterns"
  }
}

run "what_people_must_look_at_is_watched" {
  assert {
    condition = { for it in aws_cloudwatch_metric_alarm.lifecycle : it.alarm_name => "${it.namespace} ${it.metric_name}" } == {
      "shop-lifecycle-dead-letters"     = "AWS/SQS ApproximateNumberOfMessagesVisible"
      "shop-lifecycle-errors"           = "AWS/Lambda Errors"
      "shop-lifecycle-rotation-errors"  = "AWS/Lambda Errors"
      "shop-lifecycle-parked-rotations" = "Cordon ParkedRotations"
      "shop-lifecycle-leaked-secrets"   = "Cordon LeakedSecrets"
      "shop-lifecycle-open-findings"    = "Cordon OpenFindings"
    }
    error_message = "other alarms"
  }
}
