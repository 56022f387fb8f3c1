// SPDX-License-Identifier: Apache-2.0
package org.example.delays;

import static io.millrace.expr.Exprs.col;

import io.millrace.session.SessionContext;
import io.millrace.udf.ScalarUdf;
import java.util.Base64;

/** A function as users write it, in a package of their own. */
public final class Delays {
  private Delays() {}

  /** The line of a rule that brings a function along. */
  public static String rule(long limit) {
    ScalarUdf beyond = ScalarUdf.of("beyond", (Long delay) -> delay > limit);
    byte[] bytes = SessionContext.create().encode(beyond.call(col("delay")));
    return "{\"id\":\"late\",\"revision\":1,\"expr\":\"%s\"}"
        .formatted(Base64.getEncoder().encodeToString(bytes));
  }
}
