// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.List;
import java.util.Map;

/** The functions that read a part of a value, whose schema names have brackets: {@code l[1:2]}. */
enum Access {
  /** One pair of brackets for each key; constant keys stand there as they are. */
  FIELD("][", 2),
  ELEMENT("", 2),
  SLICE(":", 3);

  private static final Map<String, Access> BY_FUNCTION =
      Map.of("get_field", FIELD, "array_element", ELEMENT, "array_slice", SLICE);

  private final String separator;
  private final int leastArgs;

  Access(String separator, int leastArgs) {
    this.separator = separator;
    this.leastArgs = leastArgs;
  }

  /** Null where the call is named in the common way. */
  static Access of(Expr.ScalarCall call) {
    Access access = BY_FUNCTION.get(call.function());
    return access == null || call.args().size() < access.leastArgs ? null : access;
  }

  Void write(SchemaNamePrinter printer, List<Expr> args) {
    printer.write(args.get(0));
    printer.write("[");
    int end = this == ELEMENT ? 2 : args.size();
    for (int i = 1; i < end; i++) {
      printer.write(i == 1 ? "" : separator);
      if (this == FIELD && args.get(i) instanceof Expr.Constant key) {
        printer.write(LiteralPrinter.plain(key.literal()));
      } else {
        printer.write(args.get(i));
      }
    }
    return printer.write("]");
  }
}
