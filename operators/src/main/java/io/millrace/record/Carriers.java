// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

/** Templates of the same meaning, one for each carrier. */
record Carriers<T>(
    Class<? extends T> ofLong,
    Class<? extends T> ofDouble,
    Class<? extends T> ofTruth,
    Class<? extends T> ofBytes,
    Class<? extends T> ofBlock) {
  /** What the template for the carrier of a term makes. */
  @SuppressWarnings("unchecked")
  T make(TermClasses classes, Term term, Object... args) {
    return (T) classes.make(of(term), args);
  }

  Class<? extends T> of(Term term) {
    if (term instanceof LongTerm) {
      return ofLong;
    } else if (term instanceof DoubleTerm) {
      return ofDouble;
    } else if (term instanceof TruthTerm) {
      return ofTruth;
    }
    return term instanceof BytesTerm ? ofBytes : ofBlock;
  }
}
