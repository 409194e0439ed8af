/** Who may judge what, and what a reviewer is shown. */
@NullMarked
package dev.belay.gate.judgement.domain;

import org.jspecify.annotations.NullMarked;
