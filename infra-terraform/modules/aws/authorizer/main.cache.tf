# What the gateway's cache key is made of. Given once, and told to both the gateway and the function: a function that
# believed in another key would answer for calls that it has not seen.
locals {
  rest = startswith(var.kind, "rest-")

  credential = {
    "rest-token"   = "method.request.header.Authorization"
    "rest-request" = "method.request.header.Authorization"
    "http-1.0"     = "$request.header.Authorization"
    "http-2.0"     = "$request.header.Authorization"
    "websocket"    = "route.request.header.Authorization"
  }[var.kind]

  route = {
    "rest-token"   = []
    "rest-request" = ["context.httpMethod", "context.path"]
    "http-1.0"     = ["$context.routeKey", "$context.httpMethod", "$context.path"]
    "http-2.0"     = ["$context.routeKey", "$context.httpMethod", "$context.path"]
    "websocket"    = []
  }[var.kind]

  # A source that a request lacks is answered with 401 unasked. So a caller that is known by certificate alone must not
  # be asked for a header, nor anybody while calls are only observed.
  default_sources  = var.client_authorities != "" || var.mode == "observe" ? [] : concat([local.credential], var.ttl > 0 ? local.route : [])
  identity_sources = length(var.identity_sources) > 0 ? var.identity_sources : local.default_sources
}
