/** One text for one content: canonical JSON (RFC 8785) and its SHA-256 digest. */
@NullMarked
package dev.belay.contracts.canonical;

import org.jspecify.annotations.NullMarked;
