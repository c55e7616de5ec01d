locals {
  # Settings that are left out have the function's defaults.
  settings = {
    CORDON_POLICY                = var.policy
    CORDON_ENVIRONMENT           = var.environment
    CORDON_BUNDLE_KEYS           = var.bundle_keys
    CORDON_MINIMUM_SEQUENCE      = tostring(var.minimum_sequence)
    CORDON_BUCKET                = var.state.bucket
    CORDON_PREFIX                = var.state.prefix
    CORDON_HEAD_TABLE            = var.state.head_table
    CORDON_CONTROL_TABLE         = var.state.control_table
    CORDON_ISSUER                = var.issuer
    CORDON_SIGNING_KEYS          = join(",", local.signing_key_arns)
    CORDON_SECRETS_PREFIX        = var.secrets_prefix
    CORDON_SECRETS_KEY           = var.state.kms_key_arn
    CORDON_SECRETS_RECOVERY_DAYS = tostring(var.recovery_days)
    CORDON_EVENT_ACCOUNTS        = join(",", local.accounts)
    CORDON_EVENT_REGIONS         = join(",", local.regions)
    CORDON_EVENT_NAMES           = join(",", [for resource, service in var.names : "${resource}=${service}"])
    CORDON_EVENT_OWN_NAMES       = var.own_names ? "yes" : ""
    CORDON_FLUSHED_STAGES        = join(",", [for it in var.flushed_stages : "${it.kind}/${it.api_id}/${it.stage}"])
    CORDON_CONNECTIONS_TABLE     = length(var.websocket_stages) > 0 ? var.state.connections_table : ""
    CORDON_WEBSOCKET_STAGES      = join(",", [for it in var.websocket_stages : "${it.api_id}/${it.stage}"])
    CORDON_INVENTORY_ACCOUNT     = var.inventory ? local.account : ""
    JAVA_TOOL_OPTIONS            = var.java_options
  }

  # A step of a rotation may take half a minute, and a batch has several.
  timeout = 120
}

# Made before the function, or Lambda would make one that keeps everything for ever. The function's role can't.
resource "aws_cloudwatch_log_group" "lifecycle" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn == "" ? null : var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "lifecycle" {
  function_name    = var.name
  description      = "Cordon: looks after the services of policy ${var.policy} in ${var.environment}"
  role             = aws_iam_role.lifecycle.arn
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "dev.cordon.aws.host.LifecycleHandler"
  runtime          = var.runtime
  architectures    = [var.architecture]
  memory_size      = var.memory
  timeout          = local.timeout
  tags             = var.tags

  environment {
    variables = { for name, value in local.settings : name => value if value != "" }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  lifecycle {
    precondition {
      condition     = length(join("", [for name, value in local.settings : "${name}${value}"])) <= 4000
      error_message = "the function's settings are over 4 KB, which Lambda refuses: put `bundle_keys` into a file of the package and write its name, or give functions and services the names of the policy's services (`own_names`)"
    }
    precondition {
      condition     = !var.inventory || contains(local.accounts, local.account)
      error_message = "`inventory` lists what runs in this account, which is none of `accounts`: add it, or leave `inventory` out"
    }
  }

  depends_on = [aws_cloudwatch_log_group.lifecycle, aws_iam_role_policy.lifecycle]
}
