package dev.belay.evaluation.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.evaluation.assertion.Output;
import java.util.Map;

/**
 * What an assertion is judged on.
 *
 * @param prompt as it was asked
 * @param vars as the prompt saw them
 * @param options of the test: who judges, and how, where it says so
 */
public record Question(String prompt, Output output, Map<String, JsonNode> vars, ObjectNode options) {}
