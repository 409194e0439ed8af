@NullMarked
package dev.belay.gate.notification.domain;

import org.jspecify.annotations.NullMarked;
