package dev.belay.gate.notification.domain;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Monday to Friday, 9 to 17 h UTC. */
public final class WorkingHours {

    private static final LocalTime BEGIN = LocalTime.of(9, 0);
    private static final LocalTime END = LocalTime.of(17, 0);

    private WorkingHours() {}

    /** The first moment at which {@code work}, counted in working hours, has passed since {@code from}. */
    public static Instant after(Instant from, Duration work) {
        var at = from.atZone(ZoneOffset.UTC);
        var left = work;
        while (true) {
            at = nextWorking(at);
            var today = Duration.between(at.toLocalTime(), END);
            if (left.compareTo(today) <= 0) {
                return at.plus(left).toInstant();
            }
            left = left.minus(today);
            at = at.with(END);
        }
    }

    private static ZonedDateTime nextWorking(ZonedDateTime at) {
        var day = at;
        if (!day.toLocalTime().isBefore(END)) {
            day = day.plusDays(1).with(BEGIN);
        }
        while (day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            day = day.plusDays(1).with(BEGIN);
        }
        return day.toLocalTime().isBefore(BEGIN) ? day.with(BEGIN) : day;
    }
}
