// SPDX-License-Identifier: Apache-2.0
package io.millrace.session;

import io.millrace.Limits;
import io.millrace.sql.Dialect;
import io.millrace.trust.TrustPolicy;

/** What handles on one session may differ in. */
record Settings(
    CodecChain logical,
    CodecChain physical,
    Inlining inlining,
    Shadowing shadowing,
    TrustPolicy trust,
    Limits limits,
    Dialect dialect) {
  static final Settings STANDARD =
      new Settings(
          CodecChain.EMPTY,
          CodecChain.EMPTY,
          Inlining.ON,
          Shadowing.REFUSED,
          TrustPolicy.none(),
          Limits.DEFAULT,
          Dialect.GENERIC);

  /** Whether functions travel by value. */
  enum Inlining {
    ON,
    OFF
  }

  /** Whether a function may travel by a name that a built-in one has. */
  enum Shadowing {
    REFUSED,
    ALLOWED
  }

  Settings with(Inlining value) {
    return new Settings(logical, physical, value, shadowing, trust, limits, dialect);
  }

  Settings with(Shadowing value) {
    return new Settings(logical, physical, inlining, value, trust, limits, dialect);
  }

  Settings with(TrustPolicy value) {
    return new Settings(logical, physical, inlining, shadowing, value, limits, dialect);
  }

  Settings with(Limits value) {
    return new Settings(logical, physical, inlining, shadowing, trust, value, dialect);
  }

  Settings with(Dialect value) {
    return new Settings(logical, physical, inlining, shadowing, trust, limits, value);
  }

  Settings withLogical(CodecChain chain) {
    return new Settings(chain, physical, inlining, shadowing, trust, limits, dialect);
  }

  Settings withPhysical(CodecChain chain) {
    return new Settings(logical, chain, inlining, shadowing, trust, limits, dialect);
  }
}
