module "observability" {
  source = "./observability"

  function_name = module.authorizer.function_name
  tags          = var.tags

  mode              = var.mode
  alarm_actions     = var.alarm_actions
  denied_per_minute = var.denied_per_minute
  staleness_seconds = var.staleness_seconds
  dashboard         = var.dashboard
}
