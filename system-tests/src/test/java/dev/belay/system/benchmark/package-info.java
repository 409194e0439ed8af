/** How fast cases are evaluated and decided, and at what cost in CPU time and memory, beside promptfoo. */
@NullMarked
package dev.belay.system.benchmark;

import org.jspecify.annotations.NullMarked;
