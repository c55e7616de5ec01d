locals {
  # arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME
  place     = split(":", aws_cloudwatch_log_group.lifecycle.arn)
  partition = local.place[1]
  region    = local.place[3]
  account   = local.place[4]

  accounts = length(var.accounts) > 0 ? var.accounts : [local.account]
  regions  = length(var.regions) > 0 ? var.regions : [local.region]

  # What both functions need, whoever asks them.
  common_statements = [
    {
      Sid      = "ReadWhatIsPublished"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for object in ["policy.bundle", "issuer.keys"] : "${var.state.bucket_arn}/${var.state.prefix}${object}"]
    },
    {
      Sid      = "ReadTheHeadAndTellOfChanges"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:UpdateItem"]
      Resource = var.state.head_table_arn
      Condition = {
        "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["head"] }
      }
    },
    {
      Sid      = "KeepWhatTheControlPlaneKnows"
      Effect   = "Allow"
      Action   = ["dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"]
      Resource = var.state.control_table_arn
    },
    {
      # Secrets Manager ends the ARN in six characters of its own: the wildcard ends in secrets of this prefix.
      Sid      = "KeepServicesSecrets"
      Effect   = "Allow"
      Action   = ["secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:RestoreSecret", "secretsmanager:UpdateSecretVersionStage"]
      Resource = "arn:${local.partition}:secretsmanager:${local.region}:${local.account}:secret:${var.secrets_prefix}*"
    },
    {
      Sid      = "SignTokens"
      Effect   = "Allow"
      Action   = ["kms:GetPublicKey", "kms:Sign"]
      Resource = local.signing_key_arns
    },
    {
      Sid      = "EncryptAndDecryptWhatIsStored"
      Effect   = "Allow"
      Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource = var.state.kms_key_arn
      Condition = {
        StringEquals = {
          "kms:ViaService" = [for service in ["s3", "dynamodb", "secretsmanager"] : "${service}.${local.region}.amazonaws.com"]
        }
      }
    },
  ]

  statements = [
    {
      Sid      = "TakeEvents"
      Effect   = "Allow"
      Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
      Resource = aws_sqs_queue.events.arn
    },
    {
      # Lambda names the streams: the wildcard ends in this function's own log group.
      Sid      = "WriteToOwnLog"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "${aws_cloudwatch_log_group.lifecycle.arn}:log-stream:*"
    },
  ]

  flush_statements = [for stages in [var.flushed_stages] : {
    Sid      = "HaveStagesForget"
    Effect   = "Allow"
    Action   = "apigateway:DELETE"
    Resource = [for it in stages : "arn:${local.partition}:apigateway:${local.region}::/${it.kind == "rest" ? "restapis" : "apis"}/${it.api_id}/stages/${it.stage}/cache/authorizers"]
  } if length(stages) > 0]

  connection_statements = flatten([for stages in [var.websocket_stages] : [
    {
      Sid      = "ReadAndForgetConnections"
      Effect   = "Allow"
      Action   = ["dynamodb:DeleteItem", "dynamodb:Query"]
      Resource = var.state.connections_table_arn
    },
    {
      # API Gateway names connections: each wildcard ends in those of one stage.
      Sid      = "CloseConnections"
      Effect   = "Allow"
      Action   = "execute-api:ManageConnections"
      Resource = [for it in stages : "arn:${local.partition}:execute-api:${local.region}:${local.account}:${it.api_id}/${it.stage}/DELETE/@connections/*"]
    },
  ] if length(stages) > 0])

  inventory_statements = [for on in [var.inventory] : {
    # Lists of functions, clusters and their services have no resources that a statement could name.
    Sid      = "ListWhatRuns"
    Effect   = "Allow"
    Action   = ["lambda:ListFunctions", "ecs:ListClusters", "ecs:ListServices"]
    Resource = "*"
    Condition = {
      StringEquals = { "aws:RequestedRegion" = local.regions }
    }
  } if on]

  api_statements = [for on in [var.inventory] : {
    Sid      = "ListApis"
    Effect   = "Allow"
    Action   = "apigateway:GET"
    Resource = flatten([for region in local.regions : ["arn:${local.partition}:apigateway:${region}::/restapis", "arn:${local.partition}:apigateway:${region}::/apis"]])
  } if on && anytrue([for resource in keys(var.names) : startswith(resource, "apigateway/")])]

  trace_statements = [for on in [var.tracing] : {
    # X-Ray has no resources that a statement could name.
    Sid      = "SendTraces"
    Effect   = "Allow"
    Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    Resource = "*"
  } if on]
}

resource "aws_iam_role" "lifecycle" {
  name                 = var.name
  description          = "What Cordon's control plane ${var.name} may do"
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

resource "aws_iam_role_policy" "lifecycle" {
  name = "lifecycle"
  role = aws_iam_role.lifecycle.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.common_statements, local.statements, local.flush_statements, local.connection_statements, local.inventory_statements, local.api_statements, local.trace_statements)
  })
}
