/** What people judge, sign and settle: reviews, sign-offs, trade-offs, overrides, hand-offs, and what waits for them. */
@NullMarked
package dev.belay.cli.judgement;

import org.jspecify.annotations.NullMarked;
