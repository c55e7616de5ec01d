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

variable "deletion_protection" {
  type        = bool
  nullable    = false
  default     = false
  description = "Whether tables and a bucket with bundles refuse to be destroyed. This is an example, to be thrown away."
}
