// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks.hand;

import io.millrace.benchmarks.workload.Column;
import io.millrace.benchmarks.workload.Rows;

/**
 * One fused loop for one expression: dense over the values, word by word over the validity, into
 * arrays that are used again. Booleans are masks, as in our blocks.
 */
public interface HandLoop {
  void run(Rows batch);

  /** What the last run computed; its arrays are used again by the next. */
  Column output();

  /** The loop for a query, for batches of at most so many rows. */
  static HandLoop of(String query, int rows) {
    return switch (query) {
      case "e01" -> new HandNumbers.Sum(rows);
      case "e02" -> new HandNumbers.Formula(rows);
      case "e03" -> new HandLogic.Range(rows);
      case "e04" -> new HandLogic.Choice(rows);
      case "e05" -> new HandText.UpperPart(rows);
      case "e06" -> new HandText.Contains(rows);
      case "e07" -> new HandLogic.Membership(rows);
      case "e08" -> new HandNumbers.Hour(rows);
      case "e09" -> new HandNumbers.Quotient(rows);
      case "e10" -> new HandNumbers.DecimalFormula(rows);
      case "e11" -> new HandText.LettersThenDigits(rows);
      case "e12" -> new HandLogic.Either(rows);
      default -> throw new IllegalArgumentException(query);
    };
  }
}
