/** A real Kafka broker inside this process, with the topics of the platform. */
@NullMarked
package dev.belay.local.broker;

import org.jspecify.annotations.NullMarked;
