/** The topics of design §3: names, partitions, retention, and which events each one carries. */
@NullMarked
package dev.belay.contracts.topic;

import org.jspecify.annotations.NullMarked;
