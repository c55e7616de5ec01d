variable "name" {
  type        = string
  nullable    = false
  description = "What the names of all resources begin with."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name))
    error_message = "`name` begins with a small letter and has at most 24 small letters, digits and hyphens"
  }
}

variable "kind" {
  type        = string
  nullable    = false
  description = "How API Gateway asks: `rest-token`, `rest-request`, `http-1.0`, `http-2.0` (payload versions) or `websocket`."
}

variable "response" {
  type        = string
  nullable    = false
  default     = "iam"
  description = "What the function answers: an IAM policy (`iam`), or yes or no (`simple`, with `http-2.0` only)."
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
}

variable "connections" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether authorizers of WebSocket APIs note each connection before it opens, in a table that is made for it, so that the control plane can close those of revoked callers (`websocket_stages` of the `lifecycle` module). A connection that can't be noted is refused."

  validation {
    condition     = !var.connections || var.kind == "websocket"
    error_message = "`connections` is for `kind = \"websocket\"`: others hold none open, so leave it out"
  }
}

variable "mode" {
  type        = string
  nullable    = false
  default     = "enforce"
  description = "`enforce`, or `observe` for a first roll-out: every call is let through, and the log has what would be denied."
}

variable "ttl" {
  type        = number
  nullable    = false
  default     = 0
  description = "How many seconds API Gateway keeps an answer. 0 asks anew for every call, and takes back at once what is revoked."
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
}

variable "revocation_bound" {
  type        = number
  nullable    = false
  default     = 30
  description = "The shortest `deny-after` in seconds of the policy's segments behind the APIs: for how long a revoked token may work at worst. 30 is the policy's default for internal segments."
}

variable "identity_sources" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "What a request must carry to be asked for, and what an answer is kept by. Empty: the header `Authorization` (nothing, where client certificates are known), and where answers are kept, the route or the path."
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

variable "minimum_sequence" {
  type        = number
  nullable    = false
  default     = 0
  description = "The lowest sequence of a bundle that is believed, whatever the head says."
}

variable "client_authorities" {
  type        = string
  nullable    = false
  default     = ""
  description = "Certificates (PEM) of the authorities of client certificates, or the name of a file in the package. Empty: nobody is known by a certificate."
}

variable "unauthorized" {
  type        = string
  nullable    = false
  default     = "deny"
  description = "What a caller gets whose credential is missing or wrong: 403 (`deny`), or 401 (`throw`; each counts as an error of the function)."
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
}

variable "architecture" {
  type        = string
  nullable    = false
  default     = "arm64"
  description = "The function's processor: `arm64` or `x86_64`."
}

variable "memory" {
  type        = number
  nullable    = false
  default     = 1024
  description = "The function's memory in MB. Its share of a processor grows with it, so less is slower."
}

variable "timeout" {
  type        = number
  nullable    = false
  default     = 10
  description = "After how many seconds the function is stopped. API Gateway waits for an HTTP API's authorizer for 10."
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
}

variable "live_version" {
  type        = string
  nullable    = false
  default     = ""
  description = "The version that answers. Empty: the newest. Name an earlier one to roll back."
}

variable "subnet_ids" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "Subnets of the function, for those who need it in a VPC. It must reach S3, DynamoDB and KMS from there, by endpoints or NAT. Empty: no VPC."
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
}

variable "log_retention_days" {
  type        = number
  nullable    = false
  default     = 90
  description = "How many days decisions are kept in the log."
}

variable "gateway_responses" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether a REST API's answers for 401, 403 and a failed authorizer are set to ones that tell nothing. Set it to false where you have your own."
}

variable "bundle_keys" {
  type        = string
  nullable    = false
  default     = ""
  description = "The public keys that bundles are verified with: a JWK Set as JSON, or the name of a file in the package that holds one. Empty: the signing key made here."

  validation {
    condition     = var.create_signing_key || length(trimspace(var.bundle_keys)) > 0
    error_message = "`bundle_keys` is needed where `create_signing_key` is false: without pinned keys no bundle is believed"
  }
}

variable "encrypt_log" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the log is encrypted with the same key as what is stored. An existing key's policy must let CloudWatch Logs use it."
}

variable "prefix" {
  type        = string
  nullable    = false
  default     = ""
  description = "What the names of the published objects begin with: empty, or ending in a slash."
}

variable "create_kms_key" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether to make the key that encrypts what is stored. With false, `kms_key_arn` names yours."
}

variable "kms_key_arn" {
  type        = string
  nullable    = false
  default     = ""
  description = "ARN of an existing symmetric key, where `create_kms_key` is false. Its policy must let this account's IAM policies grant its use."
}

variable "create_signing_key" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether to make the key that signs bundles (ES256, never leaves KMS). With false, bundles are signed elsewhere."
}

variable "key_deletion_days" {
  type        = number
  nullable    = false
  default     = 30
  description = "How many days a destroyed key can still be brought back."
}

variable "deletion_protection" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the table and a bucket with bundles refuse to be destroyed. Set it to false, and apply, before a removal."
}

variable "alarm_actions" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of what is told when an alarm starts or ends, such as an SNS topic. Empty: alarms show in the console only."
}

variable "denied_per_minute" {
  type        = number
  nullable    = false
  default     = 100
  description = "How many denied calls a minute are a burst."
}

variable "staleness_seconds" {
  type        = number
  nullable    = false
  default     = 10
  description = "From what age on a snapshot is worth an alarm: above the policy's `refresh`, below its `deny-after`."
}

variable "dashboard" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether to make a dashboard."
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of all resources."
}
