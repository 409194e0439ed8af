package dev.belay.evaluation.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.UseStatement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.drop.Drop;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.show.ShowTablesStatement;
import net.sf.jsqlparser.statement.truncate.Truncate;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/**
 * What statements name, as node-sql-parser writes it: {@code select::null::users} for a table (its database in the middle),
 * {@code select::users::name} for a column (its table in the middle, null where it is not written), {@code (.*)} for all
 * columns. Common table expressions count as tables.
 */
record SqlNames(Set<String> tables, Set<String> columns) {

    private static final String ALL = "(.*)";

    static SqlNames of(List<Statement> statements) {
        var names = new SqlNames(new LinkedHashSet<>(), new LinkedHashSet<>());
        statements.forEach(statement -> new Finder(names).read(statement));
        return names;
    }

    private static final class Finder extends TablesNamesFinder<Void> {
        private final SqlNames names;
        private final Map<String, String> tableByAlias = new HashMap<>();
        private final Set<Column> written = new LinkedHashSet<>();

        Finder(SqlNames names) {
            this.names = names;
        }

        void read(Statement statement) {
            init(true);
            // The first pass learns the aliases, which columns may use before the table is named.
            var before = new LinkedHashSet<>(names.columns);
            visited(statement);
            names.columns.clear();
            names.columns.addAll(before);
            switch (statement) {
                case Insert insert -> changed("insert", insert.getTable(), insert.getColumns());
                case Update update -> {
                    update.getUpdateSets().forEach(set -> written.addAll(set.getColumns()));
                    target("update", update.getTable());
                    written.forEach(column -> add("update", table(column), column.getColumnName()));
                }
                case Delete delete -> changed("delete", delete.getTable(), null);
                case Drop drop -> target("DROP", drop.getName());
                case Truncate truncate -> target("TRUNCATE", truncate.getTable());
                case CreateTable create -> target("create", create.getTable());
                case Alter alter -> target("alter", alter.getTable());
                case ShowTablesStatement show -> names.tables.add("show::null::null");
                case UseStatement use -> names.tables.add("use::" + use.getName() + "::null");
                default -> {}
            }
            visited(statement);
        }

        /** SET, CALL and the like name no data that the finder knows of. */
        private void visited(Statement statement) {
            try {
                statement.accept(this, null);
            } catch (UnsupportedOperationException namesNoData) {
                return;
            }
        }

        private void target(String action, Table table) {
            names.tables.remove("select::" + database(table) + "::" + table.getName());
            names.tables.add(action + "::" + database(table) + "::" + plain(table.getName()));
        }

        private void changed(String action, Table table, @Nullable Collection<Column> columns) {
            target(action, table);
            var name = plain(table.getName());
            if (columns == null || columns.isEmpty()) {
                add(action, name, ALL);
            } else {
                written.addAll(columns);
                columns.forEach(column -> add(action, name, column.getColumnName()));
            }
        }

        private void add(String action, @Nullable String table, String column) {
            names.columns.add(action + "::" + table + "::" + plain(column));
        }

        private static @Nullable String database(Table table) {
            var schema = table.getSchemaName();
            return schema == null ? null : plain(schema);
        }

        private @Nullable String table(Column column) {
            var table = column.getTable();
            if (table == null || table.getName() == null || table.getName().isEmpty()) {
                return null;
            }
            var name = plain(table.getName());
            return tableByAlias.getOrDefault(name, name);
        }

        @Override
        public <S> Void visit(Table table, S context) {
            var name = plain(table.getName());
            if (table.getAlias() != null) {
                tableByAlias.put(plain(table.getAlias().getName()), name);
            }
            var found = database(table) + "::" + name;
            if (names.tables.stream()
                    .noneMatch(known -> known.matches("(?!select).*") && known.endsWith("::" + found))) {
                names.tables.add("select::" + found);
            }
            return null;
        }

        @Override
        public <S> Void visit(Column column, S context) {
            if (!written.contains(column)) {
                add("select", table(column), column.getColumnName());
            }
            return null;
        }

        @Override
        public <S> Void visit(AllColumns all, S context) {
            add("select", null, ALL);
            return null;
        }

        @Override
        public <S> Void visit(AllTableColumns all, S context) {
            var name = plain(all.getTable().getName());
            add("select", tableByAlias.getOrDefault(name, name), ALL);
            return null;
        }

        /** {@code count(*)} names no column. */
        @Override
        public <S> Void visit(Function function, S context) {
            boolean star = function.getParameters() != null
                    && function.getParameters().stream().anyMatch(AllColumns.class::isInstance);
            return star ? null : super.visit(function, context);
        }

        private static String plain(String name) {
            return name.replaceAll("^[`\"\\[]|[`\"\\]]$", "");
        }
    }
}
