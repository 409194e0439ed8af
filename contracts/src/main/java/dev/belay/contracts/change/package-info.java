/** What the prompt-registry says: versions, criteria and suites published, changes proposed, withdrawals requested. */
@NullMarked
package dev.belay.contracts.change;

import org.jspecify.annotations.NullMarked;
