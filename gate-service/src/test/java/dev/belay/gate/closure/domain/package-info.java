@NullMarked
package dev.belay.gate.closure.domain;

import org.jspecify.annotations.NullMarked;
