# Events of services in other accounts, in each of which ../aws-sender sends them to this bus: its ARN is an output.
resource "aws_cloudwatch_event_bus" "services" {
  count = length(var.other_accounts) > 0 ? 1 : 0

  name = "${var.name}-services"
}

resource "aws_cloudwatch_event_bus_policy" "services" {
  count = length(var.other_accounts) > 0 ? 1 : 0

  event_bus_name = aws_cloudwatch_event_bus.services[0].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TheseAccountsSend"
      Effect    = "Allow"
      Principal = { AWS = [for account in var.other_accounts : "arn:aws:iam::${account}:root"] }
      Action    = "events:PutEvents"
      Resource  = aws_cloudwatch_event_bus.services[0].arn
    }]
  })
}
