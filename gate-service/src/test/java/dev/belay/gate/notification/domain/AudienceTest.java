package dev.belay.gate.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 2026-11-25 is a Wednesday. */
class AudienceTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T09:00:00Z, 2026-11-25T13:00:00Z", // within a day
        "2026-11-25T13:00:00Z, 2026-11-25T17:00:00Z", // to its very end
        "2026-11-25T13:00:01Z, 2026-11-26T09:00:01Z", // into the next one
        "2026-11-25T03:00:00Z, 2026-11-25T13:00:00Z", // before it begins
        "2026-11-25T17:00:00Z, 2026-11-26T13:00:00Z", // when it ends
        "2026-11-25T23:30:00Z, 2026-11-26T13:00:00Z", // at night
        "2026-11-27T15:30:00Z, 2026-11-30T11:30:00Z", // over a weekend
        "2026-11-28T11:00:00Z, 2026-11-30T13:00:00Z", // on a Saturday
        "2026-11-29T23:59:59Z, 2026-11-30T13:00:00Z", // on a Sunday
        "2026-12-31T16:00:00Z, 2027-01-01T12:00:00Z", // into the next year
    })
    void afterFourWorkingHoursItIsEveryPms(Instant since, Instant widens) {
        assertThat(Audience.widensAt(since)).isEqualTo(widens);
        assertThat(Audience.at(widens.minusMillis(1), since)).isEqualTo(Audience.OWNER);
        assertThat(Audience.at(widens, since)).isEqualTo(Audience.TEAM_PMS);
    }

    @Test
    void longerWorkTakesSeveralDays() {
        assertThat(WorkingHours.after(Instant.parse("2026-11-26T16:00:00Z"), Duration.ofHours(10)))
                .isEqualTo("2026-11-30T10:00:00Z");
    }
}
