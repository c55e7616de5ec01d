variable "name" {
  type        = string
  nullable    = false
  description = "What the names of rules, queue, role and alarm begin with."

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,39}$", var.name))
    error_message = "`name` begins with a small letter and has at most 40 small letters, digits and hyphens"
  }
}

variable "event_bus_arn" {
  type        = string
  nullable    = false
  description = "ARN of the bus that the control plane listens on, in its account and region."

  validation {
    condition     = can(regex("^arn:[a-z-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/[A-Za-z0-9/_.-]{1,256}$", var.event_bus_arn))
    error_message = "`event_bus_arn` is the ARN of a bus"
  }
}

variable "permissions_boundary_arn" {
  type        = string
  nullable    = false
  default     = ""
  description = "ARN of the policy that bounds the role. Empty: none."

  validation {
    condition     = can(regex("^(arn:[a-z-]+:iam::([0-9]{12}|aws):policy/.+)?$", var.permissions_boundary_arn))
    error_message = "`permissions_boundary_arn` is the ARN of a policy, or empty"
  }
}

variable "alarm_actions" {
  type        = list(string)
  nullable    = false
  default     = []
  description = "ARNs of what is told when the alarm starts or ends, such as an SNS topic. Empty: it shows in the console only."

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
