variable "name" {
  type        = string
  nullable    = false
  description = "What the names of all resources begin with. Functions that log under the key made here have names that begin with it too."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,23}$", var.name))
    error_message = "`name` begins with a small letter and has at most 24 small letters, digits and hyphens"
  }
}

variable "prefix" {
  type        = string
  nullable    = false
  default     = ""
  description = "What the names of the published objects begin with: empty, or ending in a slash."

  validation {
    condition     = can(regex("^([0-9A-Za-z._-]+/)*$", var.prefix))
    error_message = "`prefix` is empty or ends in a slash, and has letters, digits, `.`, `_` and `-` between its slashes: write `shop/`"
  }
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

  validation {
    condition     = var.create_kms_key ? var.kms_key_arn == "" : can(regex("^arn:[a-z-]+:kms:[0-9a-z-]+:[0-9]{12}:key/", var.kms_key_arn))
    error_message = "`kms_key_arn` is the ARN of a key (not of an alias) where `create_kms_key` is false, and left out where it is true"
  }
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

  validation {
    condition     = var.key_deletion_days >= 7 && var.key_deletion_days <= 30 && floor(var.key_deletion_days) == var.key_deletion_days
    error_message = "`key_deletion_days` is a whole number from 7 to 30"
  }
}

variable "connections" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether authorizers of WebSocket APIs note each connection before it opens, in a table that is made for it, so that the control plane can close those of revoked callers (`websocket_stages` of the `lifecycle` module). A connection that can't be noted is refused."
}

variable "deletion_protection" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether the table and a bucket with bundles refuse to be destroyed. Set it to false, and apply, before a removal."
}

variable "tags" {
  type        = map(string)
  nullable    = false
  default     = {}
  description = "Tags of all resources."
}
