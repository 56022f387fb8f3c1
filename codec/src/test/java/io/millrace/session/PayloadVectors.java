// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.expr.Definition;
import io.millrace.expr.Expr;
import io.millrace.function.FunctionKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Expressions with functions of Python, sound and damaged, with what datafusion-python says of
 * them.
 *
 * @param error of decoding, empty if there is none
 * @param strictError of decoding where inlining is off
 */
record PayloadVectors(
    String id, FunctionKind kind, String function, byte[] expr, String error, String strictError) {
  static List<PayloadVectors> all() {
    try (InputStream in = PayloadVectors.class.getResourceAsStream("payloads.tsv.gz");
        GZIPInputStream lines = new GZIPInputStream(in)) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> of(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PayloadVectors of(String[] columns) {
    return new PayloadVectors(
        columns[0],
        FunctionKind.valueOf(columns[1].toUpperCase(Locale.ROOT)),
        columns[2],
        Base64.getDecoder().decode(columns[3]),
        columns[4],
        columns[5]);
  }

  boolean isByName() {
    return id.endsWith("/by_name");
  }

  static Definition definition(Expr expr) {
    if (expr instanceof Expr.ScalarCall call) {
      return call.definition();
    }
    return expr instanceof Expr.AggregateCall call
        ? call.definition()
        : ((Expr.WindowCall) expr).definition();
  }
}
