package dev.belay.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrantsTest {

    @Test
    void rolesCountInTheirTeam() {
        var grants = Grants.of(List.of("belay:care:pm", "belay:care:engineer", "belay:billing:viewer"));

        assertThat(grants.in("care")).containsExactlyInAnyOrder(Role.PM, Role.ENGINEER);
        assertThat(grants.in("billing")).containsExactly(Role.VIEWER);
        assertThat(grants.in("sales")).isEmpty();
    }

    @Test
    void aStarCountsInEveryTeamAndSoDoesAnAuditor() {
        assertThat(Grants.of(List.of("belay:*:ops")).in("care")).containsExactly(Role.OPS);
        assertThat(Grants.of(List.of("belay:billing:auditor")).in("care")).containsExactly(Role.AUDITOR);
    }

    @Test
    void whoMayReadIsNoApplication() {
        var readable =
                Grants.of(List.of("belay:care:viewer", "belay:billing:app")).readable();
        assertThat(readable.includes("care/visit-summary")).isTrue();
        assertThat(readable.includes("billing/letter")).isFalse();
        assertThat(readable.includes("careless/letter")).isFalse();

        assertThat(Grants.of(List.of("belay:*:app")).readable().includes("care/visit-summary"))
                .isFalse();
        assertThat(Grants.of(List.of("belay:*:viewer")).readable().includes("care/visit-summary"))
                .isTrue();
        assertThat(Grants.of(List.of("belay:x:auditor")).readable().includes("care/visit-summary"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pm",
                "belay:care",
                "belay:care:",
                "belay::pm",
                "belay: :pm",
                "belay:care:pm:more",
                "belay:care:PM",
                "belay:care:admin",
                "other:care:pm",
                " belay:care:pm"
            })
    void whatIsNoEntryGrantsNothing(String entry) {
        assertThat(Grants.of(List.of(entry)).all()).isEmpty();
    }
}
