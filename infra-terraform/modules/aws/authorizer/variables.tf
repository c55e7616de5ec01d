variable "name" {
  type        = string
  nullable    = false
  description = "Name of the function, and what the names of its role and authorizers begin with."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,47}$", var.name))
    error_message = "`name` begins with a small letter and has at most 48 small letters, digits and hyphens"
  }
}

variable "kind" {
  type        = string
  nullable    = false
  description = "How API Gateway asks: `rest-token`, `rest-request`, `http-1.0`, `http-2.0` (payload versions) or `websocket`."

  validation {
    condition     = contains(["rest-token", "rest-request", "http-1.0", "http-2.0", "websocket"], var.kind)
    error_message = "`kind` is one of `rest-token`, `rest-request`, `http-1.0`, `http-2.0` and `websocket`"
  }
}

variable "response" {
  type        = string
  nullable    = false
  default     = "iam"
  description = "What the function answers: an IAM policy (`iam`), or yes or no (`simple`, with `http-2.0` only)."

  validation {
    condition     = contains(["iam", "simple"], var.response)
    error_message = "`response` is `iam` or `simple`"
  }

  validation {
    condition     = var.response != "simple" || var.kind == "http-2.0"
    error_message = "`response` can be `simple` with `kind = \"http-2.0\"` only: write `iam`"
  }
}

variable "apis" {
  type = map(object({
    api = object({
      id                           = string
      execution_arn                = string
      protocol_type                = optional(string)
      disable_execute_api_endpoint = optional(bool)
    })
    service = optional(string)
    stages  = optional(map(string), {})
  }))
  nullable    = false
  description = "The APIs to guard, under names of your choice. `api` is the whole resource or data source of the API, `service` the policy's service behind it; `stages` names other services for single stages."

  validation {
    condition     = length(var.apis) > 0
    error_message = "`apis` names at least one API"
  }

  validation {
    condition     = alltrue([for name in keys(var.apis) : can(regex("^[A-Za-z0-9_-]{1,32}$", name))])
    error_message = "the names in `apis` have at most 32 letters, digits, `_` and `-`"
  }

  validation {
    condition     = alltrue([for it in var.apis : it.service != null || length(it.stages) > 0])
    error_message = "each of `apis` needs a `service`, or a service for each of its `stages`"
  }

  validation {
    condition = alltrue(flatten([for it in var.apis : [
      [for service in concat(compact([it.service]), values(it.stages)) : can(regex("^[a-z0-9._-]{1,63}$", service))],
      [for stage in keys(it.stages) : can(regex("^([A-Za-z0-9_-]+|[$]default)$", stage))],
    ]]))
    error_message = "services in `apis` are named as in the policy (small letters, digits, `.`, `_`, `-`), stages as in API Gateway"
  }

  validation {
    condition     = alltrue([for it in var.apis : it.api.protocol_type == null || it.api.protocol_type == (var.kind == "websocket" ? "WEBSOCKET" : startswith(var.kind, "http-") ? "HTTP" : "REST")])
    error_message = "`kind` does not fit an API of `apis`: REST APIs need `rest-token` or `rest-request`, HTTP APIs `http-1.0` or `http-2.0`, WebSocket APIs `websocket`"
  }

  validation {
    condition     = var.client_authorities == "" || alltrue([for it in var.apis : it.api.disable_execute_api_endpoint == true])
    error_message = "with `client_authorities` each API needs `disable_execute_api_endpoint = true`: its default endpoint asks for no certificate"
  }
}

variable "mode" {
  type        = string
  nullable    = false
  default     = "enforce"
  description = "`enforce`, or `observe` for a first roll-out: every call is let through, and the log has what would be denied."

  validation {
    condition     = contains(["enforce", "observe"], var.mode)
    error_message = "`mode` is `enforce` or `observe`"
  }

  validation {
    condition     = var.mode != "observe" || var.ttl == 0
    error_message = "`mode` can be `observe` with `ttl` 0 only: a kept answer lets calls through that nobody sees"
  }

  validation {
    condition     = var.mode != "observe" || var.kind != "rest-token"
    error_message = "`mode` can't be `observe` with `kind = \"rest-token\"`: API Gateway itself refuses calls without the header; use `rest-request`"
  }

  validation {
    condition     = var.mode != "observe" || length(var.identity_sources) == 0
    error_message = "`mode` can be `observe` without `identity_sources` only: API Gateway itself refuses calls that lack one"
  }
}

