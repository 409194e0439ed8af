package dev.belay.evaluation.importing;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.evaluation.document.DocumentWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A prompt folder before it is written.
 *
 * @param criteria a draft: from here on it is the PM's
 * @param notes for the PM, one line each, at the head of the criteria
 */
public record FolderDraft(PromptDocument prompt, CriteriaDocument criteria, List<String> notes, List<Case> cases) {

    public FolderDraft {
        notes = List.copyOf(notes);
        cases = List.copyOf(cases);
    }

    /** {@code team/name} */
    public String name() {
        return prompt.name();
    }

    /** Contents by file name within the folder. */
    public Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        files.put("prompt.yaml", DocumentWriter.prompt(prompt));
        var head = notes.stream().map(note -> "# " + note + "\n").collect(Collectors.joining());
        files.put("criteria.yaml", head + DocumentWriter.criteria(criteria));
        if (!cases.isEmpty()) {
            files.put("cases/imported.yaml", DocumentWriter.cases(cases));
        }
        return files;
    }
}
