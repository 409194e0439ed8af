package dev.belay.cli.judgement;

import dev.belay.cli.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "sign-off",
        header = "Accept a change that waits for your word.",
        description = {
            "",
            "A safety-adjacent change waits for a sign-off whatever the evals say; so do the first version of a prompt,",
            "and every change of one that is not handed off to engineers. It is good for exactly this candidate,",
            "what is live now, and the criteria of today. Nobody signs their own change.",
            "`belay show CHANGE` shows what you sign; to refuse, leave it, or ask its author to withdraw it."
        },
        footer = {
            "",
            "Examples:",
            "  belay inbox                           what waits for you",
            "  belay show ch-8f2k1m9x0a",
            "  belay sign-off ch-8f2k1m9x0a --as pm",
            "",
            "Exit codes: 0 approved and live, 4 it still waits for somebody else, 1 rejected, 2 not yours to sign."
        })
public final class SignOffCommand implements Callable<Integer> {

    @ParentCommand
    private Invocation belay;

    @Parameters(paramLabel = "CHANGE|PROMPT", description = "What to sign.")
    private String subject;

    @Override
    public Integer call() throws InterruptedException {
        var judged = new Judged(belay);
        var change = judged.change(subject);
        var signed = belay.client().judgements().signOff(change);
        belay.terminal().say("signed off by " + signed.by());
        return judged.tell(change, signed);
    }
}
