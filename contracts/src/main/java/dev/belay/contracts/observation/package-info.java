/** What applications really got from versions, and what in it the criteria forbid. */
@NullMarked
package dev.belay.contracts.observation;

import org.jspecify.annotations.NullMarked;
