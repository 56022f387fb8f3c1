// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.ErrorCode;
import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;

/** The errors of the readers and writers. */
final class Refusal {
  static final String DECODE = "decode expression";
  static final String ENCODE = "encode expression";

  private Refusal() {}

  static MillraceException malformed(String found, String expected) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot decode expression: " + found + ", expected " + expected);
  }

  static MillraceException lacks(String message, String field) {
    return malformed(message + " without " + field, "one");
  }

  /** The least of the fields of a message that are not known, of which {@code field} is one. */
  static int unknown(int least, int field) {
    return least == 0 ? field : Math.min(least, field);
  }

  /**
   * A oneof without a member that is known: of a newer DataFusion if there is any field at all.
   *
   * @param unknown the least field that is not known, or 0
   */
  static MillraceException noVariant(String message, int unknown) {
    if (unknown == 0) {
      return malformed("an empty " + message, "one of its variants");
    }
    return unsupported("variant " + unknown + " of " + message, "one of DataFusion 55");
  }

  /** The constant of a number on the wire, whose order is that of the enum. */
  static <E> E constant(E[] constants, int number, String what) {
    if (number < 0 || number >= constants.length) {
      throw malformed(what + " " + number, "0 to " + (constants.length - 1));
    }
    return constants[number];
  }

  static MillraceException unsupported(String found, String expected) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot decode expression: " + found + ", expected " + expected);
  }

  static MillraceException unwritable(String found, String expected) {
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot encode expression: " + found + ", expected " + expected);
  }

  static MillraceException tooDeep(Limits limits, String action) {
    return limits.exceeded(Limit.DEPTH, action, "nodes nested deeper");
  }
}
