package dev.belay.evaluation.provider;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a kind of server is asked, and what its answers say. */
interface Protocol {

    /** What follows the base URL. */
    String path(CompletionRequest request);

    Map<String, String> headers(@Nullable String apiKey);

    String body(CompletionRequest request);

    /** Of a body that came with 200; the reply has no price yet. */
    Answer read(String body, long latencyMs);

    /** The first word of the environment's names for key and address, like {@code OPENAI}. */
    String prefix();

    default String wayOut(int status) {
        return switch (status) {
            case 401, 403 -> "; check " + prefix() + "_API_KEY";
            case 404 ->
                "; check the model's name, and that " + prefix() + "_BASE_URL ends where "
                        + "the protocol's own path begins";
            default -> "";
        };
    }
}
