variable "name" {
  type        = string
  nullable    = false
  default     = "shop"
  description = "What the names of all resources begin with."
}

variable "domain" {
  type        = string
  nullable    = false
  description = "The API's domain, such as `payments.shop.example`."
}

variable "certificate_arn" {
  type        = string
  nullable    = false
  description = "ARN of the domain's certificate in ACM, in the API's region."
}

variable "ownership_certificate_arn" {
  type        = string
  nullable    = false
  default     = ""
  description = "ARN of a public certificate that ACM issued for the domain. Needed where `certificate_arn` was imported or is of a private authority: it proves that the domain is yours."
}

variable "client_authorities" {
  type        = string
  nullable    = false
  description = "Path of a file with the certificates (PEM) of the authorities of client certificates. API Gateway and the authorizer trust the same."
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
