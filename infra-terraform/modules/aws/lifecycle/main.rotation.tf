locals {
  rotation_name = "${var.name}-rotation"

  service_secrets = [for it in values(var.rotated_secrets) : it.secret if !startswith(it.secret, "arn:")]

  # Of others; those of services are the lifecycle's, and so is what they are encrypted with.
  other_secrets = [for it in values(var.rotated_secrets) : it.secret if startswith(it.secret, "arn:")]

  rotation_statements = concat(
    [
      {
        # Secrets Manager ends the ARN in six characters of its own: the wildcard ends in secrets of this prefix.
        Sid      = "LookAtVersionsOfServicesSecrets"
        Effect   = "Allow"
        Action   = "secretsmanager:ListSecretVersionIds"
        Resource = "arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${var.secrets_prefix}*"
      },
      {
        # Lambda names the streams: the wildcard ends in this function's own log group.
        Sid      = "WriteToOwnLog"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.rotation.arn}:log-stream:*"
      },
    ],
    [for secrets in [local.other_secrets] : {
      Sid      = "RotateOtherSecrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"]
      Resource = secrets
    } if length(secrets) > 0],
  )
}

resource "aws_cloudwatch_log_group" "rotation" {
  name              = "/aws/lambda/${local.rotation_name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_kms_key_arn == "" ? null : var.log_kms_key_arn
  tags              = var.tags
}

# Secrets Manager invokes it for each step of a rotation. It has no queue: what fails Secrets Manager asks for again.
resource "aws_lambda_function" "rotation" {
  function_name    = local.rotation_name
  description      = "Cordon: rotates secrets that Secrets Manager asks to be rotated"
  role             = aws_iam_role.rotation.arn
  filename         = var.package
  source_code_hash = filebase64sha256(var.package)
  handler          = "dev.cordon.aws.host.RotationHandler"
  runtime          = var.runtime
  architectures    = [var.architecture]
  memory_size      = var.memory
  timeout          = local.timeout
  layers           = var.rotation_layers
  tags             = var.tags

  environment {
    variables = { for name, value in local.settings : name => value if value != "" }
  }

  tracing_config {
    mode = var.tracing ? "Active" : "PassThrough"
  }

  depends_on = [aws_cloudwatch_log_group.rotation, aws_iam_role_policy.rotation]
}

resource "aws_iam_role" "rotation" {
  name                 = local.rotation_name
  description          = "What Cordon's rotation function ${local.rotation_name} may do"
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = aws_iam_role.lifecycle.assume_role_policy
}

resource "aws_iam_role_policy" "rotation" {
  name = "rotation"
  role = aws_iam_role.rotation.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.common_statements, local.rotation_statements, local.trace_statements)
  })
}

resource "aws_lambda_permission" "rotation" {
  statement_id   = "SecretsManagerOfThisAccount"
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.rotation.function_name
  principal      = "secretsmanager.amazonaws.com"
  source_account = local.account
}

data "aws_secretsmanager_secrets" "services" {
  count = length(local.service_secrets) > 0 ? 1 : 0

  filter {
    name   = "name"
    values = local.service_secrets
  }
}

resource "aws_secretsmanager_secret_rotation" "secrets" {
  for_each = var.rotated_secrets

  secret_id           = each.value.secret
  rotation_lambda_arn = aws_lambda_function.rotation.arn

  rotation_rules {
    automatically_after_days = each.value.days
  }

  lifecycle {
    precondition {
      condition     = startswith(each.value.secret, "arn:") || contains(flatten(data.aws_secretsmanager_secrets.services[*].names), each.value.secret)
      error_message = "a secret of `rotated_secrets` is not there: the first deploy of its service makes it, and the end of the service takes it away; name it while the service lives"
    }
  }

  depends_on = [aws_lambda_permission.rotation]
}
