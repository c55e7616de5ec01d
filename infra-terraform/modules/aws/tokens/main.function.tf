locals {
  # Settings that are left out have the function's defaults.
  settings = {
    CORDON_POLICY           = var.policy
    CORDON_ENVIRONMENT      = var.environment
    CORDON_BUNDLE_KEYS      = var.bundle_keys
    CORDON_MINIMUM_SEQUENCE = tostring(var.minimum_sequence)
    CORDON_BUCKET           = var.state.bucket
    CORDON_PREFIX           = var.state.prefix
    CORDON_HEAD_TABLE       = var.state.head_table
    CORDON_CONTROL_TABLE    = var.state.control_table
    CORDON_ISSUER           = var.issuer
    CORDON_SIGNING_KEYS     = join(",", var.signing_key_arns)
    CORDON_IDENTITY_REGIONS = join(",", var.identity_regions)
    JAVA_TOOL_OPTIONS       = var.java_options
  }

  # API Gateway waits for half a minute; who asks for a token does not.
  timeout = 15
}

# Made before the function, or Lambda would make one that keeps everything for ever. The function's role can't.
resource "aws_cloudwatch_log_group" "tokens" {
  name              = "/aws/lambda/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn == "" ? null : var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_function" "tokens" {
  function_name                  = var.name
  description                    = "Cordon: issues the tokens of ${var.issuer} by policy ${var.policy} of ${var.environment}"
  role                           = aws_iam_role.tokens.arn
  filename                       = var.package
  source_code_hash               = filebase64sha256(var.package)
  handler                        = "dev.cordon.aws.host.TokenHandler"
  runtime                        = var.runtime
  architectures                  = [var.architecture]
  memory_size                    = var.memory
  timeout                        = local.timeout
  reserved_concurrent_executions = var.reserved_concurrency
  tags                           = var.tags

  environment {
    variables = { for name, value in local.settings : name => value if value != "" }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  lifecycle {
    precondition {
      condition     = length(join("", [for name, value in local.settings : "${name}${value}"])) <= 4000
      error_message = "the function's settings are over 4 KB, which Lambda refuses: put `bundle_keys` into a file of the package and write its name"
    }
  }

  depends_on = [aws_cloudwatch_log_group.tokens, aws_iam_role_policy.tokens]
}
