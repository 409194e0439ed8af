/** Keys by which applications read what is live. */
@NullMarked
package dev.belay.contracts.key;

import org.jspecify.annotations.NullMarked;
