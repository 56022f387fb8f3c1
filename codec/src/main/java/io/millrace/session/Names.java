// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import io.millrace.function.FunctionKind;
import java.util.Locale;

/** The name of a call and that of the function in it are one: lists of who may do what go by it. */
final class Names {
  private Names() {}

  static void requireSame(String called, FunctionKind kind, String found, FunctionKind foundKind) {
    if (foundKind != kind || !found.equals(called)) {
      throw new MillraceException(
          ErrorCode.UNTRUSTED_FUNCTION,
          "Cannot decode function '"
              + called
              + "': its payload holds "
              + foundKind.name().toLowerCase(Locale.ROOT)
              + " function '"
              + found
              + "', expected a function of the name and kind of its call");
    }
  }
}
