/** What engineers and PMs write: the prompt, the criteria and the suite, as immutable values. */
@NullMarked
package dev.belay.contracts.document;

import org.jspecify.annotations.NullMarked;
