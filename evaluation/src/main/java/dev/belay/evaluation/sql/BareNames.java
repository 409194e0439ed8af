package dev.belay.evaluation.sql;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a name that its dialect would want in quotes. Quirks kept: TransactSQL lets columns have any name, BigQuery tables,
 * Snowflake tables and aliases; after a dot and before the
 * = of an UPDATE every word is a name.
 */
final class BareNames extends TablesNamesFinder<Void> {
    private final Dialect dialect;
    private final Set<String> reserved;
    private final Set<Column> assigned = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean found;

    private BareNames(Dialect dialect) {
        this.dialect = dialect;
        this.reserved = ReservedWords.of(dialect);
        init(true);
    }

    static boolean anyReserved(List<Statement> statements, Dialect dialect) {
        return statements.stream().anyMatch(statement -> {
            var names = new BareNames(dialect);
            names.read(statement);
            return names.found;
        });
    }

    private void read(Statement statement) {
        switch (statement) {
            case Insert insert
            when insert.getColumns() != null -> insert.getColumns().forEach(this::column);
            case Update update -> update.getUpdateSets().forEach(set -> assigned.addAll(set.getColumns()));
            case CreateTable create
            when create.getColumnDefinitions() != null ->
                create.getColumnDefinitions().forEach(definition -> name(definition.getColumnName()));
            default -> {}
        }
        try {
            statement.accept(this, null);
        } catch (UnsupportedOperationException namesNoData) {
            return;
        }
    }

    @Override
    public <S> Void visit(Table table, S context) {
        if (dialect != Dialect.BIGQUERY && dialect != Dialect.SNOWFLAKE && table.getSchemaName() == null) {
            name(table.getName());
        }
        alias(table.getAlias());
        return super.visit(table, context);
    }

    @Override
    public <S> Void visit(Column column, S context) {
        if (!assigned.contains(column)) {
            column(column);
        }
        return super.visit(column, context);
    }

    @Override
    public <S> Void visit(SelectItem<?> item, S context) {
        alias(item.getAlias());
        return super.visit(item, context);
    }

    /** The finder of tables passes over what only orders and groups. */
    @Override
    public <S> Void visit(PlainSelect select, S context) {
        if (select.getOrderByElements() != null) {
            select.getOrderByElements().forEach(order -> order.getExpression().accept(this, context));
        }
        if (select.getGroupBy() != null && select.getGroupBy().getGroupByExpressionList() != null) {
            select.getGroupBy().getGroupByExpressionList().accept(this, context);
        }
        return super.visit(select, context);
    }

    private void column(Column column) {
        boolean bare = column.getTable() == null || column.getTable().getName() == null;
        if (bare && dialect != Dialect.TRANSACTSQL) {
            name(column.getColumnName());
        }
    }

    private void alias(@Nullable Alias alias) {
        if (alias != null && dialect != Dialect.SNOWFLAKE) {
            name(alias.getName());
        }
    }

    private void name(String name) {
        found |= reserved.contains(lowerCase(name));
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
