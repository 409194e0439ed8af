/** Who is told what, in which words and when, and where a webhook may lead. */
@NullMarked
package dev.belay.gate.notification.domain;

import org.jspecify.annotations.NullMarked;
