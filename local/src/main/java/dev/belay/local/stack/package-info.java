/** Broker and PostgreSQL for the tests of every service, in a process of their own. */
@NullMarked
package dev.belay.local.stack;

import org.jspecify.annotations.NullMarked;
