package dev.belay.cli.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A review at its end.
 *
 * @param isVoid because a control was accepted
 * @param controls how many outputs had an example of what must not be in them
 */
public record ReviewResult(
        String review,
        String change,
        @JsonProperty("isVoid") boolean isVoid,
        int accepted,
        int rejected,
        int controls,
        List<AcceptedControl> acceptedControls,
        long seconds) {

    public record AcceptedControl(int item, String mustNot, String example) {}
}
