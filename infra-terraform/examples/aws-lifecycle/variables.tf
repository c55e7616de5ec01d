variable "name" {
  type        = string
  nullable    = false
  default     = "shop"
  description = "What the names of all resources begin with."
}

variable "package" {
  type        = string
  nullable    = false
  default     = "cordon-control.jar"
  description = "Path of the control plane's package."
}

variable "other_accounts" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "Other accounts whose services are looked after, too."
}

variable "rotated_secrets" {
  type        = map(object({ secret = string, days = number }))
  nullable    = false
  default     = {}
  description = "Secrets that Secrets Manager has rotated, every so many days. A service's secret is there after its first deploy."
}

variable "deletion_protection" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether tables and a bucket with bundles refuse to be destroyed. This is an example, to be thrown away."
}
