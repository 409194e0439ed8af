package dev.belay.registry.rest;

import dev.belay.contracts.canonical.Digest;
import dev.belay.identity.Caller;
import dev.belay.registry.store.ContentKind;
import dev.belay.registry.store.PromptStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Who may read what a digest names: whoever reads a prompt that has it. What no prompt has is nobody's secret. */
@ApplicationScoped
class ContentAccess {

    private final PromptStore prompts;
    private final Caller caller;

    ContentAccess(PromptStore prompts, Caller caller) {
        this.prompts = prompts;
        this.caller = caller;
    }

    void require(ContentKind kind, Digest digest) {
        var readable = caller.readable();
        if (readable.everything()) {
            return;
        }
        var having = prompts.having(kind, digest);
        if (having.stream().noneMatch(readable::includes)) {
            having.stream().findFirst().ifPresent(caller::requireReader);
        }
    }
}
