// SPDX-License-Identifier: Apache-2.0
package io.millrace.connector;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.expr.Field;
import io.millrace.expr.Schema;
import io.millrace.function.Closest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** csv with a header: columns by name, whatever their order; those not named are ignored. */
final class CsvRows implements TextRows {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final CsvRecords records;
  private final String nullText;
  private final int width;
  private final int[] places;

  /** Reads the header; throws UNKNOWN_NAME for a column of the schema that is not there. */
  CsvRows(InputStream in, Schema schema, String nullText) throws IOException {
    this.records = new CsvRecords(in);
    this.nullText = nullText;
    List<String> header = header();
    this.width = header.size();
    this.places = places(header, schema);
  }

  private List<String> header() throws IOException {
    CsvRecords.Line line = records.next();
    if (line == null) {
      throw new MillraceException(
          ErrorCode.BAD_EVENT, "Cannot read the csv header: the file is empty, expected a header");
    }
    if (line.problem() != null) {
      throw new MillraceException(
          ErrorCode.BAD_EVENT, "Cannot read the csv header: " + line.problem());
    }
    List<String> names = new ArrayList<>();
    for (CsvRecords.Field field : line.fields()) {
      names.add(names.isEmpty() ? field.text().replace(BYTE_ORDER_MARK, "") : field.text());
    }
    return names;
  }

  private static int[] places(List<String> header, Schema schema) {
    int[] places = new int[schema.fields().size()];
    for (int i = 0; i < places.length; i++) {
      Field field = schema.fields().get(i);
      places[i] = header.indexOf(field.name());
      if (places[i] < 0) {
        String hint =
            Closest.to(field.name(), header)
                .map(each -> ", did you mean \"" + each + "\"?")
                .orElse("");
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "Cannot find column \"%s\" in the csv header: found %s%s"
                .formatted(field.name(), String.join(", ", header), hint));
      }
      if (header.lastIndexOf(field.name()) != places[i]) {
        throw new MillraceException(
            ErrorCode.UNKNOWN_NAME,
            "Cannot find column \"%s\" in the csv header: it is there twice"
                .formatted(field.name()));
      }
    }
    return places;
  }

  @Override
  public TextRow next() throws IOException {
    CsvRecords.Line line = records.next();
    if (line == null) {
      return null;
    }
    if (line.problem() != null) {
      return TextRow.unreadable(line.number(), line.text(), line.problem());
    }
    if (line.fields().size() != width) {
      String problem = "%d fields, expected %d".formatted(line.fields().size(), width);
      return TextRow.unreadable(line.number(), line.text(), problem);
    }
    String[] cells = new String[places.length];
    for (int i = 0; i < places.length; i++) {
      CsvRecords.Field field = line.fields().get(places[i]);
      cells[i] = !field.quoted() && field.text().equals(nullText) ? null : field.text();
    }
    return TextRow.of(line.number(), line.text(), cells);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
