// SPDX-License-Identifier: Apache-2.0
package io.millrace.types;

import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;

/** An expression of a rule as its author gave it. */
@PublicEvolving
public sealed interface RuleText {
  /** The same to be kept for long. */
  RuleText kept();

  /** SQL text. */
  record Sql(String text) implements RuleText {
    public Sql {
      Objects.requireNonNull(text);
    }

    @Override
    public RuleText kept() {
      return this;
    }
  }

  /** DataFusion's protobuf bytes. */
  record Encoded(EncodedExpr expr) implements RuleText {
    public Encoded {
      Objects.requireNonNull(expr);
    }

    @Override
    public RuleText kept() {
      return new Encoded(expr.kept());
    }
  }
}
