/** What a publication comes to: pure decisions over what the registry holds and what was sent. */
@NullMarked
package dev.belay.registry.domain;

import org.jspecify.annotations.NullMarked;
