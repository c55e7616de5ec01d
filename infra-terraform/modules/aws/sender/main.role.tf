resource "aws_iam_role" "sender" {
  name                 = var.name
  description          = "Lets EventBridge send events of services to Cordon's control plane"
  permissions_boundary = var.permissions_boundary_arn == "" ? null : var.permissions_boundary_arn
  tags                 = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "events.amazonaws.com" }
      Condition = { ArnEquals = { "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.events : rule.arn] } }
    }]
  })
}

resource "aws_iam_role_policy" "sender" {
  name = "send"
  role = aws_iam_role.sender.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid      = "SendToTheControlPlanesBus"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = var.event_bus_arn
    }]
  })
}
