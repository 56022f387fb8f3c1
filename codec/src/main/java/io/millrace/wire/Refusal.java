// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import com.google.protobuf.UnknownFieldSet;
import io.millrace.ErrorCode;
import io.millrace.MillraceException;

/** The errors of the readers and writers. */
final class Refusal {
  private Refusal() {}

  static MillraceException malformed(String found, String expected) {
    return new MillraceException(
        ErrorCode.MALFORMED_BYTES, "Cannot decode expression: " + found + ", expected " + expected);
  }

  static MillraceException lacks(String message, String field) {
    return malformed(message + " without " + field, "one");
  }

  /** A oneof without a member that is known: of a newer DataFusion if there is any field at all. */
  static MillraceException noVariant(String message, UnknownFieldSet unknown) {
    if (unknown.asMap().isEmpty()) {
      return malformed("an empty " + message, "one of its variants");
    }
    return new MillraceException(
        ErrorCode.UNSUPPORTED_EXPRESSION,
        "Cannot decode expression: variant "
            + unknown.asMap().keySet().iterator().next()
            + " of "
            + message
            + ", expected one of DataFusion 55");
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

  static MillraceException tooDeep(int maxDepth) {
    return new MillraceException(
        ErrorCode.LIMIT_EXCEEDED,
        "Cannot encode expression: nodes nested deeper, expected at most maxDepth = " + maxDepth);
  }
}
