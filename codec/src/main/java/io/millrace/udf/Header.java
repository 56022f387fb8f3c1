// SPDX-License-Identifier: Apache-2.0
package io.millrace.udf;

import io.millrace.ErrorCode;
import io.millrace.Limits;
import io.millrace.MillraceException;
import io.millrace.closure.HeldCode;
import io.millrace.closure.JvmClosure;
import io.millrace.expr.DataType;
import io.millrace.expr.Field;
import io.millrace.function.Volatility;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What is said of a function besides its code.
 *
 * @param source the payload that the function was decoded from, or null
 * @param limits of its calls
 */
record Header(
    String name,
    List<Field> arguments,
    Field returns,
    List<Field> state,
    Volatility volatility,
    HeldCode source,
    Limits limits) {
  /** The name that DataFusion's Python gives the result of a scalar function. */
  static final String VALUE = "value";

  Header {
    if (name.isEmpty()) {
      throw new MillraceException(
          ErrorCode.NOT_ALLOWED_HERE, "Cannot define function: found an empty name, expected one");
    }
    arguments = List.copyOf(arguments);
    Objects.requireNonNull(returns);
    state = List.copyOf(state);
    Objects.requireNonNull(volatility);
    arguments.forEach(field -> JavaForm.of(field.type()));
    JavaForm.of(returns.type());
    state.forEach(field -> JavaForm.of(field.type()));
  }

  /** Of a function that is made here. */
  Header(
      String name, List<Field> arguments, Field returns, List<Field> state, Volatility volatility) {
    this(name, arguments, returns, state, volatility, null, Limits.DEFAULT);
  }

  /** Fields of types alone, named as datafusion-python names them. */
  static List<Field> numbered(String prefix, List<DataType> types) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(Field.of(prefix + i, types.get(i)));
    }
    return fields;
  }

  Header withArguments(List<Field> fields) {
    return new Header(name, fields, returns, state, volatility, null, limits);
  }

  Header withReturns(Field field) {
    return new Header(name, arguments, field, state, volatility, null, limits);
  }

  Header withVolatility(Volatility value) {
    return new Header(name, arguments, returns, state, value, null, limits);
  }

  Header within(Limits others) {
    return new Header(name, arguments, returns, state, volatility, source, others);
  }

  /** Of arguments only the types count. */
  boolean sameAs(Header that) {
    return name.equals(that.name)
        && types().equals(that.types())
        && returns.equals(that.returns)
        && state.equals(that.state)
        && volatility == that.volatility;
  }

  int hash() {
    return Objects.hash(name, types(), returns, state, volatility);
  }

  private List<DataType> types() {
    return arguments.stream().map(Field::type).toList();
  }

  /**
   * Whether the code is the same: of code that came that of one payload is, and no {@code equals}
   * of it is asked; of other code what it says, and if that throws, no.
   */
  boolean sameCode(Object code, Header that, Object other) {
    if (code == other || (source != null && source.equals(that.source))) {
      return true;
    }
    if (JvmClosure.isShipped(code) || JvmClosure.isShipped(other)) {
      return false;
    }
    try {
      return code.equals(other);
    } catch (RuntimeException e) {
      return false;
    }
  }
}
