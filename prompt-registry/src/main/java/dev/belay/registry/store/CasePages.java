package dev.belay.registry.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** The cases of a list in their order, a few at a time. */
@ApplicationScoped
class CasePages {

    static final int LONGEST = 256;

    /** Cases may have some mebibytes each, and whoever reads holds a page. */
    private static final int BYTES = 1 << 20;

    private static final String PAGE = """
            select place, json from (
                select place, json, sum(bytes) over (order by place) - bytes as bytes_before from (
                    select place, json, octet_length(json) as bytes from (
                        select place, (select json from eval_case where id = listed_case.eval_case) as json
                        from listed_case where list = ? and place >= ? order by place limit ?) as read) as measured) as page
            where bytes_before < ? order by place""";

    private final Session session;

    CasePages(Session session) {
        this.session = session;
    }

    /** @param next where the next page begins; absent when this one is empty */
    record Page(List<String> json, @Nullable CasePlace next) {}

    @Transactional
    boolean has(long list, String id) {
        return session.doReturningWork(connection -> {
            try (var select = connection.prepareStatement("select 1 from listed_case where list = ? and place = ?")) {
                select.setLong(1, list);
                select.setBytes(2, CasePlace.of(id).bytes());
                try (var row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** Empty only when there are no more, or none are wanted. */
    @Transactional
    Page page(long list, CasePlace from, int limit) {
        return session.doReturningWork(connection -> read(connection, list, from, Math.min(limit, LONGEST)));
    }

    private static Page read(Connection connection, long list, CasePlace from, int limit) throws SQLException {
        var json = new ArrayList<String>();
        CasePlace next = null;
        try (var select = connection.prepareStatement(PAGE)) {
            select.setLong(1, list);
            select.setBytes(2, from.bytes());
            select.setInt(3, limit);
            select.setInt(4, BYTES);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    next = CasePlace.stored(rows.getBytes(1)).next();
                    json.add(rows.getString(2));
                }
            }
        }
        return new Page(json, next);
    }

    /** All of them, canonical. */
    void forEach(long list, Consumer<String> reader) {
        var page = page(list, CasePlace.FIRST, LONGEST);
        while (page.next() != null) {
            page.json().forEach(reader);
            page = page(list, page.next(), LONGEST);
        }
    }
}
