// SPDX-License-Identifier: Apache-2.0
package io.millrace.wire;

import io.millrace.expr.Bytes;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Keeps large values of expressions under the SHA-256 of their bytes: each once, however many
 * expressions have it. Need not be trusted: what comes out is compared with its digest. To be
 * called by many threads and processes at a time. What it throws becomes STORE_UNAVAILABLE of the
 * expression, but for a {@code MillraceException}, which stays.
 */
@PublicEvolving
public interface PayloadStore {
  /** Keeps the value, unless it is there. */
  void put(Bytes digest, Bytes value);

  /** Empty if it is not there. */
  Optional<Bytes> get(Bytes digest);
}
