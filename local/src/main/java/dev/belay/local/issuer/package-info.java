/** Issues the local platform's own tokens, by the protocols of any OIDC issuer. */
@NullMarked
package dev.belay.local.issuer;

import org.jspecify.annotations.NullMarked;
