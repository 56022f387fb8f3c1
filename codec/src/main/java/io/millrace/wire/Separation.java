// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Bytes;
import java.util.List;
import java.util.function.Function;

/** Which values of an expression stand apart from its message. */
final class Separation {
  /** Below this, a place costs as much as the value. */
  private static final int LEAST = 64;

  static final Separation NONE = new Separation(Integer.MAX_VALUE, List::of);

  private final int least;
  private final Function<Bytes, List<Bytes>> parts;

  private Separation(int least, Function<Bytes, List<Bytes>> parts) {
    this.least = least;
    this.parts = parts;
  }

  /**
   * @param parts into which payloads are taken
   */
  static Separation into(Function<Bytes, List<Bytes>> parts) {
    return new Separation(LEAST, parts);
  }

  MessageWriter addMember(MessageWriter message, int field, Bytes value) {
    return value.length() < least
        ? message.bytesMember(field, value)
        : message.apartMember(field, List.of(value));
  }

  /** A field that is left out where it is empty. */
  MessageWriter add(MessageWriter message, int field, Bytes value) {
    return value.length() == 0 ? message : addMember(message, field, value);
  }

  MessageWriter addPayload(MessageWriter message, int field, Bytes payload) {
    message.countCode(payload.length());
    return payload.length() < least
        ? message.bytesMember(field, payload)
        : message.apartMember(field, parts.apply(payload));
  }
}
