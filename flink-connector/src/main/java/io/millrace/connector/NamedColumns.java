// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of a file that has a schema of its own, with the columns that are asked for, by name. */
final class NamedColumns implements Rows {
  private final Rows rows;
  private final int[] places;

  private NamedColumns(Rows rows, int[] places) {
    this.rows = rows;
    this.places = places;
  }

  /**
   * @param rows closed with these, also if they are refused
   * @param found their columns
   */
  static Rows of(Rows rows, Schema found, Schema wanted) throws IOException {
    if (found.fields().equals(wanted.fields())) {
      return rows;
    }
    try {
      return new NamedColumns(
          rows, wanted.fields().stream().mapToInt(each -> place(each, found)).toArray());
    } catch (MillraceException refused) {
      rows.close();
      throw refused;
    }
  }

  private static int place(Field wanted, Schema found) {
    List<Field> fields = found.fields();
    int[] places =
        IntStream.range(0, fields.size())
            .filter(i -> fields.get(i).name().equals(wanted.name()))
            .toArray();
    if (places.length != 1) {
      throw new MillraceException(
          ErrorCode.UNKNOWN_NAME,
          "Cannot find column \"%s\" in the file: found %s"
              .formatted(
                  wanted.name(),
                  places.length > 1
                      ? "it " + places.length + " times"
                      : fields.stream().map(Field::name).collect(Collectors.joining(", "))));
    }
    DataType type = fields.get(places[0]).type();
    if (!type.equals(wanted.type()) && !(type.isText() && wanted.type().isText())) {
      throw new MillraceException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot read column \"%s\" of the file: it is %s, expected %s"
              .formatted(wanted.name(), type, wanted.type()));
    }
    return places[0];
  }

  @Override
  public Row next() throws IOException {
    Row row = rows.next();
    if (row == null) {
      return null;
    }
    Object[] values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = row.values()[places[i]];
    }
    return new Row(row.line(), row.text(), values, row.problem());
  }

  @Override
  public void skip(long count) throws IOException {
    rows.skip(count);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
