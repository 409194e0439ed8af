package dev.belay.registry.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.contracts.canonical.CanonicalJson;
import dev.belay.contracts.document.SuiteDocument;
import dev.belay.contracts.document.SuiteDocument.Case;
import dev.belay.local.stack.TestStack;
import dev.belay.registry.domain.Content;
import dev.belay.registry.domain.SuiteDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database of before the cases lay in rows. */
class MigrationIT {

    private static final String DATABASE =
            "registry_" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void suitesOfBeforeAreTheSameAfter() throws SQLException {
        var stack = TestStack.shared();
        stack.createDatabase(DATABASE);
        migrate(stack, "1");
        var first =
                Content.of(new SuiteDocument(List.of(aCase("ｱ", "x"), aCase("𝒜", "y"), aCase("b", "\u0000\\u0000"))));
        var second = Content.of(
                new SuiteDocument(List.of(aCase("b", "\u0000\\u0000"), aCase("c", "\\\u0000\uf8ff\\uf8ff"))));
        try (var database = DriverManager.getConnection(stack.jdbcUrl(DATABASE), stack.user(), stack.password())) {
            database.createStatement().execute("insert into prompt values ('care/one'), ('care/two')");
            publish(database, "care/one", 1, first);
            publish(database, "care/one", 2, second);
            publish(database, "care/two", 1, Content.of(new SuiteDocument(List.of())));
            database.createStatement()
                    .execute("insert into content (digest, kind, erased_at) values ('e', 'suite', now())");

            migrate(stack, "2");

            assertThat(suite(database, first)).isEqualTo(first.digest());
            assertThat(suite(database, second)).isEqualTo(second.digest());
            assertThat(count(database, "select count(*) from eval_case")).isEqualTo(4);
            assertThat(count(database, "select count(*) from content where case_list is not null"))
                    .isEqualTo(3);
        }
    }

    private static void migrate(TestStack stack, String version) {
        Flyway.configure()
                .dataSource(stack.jdbcUrl(DATABASE), stack.user(), stack.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    private static Case aCase(String id, String note) {
        return new Case(id, null, Map.of("note", TextNode.valueOf(note)), null, 0.50, null, null, null);
    }

    private static void publish(Connection database, String prompt, int number, CanonicalJson suite)
            throws SQLException {
        try (var content =
                        database.prepareStatement("insert into content (digest, kind, json) values (?, 'suite', ?)");
                var row = database.prepareStatement(
                        "insert into suite (prompt, number, digest, cases, author, published_at) values (?, ?, ?, 0, 'a', now())")) {
            content.setString(1, suite.digest().value());
            content.setString(2, suite.text());
            content.executeUpdate();
            row.setString(1, prompt);
            row.setInt(2, number);
            row.setString(3, suite.digest().value());
            row.executeUpdate();
        }
    }

    private static Object suite(Connection database, CanonicalJson suite) throws SQLException {
        var digest = new SuiteDigest();
        var ids = new ArrayList<String>();
        try (var select = database.prepareStatement("""
                select eval_case.json, listed_case.place from content
                join listed_case on listed_case.list = content.case_list
                join eval_case on eval_case.id = listed_case.eval_case
                where content.digest = ? order by listed_case.place""")) {
            select.setString(1, suite.digest().value());
            var rows = select.executeQuery();
            while (rows.next()) {
                digest.next(rows.getString(1));
                ids.add(CasePlace.stored(rows.getBytes(2)).id());
                assertThat(CaseJson.read(rows.getString(1)).id()).isEqualTo(ids.getLast());
            }
        }
        assertThat(ids).isSorted().isNotEmpty();
        return digest.finish();
    }

    private static long count(Connection database, String sql) throws SQLException {
        try (var row = database.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
