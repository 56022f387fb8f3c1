// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import io.millrace.ErrorCode;
import io.millrace.MillraceException;
import java.time.Duration;

/**
 * Windows of rows that are no further from one another than this.
 *
 * @param millis at least 1
 */
record SessionGap(long millis) implements WindowForm {
  @Override
  public <T, K, R> WindowOperator<T, K, R> operator(WindowParts<T, K, R> parts) {
    return new BundledSessions<>(parts, millis);
  }

  @Override
  public WindowForm later(long offset) {
    throw new MillraceException(
        ErrorCode.NOT_ALLOWED_HERE,
        "Cannot move sessions: they begin with their first row, expected no offset");
  }

  @Override
  public String toString() {
    return "with a gap of " + Duration.ofMillis(millis);
  }
}
