// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.rules;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.types.Rule;
import io.millrace.types.RuleText;
import io.millrace.types.RuleWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/** The columns that a table of rules can have, each in the form of a table's row. */
enum RuleColumn {
  ID(DataTypes.STRING(), rule -> text(rule.id())),
  REVISION(DataTypes.BIGINT(), Rule::revision),
  ACTION(DataTypes.STRING(), rule -> spelled(rule.action())),
  SQL(DataTypes.STRING(), rule -> sql(rule.text())),
  EXPR(DataTypes.BYTES(), rule -> bytes(rule.text())),
  WHERE(DataTypes.STRING(), rule -> sql(rule.where())),
  WHERE_EXPR(DataTypes.BYTES(), rule -> bytes(rule.where())),
  KEY(DataTypes.ARRAY(DataTypes.STRING()), RuleColumn::keys),
  WINDOW(DataTypes.STRING(), rule -> window(rule.window())),
  HAVING(DataTypes.STRING(), rule -> sql(rule.having())),
  HAVING_EXPR(DataTypes.BYTES(), rule -> bytes(rule.having())),
  EMIT(DataTypes.STRING(), rule -> spelled(rule.emit())),
  EFFECTIVE_FROM(
      DataTypes.TIMESTAMP_LTZ(3),
      rule ->
          rule.effectiveFrom() == null
              ? null
              : TimestampData.fromEpochMillis(rule.effectiveFrom())),
  ON_ERROR(DataTypes.STRING(), rule -> spelled(rule.onError())),
  /** The whole of it, as it is written. */
  LINE(DataTypes.STRING(), null),
  /** File and number of the line. */
  ORIGIN(DataTypes.STRING(), null);

  private final DataType type;
  private final Function<Rule, Object> value;

  RuleColumn(DataType type, Function<Rule, Object> value) {
    this.type = type;
    this.value = value;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Throws {@link MillraceException} for a key that is bytes. Not of {@link #LINE} and {@link
   * #ORIGIN}, which lines have, too, that are no rules.
   */
  Object value(Rule rule) {
    return value.apply(rule);
  }

  /** Those of a table, by name; refuses others, and other types. */
  static List<RuleColumn> of(RowType row) {
    return row.getFields().stream().map(RuleColumn::of).toList();
  }

  private static RuleColumn of(RowType.RowField field) {
    for (RuleColumn column : values()) {
      if (column.word().equals(field.getName())) {
        if (!column.fits(field.getType())) {
          throw new ValidationException(
              "Cannot use column \"%s\" of rules: found %s, expected %s"
                  .formatted(
                      field.getName(),
                      field.getType().asSummaryString(),
                      column.type.getLogicalType().asSummaryString()));
        }
        return column;
      }
    }
    throw new ValidationException(
        "Cannot use column \"%s\" of rules: expected one of %s"
            .formatted(field.getName(), Arrays.stream(values()).map(RuleColumn::word).toList()));
  }

  private boolean fits(LogicalType found) {
    LogicalType expected = type.getLogicalType();
    return expected.is(LogicalTypeFamily.CHARACTER_STRING)
        ? found.is(LogicalTypeFamily.CHARACTER_STRING)
        : found.copy(true).equals(expected);
  }

  private static StringData text(String text) {
    return StringData.fromString(text);
  }

  private static StringData spelled(Enum<?> constant) {
    return constant == null ? null : text(constant.name().toLowerCase(Locale.ROOT));
  }

  private static StringData sql(RuleText text) {
    return text instanceof RuleText.Sql sql ? text(sql.text()) : null;
  }

  private static byte[] bytes(RuleText text) {
    return text instanceof RuleText.Encoded encoded ? encoded.expr().bytes() : null;
  }

  private static GenericArrayData keys(Rule rule) {
    return new GenericArrayData(rule.key().stream().map(key -> key(rule, key)).toArray());
  }

  private static StringData key(Rule rule, RuleText key) {
    StringData sql = sql(key);
    if (sql == null) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE,
          ("Cannot read key of rule \"%s\": found bytes, expected SQL text,"
                  + " or a table of rules with their line in place of their key")
              .formatted(rule.id()));
    }
    return sql;
  }

  private static StringData window(RuleWindow window) {
    if (window == null) {
      return null;
    }
    return text(
        window.match(
            aligned ->
                aligned.size() == aligned.slide()
                    ? "{\"tumble\":\"%dms\"}".formatted(aligned.size())
                    : "{\"hop\":[\"%dms\",\"%dms\"]}".formatted(aligned.size(), aligned.slide()),
            session -> "{\"session\":\"%dms\"}".formatted(session.gap())));
  }
}
