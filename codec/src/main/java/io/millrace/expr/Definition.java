// SPDX-License-Identifier: Apache-2.0
package io.millrace.expr;

import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What a call carries of its function besides the name: either the {@link Payload} that came with
 * the bytes, unread, or a function that can be called. Two calls are equal only if their
 * definitions are, so functions of one name are never mistaken for each other.
 */
@PublicEvolving
public interface Definition {
  /**
   * The bytes by which the definition travels inside an expression; empty for one that travels by
   * its name.
   *
   * @throws io.millrace.MillraceException UNSUPPORTED_EXPRESSION for a function that can not travel
   */
  Optional<Bytes> payload();
}
