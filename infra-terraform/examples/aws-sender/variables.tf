variable "name" {
  type        = string
  nullable    = false
  default     = "shop-sender"
  description = "What the names of all resources begin with."
}

variable "event_bus_arn" {
  type        = string
  nullable    = false
  description = "ARN of the bus that the control plane listens on."
}
