// SPDX-License-Identifier: Apache-2.0
package io.millrace.sql;

import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.sql.SqlExpressionParser.ColumnDefinitionContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Columns in text, as in DataFusion's {@code CREATE TABLE}: {@code carrier VARCHAR, delay DOUBLE
 * NOT NULL}. A type may also be Arrow's, in DataFusion's spelling and quotes: {@code at
 * 'Timestamp(ms, "UTC")'}. Names are lower-cased unless quoted.
 */
@PublicEvolving
public final class SqlSchema {
  private SqlSchema() {}

  /**
   * A schema without table. Throws {@link MillraceException} with a position: SYNTAX, UNKNOWN_NAME
   * for a type, TYPE_MISMATCH for one that can not be, LIMIT_EXCEEDED.
   */
  public static Schema parse(String text) {
    Limits limits = Limits.DEFAULT;
    SourceText source = new SourceText(text);
    SqlTypes types = new SqlTypes(source, limits);
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    var definitions = SyntaxTree.of(text, source, limits, SqlExpressionParser::columnDefinitions);
    for (ColumnDefinitionContext definition : definitions.columnDefinition()) {
      String name = Names.of(definition.columnName());
      if (!names.add(name)) {
        throw source.error(
            ErrorCode.SYNTAX,
            definition.columnName(),
            "Cannot read schema: found column \"" + name + "\" twice");
      }
      DataType type =
          definition.STRING() == null
              ? types.of(definition.dataType())
              : arrowType(definition, source);
      fields.add(Field.of(name, type, definition.NOT() == null));
    }
    return new Schema(null, fields);
  }

  private static DataType arrowType(ColumnDefinitionContext definition, SourceText source) {
    try {
      return DataType.parse(Names.unquoted(definition.STRING().getText()));
    } catch (MillraceException e) {
      throw source.error(e.code(), definition.STRING().getSymbol(), e.getMessage());
    }
  }
}