variable "ttl" {
  type        = number
  nullable    = false
  default     = 0
  description = "How many seconds API Gateway keeps an answer. 0 asks anew for every call, and takes back at once what is revoked."

  validation {
    condition     = var.ttl >= 0 && var.ttl <= 3595 && floor(var.ttl) == var.ttl
    error_message = "`ttl` is a whole number of seconds from 0 to 3595"
  }

  validation {
    condition     = var.ttl == 0 || var.kind != "websocket"
    error_message = "`ttl` is 0 with `kind = \"websocket\"`: a connection is asked for once"
  }

  validation {
    condition     = var.ttl == 0 || var.client_authorities == ""
    error_message = "`ttl` is 0 with `client_authorities`: a certificate is in no cache key, so an answer would be kept for callers without it"
  }

  validation {
    # 5 seconds pass at most between the decision and the moment from which API Gateway keeps it.
    condition     = var.ttl == 0 || var.ttl + 5 + var.refresh <= var.revocation_bound
    error_message = "`ttl`, `refresh` and 5 seconds of margin together are over `revocation_bound`: an answer would be kept for longer than a revoked token may work; write a lower `ttl`"
  }

  validation {
    condition     = var.ttl == 0 || var.kind != "rest-token" || var.without_path_parameters
    error_message = "`ttl` above 0 with `kind = \"rest-token\"` keeps one answer for all paths, which can't list the paths of an operation with parameters: write 0, use `rest-request`, or state `without_path_parameters = true`"
  }
}

variable "without_path_parameters" {
  type        = bool
  nullable    = false
  default     = false
  description = "Your statement that no operation of the services has a path parameter, such as `{id}`. Calls of services that do have one are denied while answers are kept."
}

variable "refresh" {
  type        = number
  nullable    = false
  default     = 2
  description = "The longest `refresh` in seconds of the policy's segments behind the APIs: how old policy and revocations are when an answer is made."

  validation {
    condition     = var.refresh > 0
    error_message = "`refresh` is a number of seconds above 0"
  }
}

variable "revocation_bound" {
  type        = number
  nullable    = false
  default     = 30
  description = "The shortest `deny-after` in seconds of the policy's segments behind the APIs: for how long a revoked token may work at worst. 30 is the policy's default for internal segments."

  validation {
    condition     = var.revocation_bound > 0
    error_message = "`revocation_bound` is a number of seconds above 0"
  }
}

