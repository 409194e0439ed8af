@NullMarked
package dev.belay.gate.notification;

import org.jspecify.annotations.NullMarked;
