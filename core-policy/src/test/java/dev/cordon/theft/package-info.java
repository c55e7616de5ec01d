/** Valid calls, each changed in one aspect as a thief would have to: none may pass, each for its own reason. */
package dev.cordon.theft;
