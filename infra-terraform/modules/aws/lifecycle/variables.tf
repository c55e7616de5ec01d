variable "name" {
  type        = string
  nullable    = false
  description = "Name of the function and of its role; the names of queues, rules and alarms begin with it."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "`name` begins with a small letter and has at most 40 small letters, digits and hyphens"
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
  description = "Where bundles, the head, services and revocations lie: the whole `state` module, or the same attributes. `websocket_stages` need a `connections_table`, which the module makes with `connections`."

  validation {
    condition     = (var.state.connections_table == null) == (var.state.connections_table_arn == null)
    error_message = "`state` has `connections_table` and `connections_table_arn` together, or neither"
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

variable "issuer" {
  type        = string
  nullable    = false
  description = "URL of the token service: the `issuer` of an issuer of the policy."

  validation {
    condition     = can(regex("^https://[^/?#@ ]+(/[^?# ]*[^/?# ])?$", var.issuer))
    error_message = "`issuer` is an https URL without query, fragment and last slash"
  }
}

variable "signing_key_arns" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of keys of KMS (ECC_NIST_P256, SIGN_VERIFY) that sign tokens: the first signs, all are shown. Empty: one is made."

  validation {
    condition     = alltrue([for arn in var.signing_key_arns : can(regex("^arn:[a-z-]+:kms:[a-z0-9-]+:[0-9]{12}:key/", arn))])
    error_message = "`signing_key_arns` are ARNs of keys of KMS, not of aliases: a role's policy can't name those"
  }
}

variable "key_deletion_days" {
  type        = number
  nullable    = false
  default     = 30
  description = "How many days a destroyed signing key can still be brought back."

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30
    error_message = "`key_deletion_days` is a number of days from 7 to 30"
  }
}

variable "secrets_prefix" {
  type        = string
  nullable    = false
  default     = "cordon/"
  description = "What stands before a service's name in the name of its secret."

  validation {
    condition     = can(regex("^[A-Za-z0-9/_+=.@-]{1,128}$", var.secrets_prefix))
    error_message = "`secrets_prefix` is 1 to 128 letters, digits and any of `/_+=.@-`"
  }
}

variable "recovery_days" {
  type        = number
  nullable    = false
  default     = 30
  description = "How many days the secret of a retired service can still be brought back."

  validation {
    condition     = var.recovery_days >= 7 && var.recovery_days <= 30
    error_message = "`recovery_days` is a number of days from 7 to 30"
  }
}

variable "event_bus" {
  type        = string
  nullable    = false
  default     = "default"
  description = "Name or ARN of a bus where events of other accounts and regions arrive, beside the default bus, where those of this one do."
}

variable "accounts" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "The accounts whose events are believed. Empty: this one."

  validation {
    condition     = alltrue([for account in var.accounts : can(regex("^[0-9]{12}$", account))])
    error_message = "`accounts` are 12 digits each"
  }
}

variable "regions" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "The regions whose events are believed. Empty: this one."
}

variable "names" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Services of the policy by the resource that they are: `lambda/FUNCTION`, `ecs/CLUSTER/SERVICE` or `apigateway/API-ID`."

  validation {
    condition     = alltrue([for resource in keys(var.names) : can(regex("^(lambda/[^/,=]+|ecs/[^/,=]+/[^/,=]+|apigateway/[^/,=]+)$", resource))])
    error_message = "`names` has resources as `lambda/FUNCTION`, `ecs/CLUSTER/SERVICE` or `apigateway/API-ID`"
  }
}

variable "own_names" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether a function or an ECS service that is not among the names is the service that is called as it is. Whoever may delete functions in those accounts then has a say in every service's life."
}

variable "flushed_stages" {
  type = list(object({
    kind   = string
    api_id = string
    stage  = string
  }))
  nullable    = false
  default     = []
  description = "Stages of REST and HTTP APIs (`kind` is `rest` or `http`) whose authorizers' answers API Gateway keeps: they are forgotten once something is revoked or a service ends."

  validation {
    condition     = alltrue([for it in var.flushed_stages : contains(["rest", "http"], it.kind) && can(regex("^[a-z0-9]{1,32}$", it.api_id)) && can(regex("^([$]default|[A-Za-z0-9_-]{1,128})$", it.stage))])
    error_message = "`flushed_stages` have the kind `rest` or `http`, the id of an API and the name of a stage"
  }
}

variable "websocket_stages" {
  type = list(object({
    api_id = string
    stage  = string
  }))
  nullable    = false
  default     = []
  description = "Stages of WebSocket APIs whose connections are closed once their callers would not be let in any more. Their authorizer notes connections in the state's `connections_table`."

  validation {
    condition     = alltrue([for it in var.websocket_stages : can(regex("^[a-z0-9]{1,32}$", it.api_id)) && can(regex("^[A-Za-z0-9_-]{1,128}$", it.stage))])
    error_message = "`websocket_stages` have the id of a WebSocket API and the name of a stage"
  }
  validation {
    condition     = length(var.websocket_stages) == 0 || var.state.connections_table != null
    error_message = "`websocket_stages` need `state.connections_table`, where their authorizer notes connections: set `connections` of the `state` module, or of the one that has it"
  }
}

variable "inventory" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether the reconciler lists the functions, ECS services and named APIs of this account, and tells which run unregistered and which are registered and do not run. With `own_names` each function that no event told of yet is told."
}

variable "rotated_secrets" {
  type = map(object({
    secret = string
    days   = number
  }))
  nullable    = false
  default     = {}
  description = "Secrets that Secrets Manager has rotated by Cordon, every so many days: the name of a service's secret, which begins with `secrets_prefix`, or the ARN of another one, which a `SecretTarget` of `rotation_layers` takes. A service's secret is made by its first deploy: name it after that."

  validation {
    condition     = alltrue([for it in values(var.rotated_secrets) : startswith(it.secret, var.secrets_prefix) || can(regex("^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:", it.secret))])
    error_message = "`rotated_secrets` are names that begin with `secrets_prefix`, or ARNs of secrets"
  }
  validation {
    condition     = alltrue([for it in values(var.rotated_secrets) : it.days >= 1 && it.days <= 1000 && floor(it.days) == it.days])
    error_message = "`rotated_secrets` are rotated every 1 to 1000 days"
  }
}

variable "rotation_layers" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of versions of layers with what knows other secrets: a jar in `java/lib` with a `SecretTarget`."

  validation {
    condition     = length(var.rotation_layers) <= 5 && alltrue([for arn in var.rotation_layers : can(regex("^arn:[a-z-]+:lambda:[a-z0-9-]+:[0-9]{12}:layer:[^:]+:[0-9]+$", arn))])
    error_message = "`rotation_layers` are at most 5 ARNs of versions of layers"
  }
}

variable "package" {
  type        = string
  nullable    = false
  description = "Path of the control plane's package, `cordon-control.jar`."
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

variable "java_options" {
  type        = string
  nullable    = false
  default     = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
  description = "Options of the Java machine. The default starts fastest."
}

variable "tracing" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether calls are traced with X-Ray."
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

variable "alarm_actions" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of what is told when an alarm starts or ends, such as an SNS topic. Empty: alarms show in the console only."

  validation {
    condition     = alltrue([for arn in var.alarm_actions : startswith(arn, "arn:")])
    error_message = "`alarm_actions` are ARNs"
  }
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of all resources."
}
