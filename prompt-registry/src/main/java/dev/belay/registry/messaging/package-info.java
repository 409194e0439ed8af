/** What the registry hears: which changes are decided. */
@NullMarked
package dev.belay.registry.messaging;

import org.jspecify.annotations.NullMarked;