variable "identity_sources" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "What a request must carry to be asked for, and what an answer is kept by. Empty: the header `Authorization` (nothing, where client certificates are known), and where answers are kept, the route or the path."

  validation {
    condition     = length(distinct(var.identity_sources)) == length(var.identity_sources)
    error_message = "`identity_sources` names each source once"
  }

  validation {
    condition = alltrue([for source in var.identity_sources : can(regex(
      var.kind == "rest-token" ? "^method\\.request\\.header\\.[0-9A-Za-z-]+$" :
      var.kind == "rest-request" ? "^(method\\.request\\.(header|querystring)\\.[0-9A-Za-z_.-]+|stageVariables\\.[0-9A-Za-z_]+|context\\.[A-Za-z]+(\\.[A-Za-z]+)*)$" :
      var.kind == "websocket" ? "^(route\\.request\\.(header|querystring)\\.[0-9A-Za-z_.-]+|stageVariables\\.[0-9A-Za-z_]+|context\\.[A-Za-z]+(\\.[A-Za-z]+)*)$" :
    "^[$](request\\.(header|querystring)\\.[0-9A-Za-z_.-]+|stageVariables\\.[0-9A-Za-z_]+|context\\.[A-Za-z]+(\\.[A-Za-z]+)*)$", source))])
    error_message = "`identity_sources` has one that API Gateway does not know for this `kind`: write `method.request.header.NAME` or `context.NAME` for REST (headers only for `rest-token`), `$request.header.NAME` or `$context.NAME` for HTTP, `route.request.header.NAME` for WebSocket"
  }

  validation {
    condition     = var.kind != "rest-token" || length(var.identity_sources) <= 1
    error_message = "`identity_sources` is one header with `kind = \"rest-token\"`"
  }

  validation {
    condition     = var.ttl == 0 || length(var.identity_sources) == 0 || contains([for source in var.identity_sources : lower(source)], startswith(var.kind, "http-") ? "$request.header.authorization" : "method.request.header.authorization")
    error_message = "`identity_sources` lacks the header `Authorization`: where answers are kept (`ttl` above 0), one caller would get another's"
  }

  validation {
    condition     = var.ttl == 0 || var.kind != "rest-request" || length(var.identity_sources) == 0 || length(setintersection(var.identity_sources, ["context.httpMethod", "context.path"])) == 2
    error_message = "`identity_sources` lacks `context.httpMethod` or `context.path`: where answers are kept (`ttl` above 0), one path would get another's answer"
  }

  validation {
    condition     = var.ttl == 0 || var.response != "simple" || length(var.identity_sources) == 0 || length(setintersection(var.identity_sources, ["$context.routeKey", "$context.path"])) == 2
    error_message = "`identity_sources` lacks `$context.routeKey` or `$context.path`: where answers are kept (`ttl` above 0), a simple answer for one call would let others through"
  }

  validation {
    condition = (
      var.ttl == 0 || !startswith(var.kind, "http-") || var.response == "simple" || var.without_path_parameters || length(var.identity_sources) == 0 ||
      (contains(var.identity_sources, "$context.path") && length(setintersection(var.identity_sources, ["$context.routeKey", "$context.httpMethod"])) > 0)
    )
    error_message = "`identity_sources` lacks `$context.routeKey` or `$context.path`: where answers are kept (`ttl` above 0), one answer would be for all paths, which can't list the paths of an operation with parameters; add them, or state `without_path_parameters = true`"
  }
}

variable "policy" {
  type        = string
  nullable    = false
  description = "Name of the policy, as its bundle has it."
}

variable "environment" {
  type        = string
  nullable    = false
  description = "Environment of the policy, as its bundle has it."
}

variable "bundle_keys" {
  type        = string
  nullable    = false
  description = "The public keys that bundles are verified with: a JWK Set as JSON, or the name of a file in the package that holds one."

  validation {
    condition     = length(trimspace(var.bundle_keys)) > 0
    error_message = "`bundle_keys` is a JWK Set, or the name of a file in the package: without pinned keys no bundle is believed"
  }
}

variable "minimum_sequence" {
  type        = number
  nullable    = false
  default     = 0
  description = "The lowest sequence of a bundle that is believed, whatever the head says."

  validation {
    condition     = var.minimum_sequence >= 0 && floor(var.minimum_sequence) == var.minimum_sequence
    error_message = "`minimum_sequence` is a whole number from 0 on"
  }
}

variable "state" {
  type = object({
    bucket                = string
    bucket_arn            = string
    prefix                = string
    head_table            = string
    head_table_arn        = string
    control_table         = string
    control_table_arn     = string
    connections_table     = optional(string)
    connections_table_arn = optional(string)
    kms_key_arn           = string
  })
  nullable    = false
  description = "Where bundles, the head, services and revocations lie: the whole `state` module, or the same attributes. With `kind = \"websocket\"` and a `connections_table` each connection is noted there before it opens."

  validation {
    condition     = (var.state.connections_table == null) == (var.state.connections_table_arn == null)
    error_message = "`state` has `connections_table` and `connections_table_arn` together, or neither"
  }
}

variable "client_authorities" {
  type        = string
  nullable    = false
  default     = ""
  description = "Certificates (PEM) of the authorities of client certificates, or the name of a file in the package. Empty: nobody is known by a certificate."

  validation {
    condition     = var.client_authorities == "" || contains(["rest-request", "http-1.0", "http-2.0"], var.kind)
    error_message = "`client_authorities` needs `kind` to be `rest-request`, `http-1.0` or `http-2.0`: the others are never shown a certificate"
  }
}

