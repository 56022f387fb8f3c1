// SPDX-License-Identifier: Apache-2.0
package io.millrace.compile;

import io.millrace.bind.TypedExpr;
import io.millrace.cast.Casts;
import io.millrace.column.Block;
import io.millrace.expr.DataType;
import io.millrace.function.Volatility;
import io.millrace.kernel.Kernel;
import io.millrace.kernel.Nulls;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * The distinct expressions below some outputs, operands first. Equal ones are one node, found by
 * operands' ids from the bottom up, so that nothing recurses however long a chain is.
 */
@Internal
public final class Graph {
  /** Up to this cost a row, an operand is evaluated for rows that may not need it. */
  static final int CHEAP = 4;

  private static final int COST_LIMIT = 1_000_000;

  /** Whether columns themselves may have failed. */
  public enum Inputs {
    SOUND,
    MAY_FAIL
  }

  private final Inputs inputs;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<TypedExpr, Integer> seen = new IdentityHashMap<>();

  /** By what makes them the same: ids of operands and, in a list, what {@link #identity} says. */
  private final Map<List<Object>, Integer> distinct = new HashMap<>();

  /** Where the bodies of lambdas compute; null until there is one. */
  private Scratch scratch;

  public Graph(Inputs inputs) {
    this(inputs, null);
  }

  /** Of a program that is compiled into {@code scratch}. */
  Graph(Inputs inputs, Scratch scratch) {
    this.inputs = inputs;
    this.scratch = scratch;
  }

  public Node node(int id) {
    return nodes.get(id);
  }

  public int size() {
    return nodes.size();
  }

  /** The id of an expression, all of whose parts become nodes. */
  public int add(TypedExpr root) {
    Deque<TypedExpr> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      TypedExpr expr = open.peek();
      if (seen.containsKey(expr)) {
        open.pop();
        continue;
      }
      List<TypedExpr> operands = operands(expr);
      boolean ready = true;
      for (int i = operands.size() - 1; i >= 0; i--) {
        if (!seen.containsKey(operands.get(i))) {
          open.push(operands.get(i));
          ready = false;
        }
      }
      if (ready) {
        open.pop();
        seen.put(expr, intern(expr, operands));
      }
    }
    return seen.get(root);
  }

  private int intern(TypedExpr expr, List<TypedExpr> operands) {
    int[] args = new int[operands.size()];
    for (int i = 0; i < args.length; i++) {
      args[i] = seen.get(operands.get(i));
    }
    if (expr instanceof TypedExpr.Cast cast && cast.type().equals(cast.arg().type())) {
      return args[0];
    }
    List<Object> key = new ArrayList<>(args.length + 1);
    key.add(identity(expr));
    for (int arg : args) {
      key.add(arg);
    }
    Integer known = distinct.get(key);
    if (known != null) {
      return known;
    }
    Node node = make(expr, args);
    nodes.add(node);
    distinct.put(key, node.id());
    return node.id();
  }

  private Node make(TypedExpr expr, int[] args) {
    Kernel kernel = null;
    boolean ownFailure = false;
    if (expr instanceof TypedExpr.Call call) {
      kernel = call.kernel();
      ownFailure = call.mayFail();
    } else if (expr instanceof TypedExpr.Cast cast) {
      DataType from = cast.arg().type();
      kernel = Casts.kernel(from, cast.type(), cast.safe());
      ownFailure = Casts.mayFail(from, cast.type(), cast.safe());
    } else if (expr instanceof TypedExpr.LambdaCall call) {
      scratch = scratch == null ? new Scratch(Block.CAPACITY) : scratch;
      kernel = new LambdaKernel(call, scratch);
      ownFailure = true;
    } else if (expr instanceof TypedExpr.Input) {
      ownFailure = inputs == Inputs.MAY_FAIL;
    }
    boolean fails = ownFailure;
    int cost = kernel == null || Loops.isCheap(kernel) ? 1 : 2 * CHEAP;
    for (int arg : args) {
      fails |= node(arg).fails();
      cost = Math.min(COST_LIMIT, cost + node(arg).cost());
    }
    if (expr instanceof TypedExpr.Input || expr instanceof TypedExpr.Constant) {
      cost = 0;
    }
    CallStep.Mode mode = kernel == null ? null : mode(expr, kernel, ownFailure);
    return new Node(
        nodes.size(),
        expr,
        args,
        kernel,
        ownFailure,
        fails,
        cost,
        mode,
        takesScalar(kernel, mode, args) ? args[1] : -1);
  }

  private static CallStep.Mode mode(TypedExpr expr, Kernel kernel, boolean ownFailure) {
    if (Node.nulls(expr) == Nulls.AS_VALUES) {
      return CallStep.Mode.NULLS_AS_VALUES;
    }
    return !ownFailure && Loops.isNumeric(kernel) ? CallStep.Mode.DENSE : CallStep.Mode.STRICT;
  }

  private boolean takesScalar(Kernel kernel, CallStep.Mode mode, int[] args) {
    return mode == CallStep.Mode.DENSE
        && args.length == 2
        && Loops.takesConstant(kernel)
        && node(args[1]).isValue();
  }

  /** What besides the operands makes two expressions the same. */
  public static Object identity(TypedExpr expr) {
    if (expr instanceof TypedExpr.Call call) {
      return call.function().volatility() == Volatility.VOLATILE
          ? new Object()
          : List.of(call.function().identity(), call.type());
    }
    if (expr instanceof TypedExpr.Cast cast) {
      return List.of(cast.type(), cast.safe());
    }
    if (expr instanceof TypedExpr.InSet set) {
      return List.of(set.values(), set.orNull());
    }
    if (expr instanceof TypedExpr.LambdaCall call) {
      return call.body().isVolatile()
          ? new Object()
          : List.of(call.function().name(), call.body(), call.type());
    }
    if (expr instanceof TypedExpr.AggregateCall) {
      throw new AssertionError("aggregates are evaluated by groups: " + expr.type());
    }
    if (expr instanceof TypedExpr.WindowCall) {
      throw new AssertionError("OVER is evaluated by windows: " + expr.type());
    }
    return expr.children().isEmpty() ? expr : expr.getClass();
  }

  private static List<TypedExpr> operands(TypedExpr expr) {
    if (expr instanceof TypedExpr.IfElse choice) {
      return arms(choice);
    }
    return expr instanceof TypedExpr.And || expr instanceof TypedExpr.Or
        ? drawnIn(expr)
        : expr.children();
  }

  private static List<TypedExpr> arms(TypedExpr.IfElse first) {
    List<TypedExpr> arms = new ArrayList<>();
    TypedExpr rest = first;
    while (rest instanceof TypedExpr.IfElse choice) {
      arms.add(choice.condition());
      arms.add(choice.then());
      rest = choice.otherwise();
    }
    arms.add(rest);
    return arms;
  }

  /** The operands with those of nested operators of the same kind in their place. */
  private static List<TypedExpr> drawnIn(TypedExpr expr) {
    List<TypedExpr> flat = new ArrayList<>();
    Deque<TypedExpr> open = new ArrayDeque<>();
    open.push(expr);
    while (!open.isEmpty()) {
      TypedExpr next = open.pop();
      if (next.getClass() == expr.getClass()) {
        List<TypedExpr> reversed = new ArrayList<>(next.children());
        Collections.reverse(reversed);
        for (TypedExpr each : reversed) {
          open.push(each);
        }
      } else {
        flat.add(next);
      }
    }
    return flat;
  }
}
