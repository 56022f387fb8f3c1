// SPDX-License-Identifier: Apache-2.0
package io.millrace.record;

import io.millrace.MillraceException;
import io.millrace.bind.Binder;
import io.millrace.bind.TypedExpr;
import io.millrace.column.Lane;
import io.millrace.column.RandomValues;
import io.millrace.expr.DataType;
import io.millrace.expr.Expr;
import io.millrace.expr.Field;
import io.millrace.expr.Literal;
import io.millrace.expr.Operator;
import io.millrace.expr.Schema;
import io.millrace.expr.TimeUnit;
import io.millrace.expr.TypeId;
import io.millrace.function.FunctionKind;
import io.millrace.function.FunctionNames;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Expressions over a column of every type, made by chance from all operators, functions, casts and
 * forms, of which those are kept that bind.
 */
final class RandomBindings {
  /** Not the same each time, or as long as their arguments say. */
  private static final Set<String> LEFT_OUT = Set.of("random", "uuid", "repeat", "lpad", "rpad");

  private static final List<String> FUNCTIONS =
      FunctionNames.names(FunctionKind.SCALAR).stream()
          .filter(name -> !LEFT_OUT.contains(name))
          .toList();
  private static final Operator[] ARITHMETIC = {
    Operator.PLUS, Operator.MINUS, Operator.MULTIPLY, Operator.DIVIDE, Operator.MODULO
  };
  private static final List<String> TEXTS =
      List.of("", "a", "7", "-1", "1.5", "ab%", "täg", "2024-02-29", "true", "day", "日本 b", "x_");
  private static final List<DataType> COMMON =
      List.of(
          DataType.INT64,
          DataType.INT32,
          DataType.FLOAT64,
          DataType.UTF8,
          DataType.UTF8_VIEW,
          DataType.decimal128(38, 10),
          DataType.timestamp(TimeUnit.NANOSECOND),
          DataType.DATE32);
  private static final List<DataType> NUMBERS =
      List.of(
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.UINT16,
          DataType.UINT32,
          DataType.UINT64,
          DataType.FLOAT16,
          DataType.FLOAT32,
          DataType.FLOAT64);
  private static final Operator[] ON_NUMBERS = {
    Operator.PLUS,
    Operator.MINUS,
    Operator.MULTIPLY,
    Operator.BITWISE_AND,
    Operator.BITWISE_XOR,
    Operator.LT,
    Operator.EQ
  };
  private static final Operator[] COMPARISONS = {Operator.LT, Operator.EQ, Operator.GT_EQ};
  private static final List<String> HIGHER_ORDER =
      FunctionNames.names(FunctionKind.HIGHER_ORDER).stream()
          .filter(name -> FunctionNames.find(name, FunctionKind.HIGHER_ORDER).get().equals(name))
          .toList();
  private static final List<DataType> LISTS =
      RandomValues.TYPES.stream().filter(DataType.AnyList.class::isInstance).toList();
  private static final int TRIES = 200;

  static final Schema SCHEMA = schema();

  private final Random random;
  private final RandomValues values;
  private final boolean numbersOnly;
  private final Binder binder = Binder.over(SCHEMA);
  private final List<Expr> exprs = new ArrayList<>();
  private final List<DataType> types = new ArrayList<>();

  RandomBindings(Random random) {
    this(random, false);
  }

  private RandomBindings(Random random, boolean numbersOnly) {
    this.random = random;
    this.numbersOnly = numbersOnly;
    values = new RandomValues(random);
    for (Field field : SCHEMA.fields()) {
      exprs.add(new Expr.Column(null, field.name()));
      types.add(field.type());
    }
  }

  /** Of operators on numbers, much of which can be fused. */
  static RandomBindings ofNumbers(Random random) {
    return new RandomBindings(random, true);
  }

  private static Schema schema() {
    List<Field> fields = new ArrayList<>();
    for (DataType type : RandomValues.TYPES) {
      fields.add(Field.of("c" + fields.size(), type));
    }
    return new Schema("t", fields);
  }

  /** One that is made of those made before; they are worth more than columns. */
  TypedExpr next() {
    for (int i = 0; i < TRIES; i++) {
      Expr expr = make();
      try {
        TypedExpr bound = binder.bind(expr);
        boolean oneOfMany = bound.type().equals(DataType.BOOLEAN) && random.nextInt(5) > 0;
        if (!(bound instanceof TypedExpr.Constant) && !oneOfMany) {
          exprs.add(expr);
          types.add(bound.type());
          return bound;
        }
      } catch (MillraceException refused) {
        // types that do not go together: the next try
      }
    }
    throw new AssertionError("nothing binds");
  }

  Object[] row() {
    return SCHEMA.fields().stream().map(field -> value(field.type())).toArray();
  }

