package dev.belay.cli.audit;

import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal;
import dev.belay.contracts.audit.ChainCheck;
import dev.belay.contracts.audit.Flaw;
import dev.belay.contracts.signing.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The record of a time, complete in itself: with the root's public key anybody can check it, years later and offline.
 *
 * @param records chain by chain, in each chain's order
 */
record AuditExport(AuditSeal.Signed sealed, List<AuditRecord> records) {

    AuditExport {
        records = List.copyOf(records);
    }

    /** What is not as it was recorded, or not there. */
    List<Flaw> flaws(Trust trust) {
        var flaws = new ArrayList<>(ChainCheck.of(sealed, trust));
        var byKey = records.stream().collect(Collectors.groupingBy(AuditRecord::key));
        for (var chain : sealed.seal().chains()) {
            var check = new ChainCheck(chain, trust);
            byKey.getOrDefault(chain.key(), List.of()).forEach(check::read);
            byKey.remove(chain.key());
            flaws.addAll(check.flaws());
        }
        byKey.keySet().forEach(key -> flaws.add(new Flaw(key, 0, "the seal knows of no such chain")));
        return List.copyOf(flaws);
    }
}
