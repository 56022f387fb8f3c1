// SPDX-License-Identifier: Apache-2.0
package io.millrace.signature;

import static java.util.Collections.nCopies;

import io.millrace.cast.Castable;
import io.millrace.expr.DataType;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/** The words in which functions say what arguments they take: those of DataFusion. */
@Internal
public final class Signatures {
  /** Stands for any zone in the types of {@link #exact}. */
  public static final String ANY_ZONE = "+TZ";

  private Signatures() {}

  /**
   * A signature as DataFusion resolves it: lists of types that would do, of which the first that
   * the arguments can be brought to is taken; {@code loose} ones may be reached by any cast.
   */
  private record Words(Function<List<DataType>, List<List<DataType>>> valid, boolean loose)
      implements Signature {
    @Override
    public Optional<List<DataType>> coerce(List<DataType> given) {
      List<List<DataType>> candidates = valid.apply(given);
      if (candidates.contains(given)) {
        return Optional.of(given);
      }
      return candidates.stream()
          .limit(loose ? 1 : candidates.size())
          .flatMap(wanted -> each(wanted, given, loose ? Words::cast : Words::widened).stream())
          .findFirst();
    }

    private static Optional<DataType> cast(DataType into, DataType from) {
      return Castable.can(from, into) ? Optional.of(into) : Optional.empty();
    }

    private static Optional<DataType> widened(DataType into, DataType from) {
      return Signatures.widened(into, from);
    }
  }

  /** No arguments. */
  public static Signature nullary() {
    return given -> given.isEmpty() ? Optional.of(given) : Optional.empty();
  }

  /** These types, or narrower ones that widen to them. */
  public static Signature exact(DataType... types) {
    List<List<DataType>> one = List.of(List.of(types));
    return new Words(given -> one, false);
  }

  /** The first of several that accepts. */
  public static Signature oneOf(Signature... alternatives) {
    boolean loose = Arrays.stream(alternatives).allMatch(Signatures::isLoose);
    return new Words(
        given -> Arrays.stream(alternatives).flatMap(s -> valid(s, given).stream()).toList(),
        loose);
  }

  private static boolean isLoose(Signature signature) {
    return !(signature instanceof Words words) || words.loose();
  }

  private static List<List<DataType>> valid(Signature signature, List<DataType> given) {
    return signature instanceof Words words
        ? words.valid().apply(given)
        : signature.coerce(given).stream().toList();
  }

  /** So many arguments of one of these types, all of the same. */
  public static Signature uniform(int count, DataType... types) {
    return new Words(
        given -> Arrays.stream(types).map(type -> nCopies(count, type)).toList(), false);
  }

  /** Any number (but none) of arguments of one of these types, all of the same. */
  public static Signature variadic(DataType... types) {
    return new Words(
        given ->
            given.isEmpty()
                ? List.of()
                : Arrays.stream(types).map(type -> nCopies(given.size(), type)).toList(),
        false);
  }

  /** So many arguments, left as they are. */
  public static Signature any(int count) {
    return new Words(given -> given.size() == count ? List.of(given) : List.of(), true);
  }

  /** Arguments left as they are, at least one. */
  public static Signature variadicAny() {
    return new Words(given -> given.isEmpty() ? List.of() : List.of(given), true);
  }

  /** So many numbers, brought to one type; Float64 where all are NULL. */
  public static Signature numeric(int count) {
    Signature flat = common(count, DataType.FLOAT64, DataType::isNumeric, NumericTypes::common);
    return given -> flat.coerce(given.stream().map(DataType::unwrapped).toList());
  }

  /** So many texts, brought to one layout; Utf8 where all are NULL. */
  public static Signature string(int count) {
    return common(
        count,
        DataType.UTF8,
        type -> type.unwrapped().isText(),
        (a, b) -> SharedTypes.strings(a.unwrapped(), b.unwrapped()));
  }

  /** So many values that can be compared, brought to the type in which they are. */
  public static Signature comparable(int count) {
    return new Words(
        given ->
            given.size() != count
                ? List.of()
                : compared(given)
                    .map(one -> one.isNull() ? DataType.UTF8_VIEW : one)
                    .map(one -> List.of(nCopies(count, one)))
                    .orElse(List.of()),
        true);
  }

  /** Values that can be compared, at least one, brought to the type in which they are. */
  public static Signature variadicComparable() {
    return new Words(
        given ->
            given.isEmpty()
                ? List.of()
                : compared(given).map(one -> List.of(nCopies(given.size(), one))).orElse(List.of()),
        true);
  }

  private static Optional<DataType> compared(List<DataType> given) {
    Optional<DataType> all = Optional.of(given.get(0));
    for (DataType type : given.subList(1, given.size())) {
      all = all.flatMap(one -> SharedTypes.forComparison(one, type));
    }
    return all;
  }

  private static Signature common(
      int count,
      DataType ofNulls,
      Function<DataType, Boolean> admits,
      BiFunction<DataType, DataType, Optional<DataType>> meet) {
    return new Words(
        given -> {
          Optional<DataType> type = given.size() == count ? folded(given, meet) : Optional.empty();
          return type.map(found -> found.isNull() ? ofNulls : found)
              .filter(admits::apply)
              .map(found -> List.of(nCopies(count, found)))
              .orElse(List.of());
        },
        true);
  }

