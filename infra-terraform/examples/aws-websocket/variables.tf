variable "name" {
  type        = string
  nullable    = false
  default     = "shop"
  description = "What the names of all resources begin with."
}

variable "package" {
  type        = string
  nullable    = false
  default     = "../../../aws-adapter/target/cordon-authorizer.jar"
  description = "Path of the authorizer's package."
}

variable "mode" {
  type        = string
  nullable    = false
  default     = "enforce"
  description = "`enforce`, or `observe` to let every call through and only record what would be denied."
}

variable "removable" {
  type        = bool
  nullable    = false
  default     = true
  description = "Whether `terraform destroy` may remove all, published bundles too. False for what must last."
}

variable "upstream" {
  type        = string
  nullable    = false
  default     = "https://example.com"
  description = "The service behind the API: its URL, without a path."
}

variable "live_version" {
  type        = string
  nullable    = false
  default     = ""
  description = "The version of the function that answers. Empty: the newest. Name an earlier one to go back."
}
