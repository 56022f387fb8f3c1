// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector.arrow;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.row.TableTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DistinctType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Which columns of a file a table's are: those of their names, whose values rows hold as the
 * table's type has them. No value is converted.
 */
final class FileColumns {
  private FileColumns() {}

  /** Throws UNKNOWN_NAME or TYPE_MISMATCH. */
  static int[] of(RowType row, List<Field> file) {
    return row.getFields().stream().mapToInt(column -> place(column, file)).toArray();
  }

  private static int place(RowType.RowField column, List<Field> file) {
    int[] places =
        IntStream.range(0, file.size())
            .filter(i -> file.get(i).name().equals(column.getName()))
            .toArray();
    if (places.length != 1) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "found %d columns \"%s\", expected one among %s"
              .formatted(places.length, column.getName(), file.stream().map(Field::name).toList()));
    }
    Field field = file.get(places[0]);
    LogicalType found = TableTypes.of(field);
    if (!holds(column.getType(), found) && !field.type().equals(DataType.NULL)) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "found column \"%s\" of %s, expected a table that declares it as %s, not as %s"
              .formatted(
                  field.name(),
                  field.type(),
                  found.copy(true).asSummaryString(),
                  column.getType().asSummaryString()));
    }
    return places[0];
  }

  /** Whether rows of a table have values of the type that was found as those of the declared. */
  private static boolean holds(LogicalType declared, LogicalType found) {
    if (declared instanceof DistinctType distinct) {
      return holds(distinct.getSourceType(), found);
    }
    if (declared.is(LogicalTypeFamily.CHARACTER_STRING)) {
      return found.is(LogicalTypeFamily.CHARACTER_STRING);
    }
    if (declared.is(LogicalTypeFamily.BINARY_STRING)) {
      return found.is(LogicalTypeFamily.BINARY_STRING);
    }
    if (declared.is(LogicalTypeRoot.MULTISET)) {
      return found.is(LogicalTypeRoot.MAP) && holdAll(withCounts(declared), found.getChildren());
    }
    boolean rows = declared.is(LogicalTypeRoot.STRUCTURED_TYPE) && found.is(LogicalTypeRoot.ROW);
    if (declared.getTypeRoot() != found.getTypeRoot() && !rows) {
      return false;
    }
    return switch (found.getTypeRoot()) {
      case DECIMAL -> {
        DecimalType one = (DecimalType) declared;
        DecimalType other = (DecimalType) found;
        yield one.getPrecision() == other.getPrecision() && one.getScale() == other.getScale();
      }
      case TIME_WITHOUT_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
          LogicalTypeChecks.getPrecision(found) <= wholeUnit(declared);
      case ROW ->
          LogicalTypeChecks.getFieldNames(declared).equals(LogicalTypeChecks.getFieldNames(found))
              && holdAll(declared.getChildren(), found.getChildren());
      default -> holdAll(declared.getChildren(), found.getChildren());
    };
  }

  private static List<LogicalType> withCounts(LogicalType multiset) {
    List<LogicalType> types = new ArrayList<>(multiset.getChildren());
    types.add(new IntType());
    return types;
  }

  /** Digits of the unit in which all digits of a type have their places. */
  private static int wholeUnit(LogicalType time) {
    return (LogicalTypeChecks.getPrecision(time) + 2) / 3 * 3;
  }

  private static boolean holdAll(List<LogicalType> declared, List<LogicalType> found) {
    return declared.size() == found.size()
        && IntStream.range(0, declared.size()).allMatch(i -> holds(declared.get(i), found.get(i)));
  }
}
