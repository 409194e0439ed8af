/** The evaluation of one attempt: what is expected, what is asked of workers, what they found. */
@NullMarked
package dev.belay.contracts.run;

import org.jspecify.annotations.NullMarked;
