// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** Which of some terms a row has its value from. */
abstract class Choice {
  /** Reads what the chosen term needs. */
  abstract Term choose();
}
