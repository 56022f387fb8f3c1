// SPDX-License-Identifier: Apache-2.0
package io.millrace.closure;

import io.millrace.Limit;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.expr.Expr;
import io.millrace.session.SessionContext;
import io.millrace.trust.Admission;
import io.millrace.trust.KeySet;
import io.millrace.trust.SignedEnvelope;
import io.millrace.trust.TrustPolicy;
import io.millrace.udf.ScalarFunction;
import io.millrace.udf.ScalarUdf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Lets an expression in if it is signed, and calls its function; a program of its own. */
public final class GatedReceiver {
  /** Not told by how busy the machine is. */
  private static final Limits PATIENT = Limits.DEFAULT.with(Limit.CALL_MILLIS, 100_000);

  private GatedReceiver() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] args) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(args[0]));
    KeySet keys = KeySet.read(Path.of(args[1]));
    TrustPolicy policy = TrustPolicy.signedBy(keys, "job");
    try {
      Admission admission =
          args.length < 3
              ? policy.admitUnsigned()
              : policy.admit(
                  SignedEnvelope.parse(Files.readString(Path.of(args[2]))), Instant.EPOCH);
      Expr.ScalarCall call =
          (Expr.ScalarCall) SessionContext.create().withLimits(PATIENT).decode(bytes, admission);
      ScalarFunction.Of1<Long, Boolean> code =
          (ScalarFunction.Of1<Long, Boolean>) ((ScalarUdf) call.definition()).code();
      System.out.println(code.apply(41L));
    } catch (MillraceException e) {
      System.out.println(e.code());
    }
  }
}
