package dev.belay.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** Something that happened. Events of one key keep their order; see {@link EventEnvelope} for delivery. */
public interface Event {

    /** The Kafka key. */
    @JsonIgnore
    String key();
}
