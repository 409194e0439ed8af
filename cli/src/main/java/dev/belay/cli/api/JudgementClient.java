package dev.belay.cli.api;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.belay.contracts.change.ChangeEvent.Aspect;
import dev.belay.contracts.decision.Finding.Rule;
import dev.belay.contracts.decision.PersonEvent.AspectRemoved;
import dev.belay.contracts.decision.PersonEvent.CaseQuarantined;
import dev.belay.contracts.decision.PersonEvent.OverrideGiven;
import dev.belay.contracts.decision.PersonEvent.Owner;
import dev.belay.contracts.decision.PersonEvent.PolicyChosen;
import dev.belay.contracts.decision.PersonEvent.PromptHandedOff;
import dev.belay.contracts.decision.PersonEvent.SignOffGiven;
import dev.belay.contracts.decision.PersonEvent.TradeOffDecided;
import dev.belay.contracts.decision.PersonEvent.VersionAdopted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people judge, at the gate. */
public final class JudgementClient {

    private final Transport transport;

    JudgementClient(Transport transport) {
        this.transport = transport;
    }

    public List<Waiting> inbox() {
        return transport.get("/v1/inbox", new TypeReference<>() {});
    }

    public SignOffGiven signOff(String change) {
        return transport.post("/v1/sign-offs", Map.of("change", change), Map.of(), SignOffGiven.class);
    }

    public TradeOffDecided tradeOff(String change, String ceiling, boolean accepted, String reason) {
        var body = Map.of("change", change, "ceiling", ceiling, "accepted", accepted, "reason", reason);
        return transport.post("/v1/trade-offs", body, Map.of(), TradeOffDecided.class);
    }

    public AspectRemoved removeAspect(String change, Aspect aspect, String reason) {
        var body = Map.of("change", change, "aspect", aspect, "reason", reason);
        return transport.post("/v1/aspect-removals", body, Map.of(), AspectRemoved.class);
    }

    public OverrideGiven override(
            PromptName prompt,
            Rule rule,
            @Nullable String criterion,
            @Nullable String change,
            String reason,
            Instant until) {
        var body = new HashMap<String, Object>(
                Map.of("prompt", prompt.value(), "rule", rule, "reason", reason, "until", until.toString()));
        if (criterion != null) {
            body.put("criterion", criterion);
        }
        if (change != null) {
            body.put("change", change);
        }
        return transport.post("/v1/overrides", body, Map.of(), OverrideGiven.class);
    }

    /** @param until past or now ends an earlier one */
    public CaseQuarantined quarantine(PromptName prompt, String caseId, String owner, String reason, Instant until) {
        var body = Map.of(
                "prompt",
                prompt.value(),
                "caseId",
                caseId,
                "owner",
                owner,
                "reason",
                reason,
                "until",
                until.toString());
        return transport.post("/v1/quarantines", body, Map.of(), CaseQuarantined.class);
    }

    /** The newest of each case that ever had one. */
    public List<Quarantine> quarantines(PromptName prompt) {
        return List.of(transport.get("/v1/quarantines?prompt=" + prompt, Quarantine[].class));
    }

    /** Begins a review, or goes on with the one that is not ended. */
    public ReviewSheet review(String change) {
        return transport.post("/v1/reviews", Map.of("change", change), Map.of(), ReviewSheet.class);
    }

    public void say(String review, List<ReviewSheet.Verdict> verdicts) {
        transport.put("/v1/reviews/" + review + "/verdicts", verdicts, Map.of(), Map.class);
    }

    public ReviewResult submit(String review) {
        return transport.post("/v1/reviews/" + review + "/submission", Map.of(), Map.of(), ReviewResult.class);
    }

    public Ownership ownership(PromptName prompt) {
        return transport.get("/v1/handoffs/" + prompt, Ownership.class);
    }

    public PromptHandedOff handOff(PromptName prompt, Owner to, String reason) {
        return transport.post(
                "/v1/handoffs/" + prompt, Map.of("to", to, "reason", reason), Map.of(), PromptHandedOff.class);
    }

    public TeamPolicy policy(String team) {
        return transport.get("/v1/policies/" + team, TeamPolicy.class);
    }

    public PolicyChosen choose(String team, TeamPolicy policy) {
        return transport.put("/v1/policies/" + team, policy, Map.of(), PolicyChosen.class);
    }

    /** @param change a check of the version that already runs */
    public VersionAdopted adopt(String change, String reason) {
        return transport.post(
                "/v1/adoptions", Map.of("change", change, "reason", reason), Map.of(), VersionAdopted.class);
    }

    /** Releases an approved change that waits for it. */
    public void promote(String change) {
        transport.post("/v1/promotions", Map.of("change", change), Map.of(), Map.class);
    }
}
