/** Who calls a service, and what they may do there: bearer tokens of an OIDC issuer, roles per team. */
@NullMarked
package dev.belay.identity;

import org.jspecify.annotations.NullMarked;