  private Object value(DataType type) {
    Object any = values.value(type);
    if (any == null || random.nextInt(3) == 0) {
      return any;
    }
    return switch (type.id()) {
      case UTF8, LARGE_UTF8, UTF8_VIEW -> TEXTS.get(random.nextInt(TEXTS.size()));
      case DECIMAL32, DECIMAL64, DECIMAL128, DECIMAL256 ->
          BigInteger.valueOf(random.nextInt(2000) - 500);
      case FLOAT16, FLOAT32, FLOAT64 -> (random.nextInt(20) - 8) / 2.0;
      default ->
          Lane.of(type) == Lane.LONG && type.id() != TypeId.DICTIONARY
              ? (Object) (long) (random.nextInt(8) - (Math.min(0L, (Long) any) < 0 ? 3 : 0))
              : any;
    };
  }

  private Expr make() {
    return numbersOnly ? onNumbers() : any(random.nextInt(15));
  }

  private Expr onNumbers() {
    DataType type = type();
    return switch (random.nextInt(16)) {
      case 0 -> new Expr.Cast(any(), type, false, true, Map.of());
      case 1 -> call();
      case 2 -> new Expr.Negative(of(type));
      default -> new Expr.Binary(anyOf(ON_NUMBERS), List.of(of(type), of(type)));
    };
  }

  private Expr any(int form) {
    return switch (form) {
      case 0, 1, 2, 3 -> binary();
      case 4, 5, 6, 7 -> call();
      case 8 -> new Expr.Cast(any(), type(), random.nextInt(3) == 0, true, Map.of());
      case 9 -> random.nextBoolean() ? new Expr.Not(truth()) : new Expr.Negative(any());
      case 10 -> new Expr.Is(anyOf(Expr.Is.Test.values()), random.nextBoolean() ? any() : truth());
      case 11 -> {
        DataType type = type();
        yield random.nextBoolean()
            ? new Expr.Between(of(type), random.nextBoolean(), of(type), of(type))
            : new Expr.InList(
                of(type), List.of(constant(type), constant(type)), random.nextBoolean());
      }
      case 12 -> cases();
      case 13 -> lambda();
      default ->
          new Expr.Binary(
              random.nextBoolean() ? Operator.AND : Operator.OR,
              List.of(truth(), truth(), truth()));
    };
  }

  private Expr binary() {
    DataType type = type();
    Operator[] operators = random.nextBoolean() ? ARITHMETIC : Operator.values();
    return new Expr.Binary(
        anyOf(operators), List.of(of(type), random.nextInt(4) == 0 ? any() : of(type)));
  }

  private Expr call() {
    DataType type = type();
    List<Expr> args = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      args.add(random.nextInt(4) == 0 ? any() : of(type));
    }
    return new Expr.ScalarCall(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), args);
  }

  /** While the body is made, the parameter is among what expressions are made of. */
  private Expr lambda() {
    DataType list = anyOf(LISTS.toArray(DataType[]::new));
    Field item = ((DataType.AnyList) list).item();
    Expr given = of(list);
    int before = exprs.size();
    for (int i = 0; i < 1 + before / 4; i++) {
      exprs.add(new Expr.LambdaVariable("v" + before, null));
      types.add(item.type());
    }
    String function = HIGHER_ORDER.get(random.nextInt(HIGHER_ORDER.size()));
    boolean predicate = !function.equals("array_transform");
    Expr body = predicate ? new Expr.Is(anyOf(Expr.Is.Test.values()), any()) : make();
    body = predicate && random.nextBoolean() ? comparison(item.type()) : body;
    exprs.subList(before, exprs.size()).clear();
    types.subList(before, types.size()).clear();
    return new Expr.HigherOrderCall(
        function, List.of(given, new Expr.Lambda(List.of("v" + before), body)), null);
  }

  private Expr comparison(DataType type) {
    return new Expr.Binary(anyOf(COMPARISONS), List.of(of(type), of(type)));
  }

  private Expr cases() {
    DataType type = type();
    List<Expr.Case.WhenThen> branches = new ArrayList<>();
    boolean searched = random.nextBoolean();
    for (int i = random.nextInt(2); i < 2; i++) {
      branches.add(new Expr.Case.WhenThen(searched ? truth() : of(type), of(type)));
    }
    return new Expr.Case(
        searched ? null : of(type), branches, random.nextBoolean() ? null : of(type));
  }

  private Expr truth() {
    return of(DataType.BOOLEAN);
  }

  private DataType type() {
    if (numbersOnly) {
      return anyOf(NUMBERS.toArray(DataType[]::new));
    }
    return random.nextBoolean()
        ? COMMON.get(random.nextInt(COMMON.size()))
        : RandomValues.TYPES.get(random.nextInt(RandomValues.TYPES.size()));
  }

  private Expr any() {
    return random.nextInt(5) == 0 ? constant(type()) : exprs.get(random.nextInt(exprs.size()));
  }

  /** One of a type, for a quarter a constant. */
  private Expr of(DataType type) {
    if (random.nextInt(4) == 0) {
      return constant(type);
    }
    for (int i = 0; i < 30; i++) {
      int place = random.nextInt(types.size());
      if (types.get(place).equals(type)) {
        return exprs.get(place);
      }
    }
    return exprs.get(types.indexOf(type) < 0 ? 0 : types.indexOf(type));
  }

  private Expr constant(DataType type) {
    return new Expr.Constant(new Literal(type, value(type)));
  }

  private <E> E anyOf(E[] all) {
    return all[random.nextInt(all.length)];
  }
}
