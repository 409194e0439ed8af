package dev.belay.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which side of the comparison a task is for. */
public enum Subject {
    @JsonProperty("candidate")
    CANDIDATE,
    @JsonProperty("baseline")
    BASELINE,
    /** The version that a rollback left, on cases of incidents alone: whether it fails what the next version must pass. */
    @JsonProperty("held")
    HELD
}
