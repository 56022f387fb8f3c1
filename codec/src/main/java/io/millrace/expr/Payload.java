// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Objects;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A definition as it came: nothing of it was read, let alone run, and it is encoded again byte for
 * byte. It may be empty, which on the wire is not the same as none.
 */
@PublicEvolving
public record Payload(Bytes bytes) implements Definition {
  public Payload {
    Objects.requireNonNull(bytes);
  }

  /** Copies what it is given. */
  public static Payload of(byte[] bytes) {
    return new Payload(Bytes.copyOf(bytes));
  }

  @Override
  public Optional<Bytes> payload() {
    return Optional.of(bytes);
  }
}
