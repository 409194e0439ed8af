@NullMarked
package dev.belay.gate.judgement;

import org.jspecify.annotations.NullMarked;
