output "alarm_arns" {
  value       = { for name, alarm in aws_cloudwatch_metric_alarm.authorizer : name => alarm.arn }
  description = "ARNs of the alarms, by what they watch."
}

output "dashboard" {
  value       = one(aws_cloudwatch_dashboard.authorizer[*].dashboard_name)
  description = "Name of the dashboard. Null where none is made."
}
