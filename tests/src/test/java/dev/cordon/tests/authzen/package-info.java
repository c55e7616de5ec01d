/** The Authorization API, driven by a client that knows nothing but the standard. */
package dev.cordon.tests.authzen;
