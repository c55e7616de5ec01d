/** What stands around the thing that is tested: other programs, callers, a certificate authority, a service. */
package dev.cordon.tests.surroundings;