  /** The common type of all but NULLs; Null if there is nothing else. */
  static Optional<DataType> folded(
      List<DataType> types, BiFunction<DataType, DataType, Optional<DataType>> meet) {
    Optional<DataType> all = Optional.of(DataType.NULL);
    for (DataType type : types) {
      if (all.isPresent() && !type.isNull()) {
        all = all.get().isNull() ? Optional.of(type) : meet.apply(all.get(), type);
      }
    }
    return all;
  }

  /** One argument of each kind, in order. */
  public static Signature coercible(Argument... arguments) {
    return new Words(
        given -> {
          if (given.size() != arguments.length) {
            return List.of();
          }
          List<DataType> types = new ArrayList<>();
          for (int i = 0; i < arguments.length; i++) {
            Optional<DataType> type = arguments[i].type(given.get(i));
            if (type.isEmpty()) {
              return List.of();
            }
            types.add(type.get());
          }
          return List.of(types);
        },
        true);
  }

  /** As the function itself says. */
  public static Signature userDefined(Function<List<DataType>, Optional<List<DataType>>> rule) {
    return rule::apply;
  }

  /** The same, but a first argument that is NULL stays it. */
  public static Signature keepingNull(Signature signature) {
    return given ->
        signature
            .coerce(given)
            .map(
                types -> {
                  List<DataType> kept = new ArrayList<>(types);
                  kept.set(0, given.get(0).isNull() ? DataType.NULL : types.get(0));
                  return kept;
                });
  }

  private static Optional<List<DataType>> each(
      List<DataType> wanted,
      List<DataType> given,
      BiFunction<DataType, DataType, Optional<DataType>> rule) {
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Optional<DataType> type =
          wanted.get(i).equals(given.get(i))
              ? Optional.of(given.get(i))
              : rule.apply(wanted.get(i), given.get(i));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      types.add(type.get());
    }
    return Optional.of(types);
  }

  /** What a value of type {@code from} becomes where {@code into} is wanted. */
  static Optional<DataType> widened(DataType into, DataType from) {
    if (from instanceof DataType.Dictionary dictionary
        && widened(into, dictionary.value()).isPresent()) {
      return Optional.of(into);
    }
    if (into instanceof DataType.Dictionary dictionary
        && widened(dictionary.value(), from).isPresent()) {
      return Optional.of(into);
    }
    if (into instanceof DataType.Timestamp stamp && ANY_ZONE.equals(stamp.zone())) {
      return anyZone(stamp.unit(), from);
    }
    return widens(into, from) ? Optional.of(into) : Optional.empty();
  }

  private static boolean widens(DataType into, DataType from) {
    return switch (into.family()) {
      case NULL, TEXT -> true;
      case BOOLEAN -> from.isNull();
      case SIGNED, UNSIGNED, FLOAT, DECIMAL -> widensToNumber(into, from);
      case INTERVAL -> from.isNull() || from.isText();
      case TIMESTAMP -> widensToTimestamp((DataType.Timestamp) into, from);
      case LIST ->
          (into.id() == TypeId.LIST || into.id() == TypeId.LARGE_LIST)
              ? from.isNull() || (SharedTypes.isList(from) && depth(from) == depth(into))
              : into.equals(from);
      case BINARY, DATE, TIME, DURATION, STRUCT, MAP, UNION, ENCODED -> into.equals(from);
    };
  }

  private static boolean widensToNumber(DataType into, DataType from) {
    if (from.isDecimal() && !into.isDecimal()) {
      return into.equals(DataType.FLOAT64);
    }
    return (from.isNull() && !into.isDecimal())
        || NumericTypes.common(into, from).filter(into::equals).isPresent();
  }

  private static boolean widensToTimestamp(DataType.Timestamp into, DataType from) {
    if (from instanceof DataType.Timestamp stamp) {
      return into.zone() != null || (stamp.zone() == null && into.unit() == TimeUnit.NANOSECOND);
    }
    boolean nanos = into.zone() == null && into.unit() == TimeUnit.NANOSECOND;
    return ((into.zone() != null || nanos) && readsAsTimestamp(from))
        || (nanos && (from.equals(DataType.DATE64) || from.equals(DataType.UTF8_VIEW)));
  }

  private static boolean readsAsTimestamp(DataType from) {
    return from.isNull()
        || from.equals(DataType.DATE32)
        || from.equals(DataType.UTF8)
        || from.equals(DataType.LARGE_UTF8);
  }

  private static Optional<DataType> anyZone(TimeUnit unit, DataType from) {
    if (from instanceof DataType.Timestamp stamp && stamp.zone() != null) {
      return Optional.of(DataType.timestamp(unit, stamp.zone()));
    }
    return from instanceof DataType.Timestamp || readsAsTimestamp(from)
        ? Optional.of(DataType.timestamp(unit, "+00"))
        : Optional.empty();
  }

  private static int depth(DataType type) {
    return SharedTypes.isList(type) ? 1 + depth(SharedTypes.item(type).type()) : 0;
  }
}
