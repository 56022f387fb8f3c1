// SPDX-License-Identifier: Apache-2.0
package io.millrace.nested;

import static io.millrace.scalar.Scalar.scalar;
import static io.millrace.signature.ListSignatures.Part.LIST;
import static io.millrace.signature.ListSignatures.Part.TEXT;

import io.millrace.cast.Castable;
import io.millrace.cast.Casts;
import io.millrace.column.EvaluationError;
import io.millrace.expr.DataType;
import io.millrace.expr.Literal;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import io.millrace.kernel.Single;
import io.millrace.scalar.ResultSize;
import io.millrace.scalar.Scalar;
import io.millrace.scalar.ValueSize;
import io.millrace.signature.Call;
import io.millrace.signature.ListSignatures;
import io.millrace.signature.SharedTypes;
import io.millrace.value.DurationText;
import io.millrace.value.FloatText;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Lists written as text. */
@Internal
public final class ListText {
  /** The elements of lists inside count as the list's own; nulls are left out or replaced. */
  static final Scalar JOIN =
      scalar("array_to_string")
          .size(ResultSize.CHECKED)
          .accepts(
              ListSignatures.keepingNull(
                  ListFunctions.either(
                      ListSignatures.of(LIST, TEXT, TEXT), ListSignatures.of(LIST, TEXT))))
          .returns(DataType.UTF8)
          .nullsAsValues()
          .kernel(ListText::joining);

  public static final List<Scalar> ALL = List.of(JOIN);

  private ListText() {}

  private static Kernel joining(Call call) {
    Part part = Part.of(ListFunctions.item(call.type(0)));
    return ListFunctions.ofList(
        "array_to_string",
        call,
        args -> {
          if (args.get(0) == null || args.get(1) == null) {
            return null;
          }
          String forNull = args.size() == 3 ? (String) args.get(2) : null;
          Joined joined = new Joined((String) args.get(1), forNull);
          part.all((List<?>) args.get(0), joined);
          return joined.text.toString();
        });
  }

  /** What was written so far. */
  private static final class Joined {
    final StringBuilder text = new StringBuilder();
    private final String delimiter;
    private final String forNull;
    private boolean any;

    Joined(String delimiter, String forNull) {
      this.delimiter = delimiter;
      this.forNull = forNull;
    }

    void add(String element) {
      String next = element == null ? forNull : element;
      if (next != null) {
        ValueSize.check(
            "array_to_string", (long) text.length() + delimiter.length() + next.length());
        text.append(any ? delimiter : "").append(next);
        any = true;
      }
    }
  }

  /** How an element that is not null is written. */
  private interface Part {
    void write(Object element, Joined to);

    default void all(List<?> elements, Joined to) {
      for (Object each : elements) {
        if (each == null) {
          to.add(null);
        } else {
          write(each, to);
        }
      }
    }

    static Part of(DataType encoded) {
      DataType type = encoded.unwrapped();
      if (type.isNull()) {
        return new Nothing();
      }
      if (SharedTypes.isList(type)) {
        Part below = of(SharedTypes.item(type).type());
        return (element, to) -> below.all((List<?>) element, to);
      }
      if (type.isText()) {
        return (element, to) -> to.add((String) element);
      }
      if (type.isFloat()) {
        return (element, to) -> to.add(FloatText.plain((Double) element, type));
      }
      if (type instanceof DataType.Duration duration) {
        return (element, to) -> to.add(DurationText.iso((Long) element, duration.unit()));
      }
      if (!(type instanceof DataType.AnyList) && !Castable.can(type, DataType.UTF8)) {
        return new NoText(type);
      }
      Kernel cast = Casts.kernel(type, DataType.UTF8, true);
      return (element, to) -> to.add(cast(cast, new Literal(type, element)));
    }
  }

  /** A list of such elements fails, even if it has none. */
  private record NoText(DataType type) implements Part {
    @Override
    public void write(Object element, Joined to) {
      throw new EvaluationError(
          "Cannot write a list as text: the elements are "
              + type
              + ", expected a type with a text");
    }

    @Override
    public void all(List<?> elements, Joined to) {
      write(null, to);
    }
  }

  /** Elements of the type Null are not even replaced. */
  private record Nothing() implements Part {
    @Override
    public void write(Object element, Joined to) {}

    @Override
    public void all(List<?> elements, Joined to) {}
  }

  /** Null for binary that is no text. */
  private static String cast(Kernel cast, Literal element) {
    return (String) Single.evaluate(cast, Nulls.STRICT, List.of(element), DataType.UTF8).value();
  }
}