variable "unauthorized" {
  type        = string
  nullable    = false
  default     = "deny"
  description = "What a caller gets whose credential is missing or wrong: 403 (`deny`), or 401 (`throw`; each counts as an error of the function)."

  validation {
    condition     = contains(["deny", "throw"], var.unauthorized)
    error_message = "`unauthorized` is `deny` or `throw`"
  }

  validation {
    condition     = var.unauthorized != "throw" || !startswith(var.kind, "http-")
    error_message = "`unauthorized` is `deny` with an HTTP `kind`: HTTP APIs answer an error with 500"
  }
}

variable "package" {
  type        = string
  nullable    = false
  description = "Path of the authorizer's package, `cordon-authorizer.jar`."
}

variable "runtime" {
  type        = string
  nullable    = false
  default     = "java17"
  description = "Lambda's runtime."

  validation {
    condition     = contains(["java17", "java21", "java25"], var.runtime)
    error_message = "`runtime` is `java17`, `java21` or `java25`"
  }
}

variable "architecture" {
  type        = string
  nullable    = false
  default     = "arm64"
  description = "The function's processor: `arm64` or `x86_64`."

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "`architecture` is `arm64` or `x86_64`"
  }
}

variable "memory" {
  type        = number
  nullable    = false
  default     = 1024
  description = "The function's memory in MB. Its share of a processor grows with it, so less is slower."

  validation {
    condition     = var.memory >= 256 && var.memory <= 10240 && floor(var.memory) == var.memory
    error_message = "`memory` is a whole number from 256 to 10240"
  }
}

variable "timeout" {
  type        = number
  nullable    = false
  default     = 10
  description = "After how many seconds the function is stopped. API Gateway waits for an HTTP API's authorizer for 10."

  validation {
    condition     = var.timeout >= 3 && var.timeout <= 10 && floor(var.timeout) == var.timeout
    error_message = "`timeout` is a whole number of seconds from 3 to 10: API Gateway waits no longer"
  }
}

variable "java_options" {
  type        = string
  nullable    = false
  default     = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
  description = "Options of the Java machine. The default starts fastest."
}

variable "snap_start" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether published versions start from a snapshot of the initialised function, in a fraction of a cold start's time."
}

variable "tracing" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether calls are traced with X-Ray."
}

variable "reserved_concurrency" {
  type        = number
  nullable    = false
  default     = -1
  description = "How many instances the function may have at most; they are kept from the account's other functions. -1 sets no limit."

  validation {
    condition     = var.reserved_concurrency == -1 || (var.reserved_concurrency >= 1 && floor(var.reserved_concurrency) == var.reserved_concurrency)
    error_message = "`reserved_concurrency` is -1 or a whole number from 1 on: 0 would deny every call"
  }
}

variable "live_version" {
  type        = string
  nullable    = false
  default     = ""
  description = "The version that answers. Empty: the newest. Name an earlier one to roll back."

  validation {
    condition     = can(regex("^([1-9][0-9]*)?$", var.live_version))
    error_message = "`live_version` is the number of a published version, or empty for the newest"
  }
}

variable "subnet_ids" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "Subnets of the function, for those who need it in a VPC. It must reach S3, DynamoDB and KMS from there, by endpoints or NAT. Empty: no VPC."

  validation {
    condition     = (length(var.subnet_ids) == 0) == (length(var.security_group_ids) == 0)
    error_message = "`subnet_ids` and `security_group_ids` are given together, or neither is"
  }
}

variable "security_group_ids" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "Security groups of the function, with `subnet_ids`."
}

variable "permissions_boundary_arn" {
  type        = string
  nullable    = false
  default     = ""
  description = "ARN of the policy that bounds the function's role. Empty: none."

  validation {
    condition     = can(regex("^(arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+)?$", var.permissions_boundary_arn))
    error_message = "`permissions_boundary_arn` is the ARN of a policy, or empty"
  }
}

variable "log_retention_days" {
  type        = number
  nullable    = false
  default     = 90
  description = "How many days decisions are kept in the log."

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "`log_retention_days` is a number that CloudWatch Logs knows: 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653"
  }
}

variable "log_kms_key_arn" {
  type        = string
  nullable    = false
  default     = ""
  description = "ARN of the key that encrypts the log; its policy must let CloudWatch Logs use it. Empty: CloudWatch's own key."
}

variable "gateway_responses" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether a REST API's answers for 401, 403 and a failed authorizer are set to ones that tell nothing. Set it to false where you have your own."
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of all resources."
}
