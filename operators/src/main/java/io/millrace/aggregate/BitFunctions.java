// SPDX-License-Identifier: Apache-2.0
package io.millrace.aggregate;

import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.signature.Signature;
import io.millrace.signature.Signatures;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Integers and booleans bit by bit. */
final class BitFunctions {
  private BitFunctions() {}

  private static final Signature INTEGER =
      AggregateFunctions.one(type -> type.isInteger() || type.isNull() ? type : null);

  private static final Signature BOOLEAN = Signatures.exact(DataType.BOOLEAN);

  static final List<Aggregate> ALL =
      List.of(
          idempotent("bit_and", INTEGER, (a, b) -> a & b),
          idempotent("bit_or", INTEGER, (a, b) -> a | b),
          AggregateFunctions.insensitive(
              "bit_xor",
              INTEGER,
              call -> call.type(0),
              AggregateFunctions.once("bit_xor distinct", type -> type),
              request -> List.of(Field.of("bit_xor", request.call().type(0))),
              call -> new BitFold(call.type(0), BitFold.XOR)),
          idempotent("bool_and", BOOLEAN, (a, b) -> a & b).unordered(),
          idempotent("bool_or", BOOLEAN, (a, b) -> a | b).unordered());

  /** One for which it does not matter whether a value comes once or more often. */
  private static Aggregate idempotent(String name, Signature accepts, LongBinaryOperator fold) {
    return new Aggregate(
        name,
        accepts,
        call -> call.type(0),
        Aggregate.Order.INSENSITIVE,
        request -> List.of(Field.of(name, request.call().type(0))),
        request -> new BitFold(request.call().type(0), fold));
  }
}
