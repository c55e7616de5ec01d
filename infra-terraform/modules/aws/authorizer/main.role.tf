locals {
  # arn:PARTITION:logs:REGION:ACCOUNT:log-group:NAME
  place     = split(":", aws_cloudwatch_log_group.decisions.arn)
  partition = local.place[1]
  region    = local.place[3]
  account   = local.place[4]

  function_arn = "arn:${local.partition}:lambda:${local.region}:${local.account}:function:${var.name}"

  read_statements = [
    {
      Sid      = "ReadWhatIsPublished"
      Effect   = "Allow"
      Action   = "s3:GetObject"
      Resource = [for object in ["policy.bundle", "issuer.keys"] : "${var.state.bucket_arn}/${var.state.prefix}${object}"]
    },
    {
      Sid      = "ReadTheHead"
      Effect   = "Allow"
      Action   = "dynamodb:GetItem"
      Resource = var.state.head_table_arn
      Condition = {
        "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["head"] }
      }
    },
    {
      # Of the control plane's entries those that decisions go by, and no credentials or tokens.
      Sid      = "ReadServicesAndRevocations"
      Effect   = "Allow"
      Action   = ["dynamodb:GetItem", "dynamodb:Query"]
      Resource = var.state.control_table_arn
      Condition = {
        "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["count", "service", "services-change", "revocation", "revocations-change"] }
      }
    },
    {
      Sid      = "DecryptWhatIsStored"
      Effect   = "Allow"
      Action   = "kms:Decrypt"
      Resource = var.state.kms_key_arn
      Condition = {
        StringEquals = {
          "kms:ViaService" = ["s3.${local.region}.amazonaws.com", "dynamodb.${local.region}.amazonaws.com"]
        }
      }
    },
  ]

  connection_statements = [for it in local.connections : {
    Sid      = "NoteConnections"
    Effect   = "Allow"
    Action   = "dynamodb:PutItem"
    Resource = it.arn
  }]

  log_statements = [{
    # Lambda names the streams: the wildcard ends in this function's own log group.
    Sid      = "WriteToOwnLog"
    Effect   = "Allow"
    Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    Resource = "${aws_cloudwatch_log_group.decisions.arn}:log-stream:*"
  }]

  trace_statements = [for on in [var.tracing] : {
    # X-Ray has no resources that a statement could name.
    Sid      = "SendTraces"
    Effect   = "Allow"
    Action   = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    Resource = "*"
  } if on]

  network_statements = [for on in [length(var.subnet_ids) > 0] : {
    # Lambda makes the function's network interfaces in the role's name; it checks the right before there is one to name.
    Sid      = "JoinTheNetwork"
    Effect   = "Allow"
    Action   = ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"]
    Resource = "*"
  } if on]

  # The service may do that; the function's own code may not.
  own_network_statements = [for on in [length(var.subnet_ids) > 0] : {
    Sid       = "DenyTheNetworkToTheCode"
    Effect    = "Deny"
    Action    = ["ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses"]
    Resource  = "*"
    Condition = { ArnEquals = { "lambda:SourceFunctionArn" = [local.function_arn] } }
  } if on]

  role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      local.read_statements, local.connection_statements, local.log_statements, local.trace_statements, local.network_statements, local.own_network_statements,
    )
  })
}

resource "aws_iam_role" "authorizer" {
  name                 = var.name
  description          = "What Cordon's authorizer ${var.name} may do"
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

resource "aws_iam_role_policy" "authorizer" {
  name   = "authorizer"
  role   = aws_iam_role.authorizer.name
  policy = local.role_policy
}
