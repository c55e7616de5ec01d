/** Lambda and API Gateway as their documentation describes them, around the packaged authorizer. */
package dev.cordon.tests.aws;
