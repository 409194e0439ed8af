/** What people contribute to a decision: reviews, sign-offs, trade-offs, overrides and hand-offs. */
@NullMarked
package dev.belay.gate.judgement;

import org.jspecify.annotations.NullMarked;
