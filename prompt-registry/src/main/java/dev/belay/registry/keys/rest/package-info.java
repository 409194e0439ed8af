/** Keys over HTTP. */
@NullMarked
package dev.belay.registry.keys.rest;

import org.jspecify.annotations.NullMarked;
