locals {
  targets = flatten([for it in var.apis : concat(
    [for service in compact([it.service]) : "${it.api.id}=${service}"],
    [for stage, service in it.stages : "${it.api.id}/${stage}=${service}"],
  )])

  # arn:aws:execute-api:REGION:ACCOUNT:API
  accounts = distinct([for it in var.apis : split(":", it.api.execution_arn)[4]])

  # A state may be shared with authorizers of other kinds, which note nothing.
  connections = [for it in [var.state] : { table = it.connections_table, arn = it.connections_table_arn } if var.kind == "websocket" && it.connections_table != null]

  # Settings that are left out have the function's defaults.
  settings = {
    CORDON_POLICY             = var.policy
    CORDON_ENVIRONMENT        = var.environment
    CORDON_BUNDLE_KEYS        = var.bundle_keys
    CORDON_MINIMUM_SEQUENCE   = tostring(var.minimum_sequence)
    CORDON_BUCKET             = var.state.bucket
    CORDON_PREFIX             = var.state.prefix
    CORDON_HEAD_TABLE         = var.state.head_table
    CORDON_CONTROL_TABLE      = var.state.control_table
    CORDON_CONNECTIONS_TABLE  = join("", local.connections[*].table)
    CORDON_KINDS              = var.kind
    CORDON_TARGETS            = join(",", local.targets)
    CORDON_ACCOUNTS           = join(",", local.accounts)
    CORDON_MODE               = var.mode
    CORDON_TTL                = tostring(var.ttl)
    CORDON_IDENTITY_SOURCES   = join(",", local.identity_sources)
    CORDON_RESPONSE           = var.response
    CORDON_CLIENT_AUTHORITIES = var.client_authorities
    CORDON_UNAUTHORIZED       = var.unauthorized
    JAVA_TOOL_OPTIONS         = var.java_options
  }
}

# Made before the function, or Lambda would make one that keeps everything for ever. The function's role can't.
resource "aws_cloudwatch_log_group" "decisions" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn == "" ? null : var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "authorizer" {
  function_name                  = var.name
  description                    = "Cordon: decides calls by policy ${var.policy} of ${var.environment}"
  role                           = aws_iam_role.authorizer.arn
  filename                       = var.package
  source_code_hash               = filebase64sha256(var.package)
  handler                        = "dev.cordon.aws.host.AuthorizerHandler"
  runtime                        = var.runtime
  architectures                  = [var.architecture]
  memory_size                    = var.memory
  timeout                        = var.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true
  tags                           = var.tags

  environment {
    variables = { for name, value in local.settings : name => value if value != "" }
  }

  dynamic "snap_start" {
    for_each = var.snap_start ? [true] : []

    content {
      apply_on = "PublishedVersions"
    }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  dynamic "vpc_config" {
    for_each = length(var.subnet_ids) > 0 ? [true] : []

    content {
      subnet_ids         = var.subnet_ids
      security_group_ids = var.security_group_ids
    }
  }

  lifecycle {
    precondition {
      condition     = length(join("", [for name, value in local.settings : "${name}${value}"])) <= 4000
      error_message = "the function's settings are over 4 KB, which Lambda refuses: put `client_authorities` or `bundle_keys` into a file of the package and write its name"
    }
  }

  depends_on = [aws_cloudwatch_log_group.decisions, aws_iam_role_policy.authorizer]
}

# API Gateway asks the alias: a new version answers at once, and an earlier one after one change of `live_version`.
resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = "The version that API Gateway asks"
  function_name    = aws_lambda_function.authorizer.function_name
  function_version = var.live_version == "" ? aws_lambda_function.authorizer.version : var.live_version
}
