package dev.belay.evaluation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What promptfoo 0.123.1 answered to each of these. */
class SqlTextTest {
    private static Optional<String> problem(String databaseType, String sql) {
        return SqlText.problemOf(sql, new SqlRules(databaseType, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "MySQL       | SELECT rank FROM scores                 | false",
                "PostgreSQL  | SELECT rank FROM scores                 | true",
                "MySQL       | SELECT * FROM order                     | false",
                "MySQL       | SELECT * FROM `order`                   | true",
                "MySQL       | SELECT * FROM t ORDER BY key            | false",
                "MySQL       | SELECT a FROM t GROUP BY groups         | false",
                "MySQL       | SELECT a AS int FROM t                  | false",
                "MySQL       | SELECT a AS start FROM t                | true",
                "MySQL       | SELECT t.rank FROM t                    | true",
                "MySQL       | UPDATE t SET rows = 1                   | true",
                "MySQL       | INSERT INTO t (a, read) VALUES (1, 2)   | false",
                "MySQL       | INSERT INTO t (a) VALUES (DEFAULT)      | false",
                "MySQL       | CREATE TABLE t (a INT, condition INT)   | false",
                "PostgreSQL  | SELECT * FROM group                     | false",
                "PostgreSQL  | SELECT count(*) AS count FROM t         | true",
                "SQLite      | SELECT count FROM t                     | false",
                "TransactSQL | SELECT key FROM t                       | true",
                "BigQuery    | SELECT * FROM order                     | true",
                "Snowflake   | SELECT * FROM order                     | true",
                "MySQL       | SELECT * FROM a.b.c                     | false",
                "PostgreSQL  | SELECT * FROM a.b.c                     | true",
                "MySQL       | SELECT 'it\\'s'                         | true",
                "MySQL       | DELETE t FROM t JOIN u ON t.id = u.id   | true",
            })
    void dialectDecides(String databaseType, String sql, boolean conforms) {
        assertThat(problem(databaseType, sql).isEmpty()).isEqualTo(conforms);
    }
}
