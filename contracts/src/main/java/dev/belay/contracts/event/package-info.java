/** How an event travels: CloudEvents 1.0 in Kafka's binary mode, read and written in one place. */
@NullMarked
package dev.belay.contracts.event;

import org.jspecify.annotations.NullMarked;
