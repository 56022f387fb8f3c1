// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.expr.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * The bytes that a function came as. What is said of it, its classes and which of their methods it
 * is are in memory once for all functions that have the same; each has what it captured. Immutable;
 * equal if the bytes are.
 */
@Internal
public final class HeldCode {
  private final List<Bytes> parts;

  private HeldCode(List<Bytes> parts) {
    this.parts = parts;
  }

  public static HeldCode of(Bytes bytes) {
    Optional<JvmClosure.Parts> function = JvmClosure.find(bytes);
    if (function.isEmpty()) {
      return new HeldCode(List.of(Interned.of(bytes)));
    }
    JvmClosure.Parts found = function.get();
    return new HeldCode(
        List.of(
            Interned.of(found.before()),
            Interned.of(found.classes()),
            Interned.of(found.lambda()),
            Bytes.copyOf(found.rest().toArray())));
  }

  /** In order; all but the last are shared. */
  List<Bytes> parts() {
    return parts;
  }

  /** Put together anew. */
  public Bytes bytes() {
    ByteBuffer whole = ByteBuffer.allocate(parts.stream().mapToInt(Bytes::length).sum());
    parts.forEach(part -> whole.put(part.toBuffer()));
    return Bytes.wrap(whole.array());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HeldCode that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.get(parts.size() - 1).hashCode();
  }
}
