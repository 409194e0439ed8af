/** The root's key and the writers' keys, made at the first start. */
@NullMarked
package dev.belay.local.keys;

import org.jspecify.annotations.NullMarked;
