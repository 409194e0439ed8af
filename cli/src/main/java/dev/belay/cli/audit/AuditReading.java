package dev.belay.cli.audit;

import dev.belay.cli.api.BelayClient;
import dev.belay.contracts.audit.AuditRecord;
import dev.belay.contracts.audit.AuditSeal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The seal first, then what it says that there is: what is recorded meanwhile is not asked for. */
record AuditReading(BelayClient client) {

    AuditExport export(@Nullable Instant from, @Nullable Instant to, @Nullable String prompt) {
        var sealed = client.auditSeal(from, to, prompt);
        var records = new ArrayList<AuditRecord>();
        sealed.seal().chains().forEach(chain -> read(chain, records::add));
        return new AuditExport(sealed, records);
    }

    void read(AuditSeal.Chain chain, Consumer<AuditRecord> reader) {
        for (long next = chain.first(); next <= chain.last(); ) {
            var page = client.auditRecords(chain.key(), next, chain.last());
            page.forEach(reader);
            if (page.isEmpty()) {
                return;
            }
            next = page.getLast().place() + 1;
        }
    }
}
