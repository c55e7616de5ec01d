locals {
  # Shared with whoever sends from elsewhere. Names of the calls of AWS's APIs end in the API's version, which differs from
  # call to call.
  patterns = jsondecode(file("${path.module}/rules.json"))

  # AWS tells of what happens in this account on its default bus, and nowhere else.
  buses = merge({ "" = "default" }, can(regex("^(arn:.*:event-bus/)?default$", var.event_bus)) ? {} : { "others-" = var.event_bus })

  rules = merge([for before, bus in local.buses : { for what, pattern in local.patterns : "${before}${what}" => { bus = bus, what = what, pattern = pattern } }]...)
}

resource "aws_cloudwatch_event_rule" "events" {
  for_each = local.rules

  name           = "${var.name}-${each.key}"
  description    = "Cordon: ${each.value.what} that come and go"
  event_bus_name = each.value.bus
  event_pattern  = jsonencode(merge(each.value.pattern, { account = local.accounts, region = local.regions }))
  tags           = var.tags
}

resource "aws_cloudwatch_event_target" "events" {
  for_each = local.rules

  rule           = aws_cloudwatch_event_rule.events[each.key].name
  event_bus_name = each.value.bus
  target_id      = "cordon"
  arn            = aws_sqs_queue.events.arn

  # What EventBridge can't deliver itself.
  dead_letter_config {
    arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_sqs_queue_policy" "dead" {
  queue_url = aws_sqs_queue.dead.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TheseRulesLeaveWhatTheyCannotDeliver"
      Effect    = "Allow"
      Principal = { Service = "events.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.dead.arn
      Condition = { ArnEquals = { "aws:SourceArn" = [for rule in aws_cloudwatch_event_rule.events : rule.arn] } }
    }]
  })
}
