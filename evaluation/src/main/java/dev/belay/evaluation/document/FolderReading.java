package dev.belay.evaluation.document;

import dev.belay.contracts.document.CriteriaDocument;
import dev.belay.contracts.document.PromptDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading a prompt folder came to. Warnings are things that hold nothing up but will surprise. */
public sealed interface FolderReading {

    List<Problem> warnings();

    /**
     * @param criteria absent when the folder has no {@code criteria.yaml}
     * @param cases in the order of the files' names and the lines in them; ids are unique
     */
    record Folder(PromptDocument prompt, @Nullable CriteriaDocument criteria, List<Case> cases, List<Problem> warnings)
            implements FolderReading {

        public Folder {
            cases = List.copyOf(cases);
            warnings = List.copyOf(warnings);
        }
    }

    /** @param problems every mistake that was found, by file and line; at least one */
    record Problems(List<Problem> problems, List<Problem> warnings) implements FolderReading {

        public Problems {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }
}
