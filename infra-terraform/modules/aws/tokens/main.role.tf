locals {
  # arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME
  place  = split(":", aws_cloudwatch_log_group.tokens.arn)
  region = local.place[3]

  # Kinds of entries of the control plane's table. The wildcards end in one service, one second or one list.
  read    = ["api-key", "credential-latest", "credential/*", "service"]
  written = ["count", "credential-usage/*", "number", "proof/*", "revocation", "revocation-end", "revocations-change", "status-list", "status/*", "token-expiry/*", "token/*"]

  statements = [
    {
      Sid      = "ReadWhatIsPublished"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for object in ["policy.bundle", "issuer.keys"] : "${var.state.bucket_arn}/${var.state.prefix}${object}"]
    },
    {
      # A token that its client revokes is told to enforcement points by the head.
      Sid      = "ReadTheHeadAndTellOfRevocations"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
      Resource = var.state.head_table_arn
      Condition = {
        "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["head"] }
      }
    },
    {
      Sid      = "ReadServicesAndCredentials"
      Effect   = "Allow"
      Action   = ["dynamodb:ConditionCheckItem", "dynamodb:GetItem", "dynamodb:Query"]
      Resource = var.state.control_table_arn
      Condition = {
        "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = concat(local.read, local.written, ["services-change"]) }
      }
    },
    {
      Sid      = "NoteWhatIsIssuedUsedAndRevoked"
      Effect   = "Allow"
      Action   = ["dynamodb:PutItem", "dynamodb:UpdateItem"]
      Resource = var.state.control_table_arn
      Condition = {
        "ForAllValues:StringLike" = { "dynamodb:LeadingKeys" = local.written }
      }
    },
    {
      # A revocation that lasts longer takes the place of the one before.
      Sid      = "MoveEndsOfRevocations"
      Effect   = "Allow"
      Action   = "dynamodb:DeleteItem"
      Resource = var.state.control_table_arn
      Condition = {
        "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["revocation-end"] }
      }
    },
    {
      Sid      = "SignTokens"
      Effect   = "Allow"
      Action   = ["kms:GetPublicKey", "kms:Sign"]
      Resource = var.signing_key_arns
    },
    {
      Sid      = "EncryptAndDecryptWhatIsStored"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = var.state.kms_key_arn
      Condition = {
        StringEquals = {
          "kms:ViaService" = [for service in ["s3", "dynamodb"] : "${service}.${local.region}.amazonaws.com"]
        }
      }
    },
    {
      # Lambda names the streams: the wildcard ends in this function's own log group.
      Sid      = "WriteToOwnLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.tokens.arn}:log-stream:*"
    },
  ]

  trace_statements = [for on in [var.tracing] : {
    # X-Ray has no resources that a statement could name.
    Sid      = "SendTraces"
    Effect   = "Allow"
    Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    Resource = "*"
  } if on]
}

resource "aws_iam_role" "tokens" {
  name                 = var.name
  description          = "What Cordon's token service ${var.name} may do"
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "tokens" {
  name = "tokens"
  role = aws_iam_role.tokens.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.statements, local.trace_statements)
  })
}
