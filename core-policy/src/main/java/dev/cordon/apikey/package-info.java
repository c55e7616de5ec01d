/** API keys of partners that can't obtain tokens: what each is for, and where they are kept. */
@NullMarked
package dev.cordon.apikey;

import org.jspecify.annotations.NullMarked;
