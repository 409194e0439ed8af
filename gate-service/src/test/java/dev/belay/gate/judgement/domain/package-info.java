@NullMarked
package dev.belay.gate.judgement.domain;

import org.jspecify.annotations.NullMarked;
