// SPDX-License-Identifier: Apache-2.0
package io.millrace.operator;

import java.io.Serializable;

/** Which rows of a key are in one window; prints itself for people. */
sealed interface WindowForm extends Serializable permits AlignedSpans, SessionGap {
  <T, K, R> WindowOperator<T, K, R> operator(WindowParts<T, K, R> parts);

  /** The same so many milliseconds later. */
  WindowForm later(long millis);
}
