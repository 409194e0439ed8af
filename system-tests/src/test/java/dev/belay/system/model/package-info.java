/** An OpenAI-compatible model that answers, delays and fails as a test asks, and remembers every call. */
@NullMarked
package dev.belay.system.model;

import org.jspecify.annotations.NullMarked;
