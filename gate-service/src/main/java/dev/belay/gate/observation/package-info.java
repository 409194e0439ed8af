/** What follows from outputs that applications really got: breaches of the PM's limit, and shadow prompts. */
@NullMarked
package dev.belay.gate.observation;

import org.jspecify.annotations.NullMarked;
